// Package rilascio draws «Crea e valida esenzione» and «Richiedi esenzione»:
// the date form and the summary of what was issued. It serves inside a wizard
// (Modulo) or by itself (Vista).
package rilascio

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Modulo is the form without its frame: Monta puts it into a wizard's.
type Modulo struct {
	p        *rilascio.Presenter
	t        avviso.Testi
	proc     *kit.Procedura
	s        rilascio.State
	primaria string // which button was primary at the last change of phase

	corpo   *fyne.Container
	modulo  *fyne.Container
	incerta *fyne.Container

	titoloIncerta *kit.Etichetta
	esito         *fyne.Container
	campi         campi
	finale        finale
	bottoni       bottoni
}

type campi struct {
	righe     *fyne.Container
	data      *kit.DataEntry
	campoData *kit.Campo
	oltre     *kit.Etichetta
	aura      *kit.Etichetta
	auraLetto *kit.Casella
	parteAura *kit.Riquadro
	dichiara  *dichiarazioni
	modalita  *kit.Scelta
	campoMod  *kit.Campo
	motivi    *kit.Etichetta
	spiega    *kit.Etichetta
}

type finale struct {
	frase                          *kit.Etichetta
	righe                          *fyne.Container
	fatto                          *kit.Etichetta
	promemoria, attestato          *kit.Bottone
	stampaPromemoria, stampaAttest *kit.Bottone
	stampaAssistito                *kit.Bottone
}

type bottoni struct{ esci, conferma, verifica, riprova, home *kit.Bottone }

// NewModulo builds the form once and binds it to its presenter. oggi is where
// the calendar opens.
func NewModulo(p *rilascio.Presenter, t avviso.Testi, oggi func() time.Time) *Modulo {
	m := &Modulo{p: p, t: t}
	m.bottoni = bottoni{
		esci:     kit.NewBottone(kit.Secondario, t.T("rilascio.esci"), tema.IconaNessuna, m.esci),
		conferma: kit.NewBottone(kit.Primario, t.T("rilascio.conferma"), tema.IconaNessuna, p.Conferma),
		verifica: kit.NewBottone(kit.Primario, t.T("rilascio.verifica"), tema.IconaAggiorna, p.Verifica),
		riprova:  kit.NewBottone(kit.Primario, t.T("rilascio.riprova"), tema.IconaAggiorna, p.Ricarica),
		home:     kit.NewBottone(kit.Primario, t.T("rilascio.home"), tema.IconaCasa, p.Home),
	}
	m.nuoviCampi(oggi)
	m.nuovoEsito()
	m.titoloIncerta = kit.NewTestoLungo("", kit.Sezione, kit.TonoAvviso)
	m.incerta = kit.Colonna(kit.Spazio12, m.titoloIncerta)
	m.corpo = kit.Colonna(kit.Spazio16, m.modulo, m.incerta, m.esito)
	p.Render = m.render
	m.render(p.State())
	return m
}

func (m *Modulo) nuoviCampi(oggi func() time.Time) {
	p, t, c := m.p, m.t, &m.campi
	c.righe = notizia.Righe(nil)
	c.data = kit.NewDataEntry(oggi)
	formatta := c.data.OnChanged
	c.data.OnChanged = func(s string) {
		formatta(s)
		p.SetDataFine(s)
	}
	// Not «Conferma»: Enter held from the signature on must not issue anything.
	c.data.OnInvio = func(string) { kit.Focalizza(c.modalita) }
	c.campoData = kit.NewCampo(t.T("rilascio.fine"), false, c.data)
	c.oltre = kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso)
	c.aura = kit.NewTestoLungo("", kit.Corpo, kit.TonoAvviso)
	c.auraLetto = kit.NewCasella(t.T("rilascio.aura.conferma"), p.SetAuraLetto)
	c.parteAura = kit.NewScheda(kit.Colonna(kit.Spazio8, c.aura, c.auraLetto))
	c.dichiara = newDichiarazioni(p, t)
	c.modalita = kit.NewScelta(false, []kit.Opzione{
		{Valore: string(esenpat.Rilascio), Testo: t.T("rilascio.crea")},
		{Valore: string(esenpat.Richiesta), Testo: t.T("rilascio.richiedi")},
	}, func(v string) { m.scegli(v) })
	c.campoMod = kit.NewCampo(t.T("rilascio.modalita"), true, c.modalita)
	c.motivi = kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso)
	c.spiega = kit.NewTestoLungo("", kit.Corpo, kit.TonoSecondario)
	m.modulo = kit.Colonna(
		kit.Spazio16, kit.NewScheda(c.righe), kit.LarghezzaMassima(420, kit.Colonna(kit.Spazio4, c.campoData, c.oltre)),
		c.dichiara.parte, c.parteAura, kit.Colonna(kit.Spazio4, c.campoMod, c.motivi), c.spiega,
	)
}

// scegli keeps the drawn choice equal to the presenter's, which may refuse one
// that is off.
func (m *Modulo) scegli(valore string) {
	m.p.SetModalita(esenpat.ModalitaEsenzione(valore))
	m.campi.modalita.Imposta(m.s.Modulo.Modalita.Scelta)
}

func (m *Modulo) nuovoEsito() {
	p, t, f := m.p, m.t, &m.finale
	f.frase = kit.NewTestoLungo("", kit.Sezione, kit.TonoOK)
	f.righe = notizia.Righe(nil)
	f.fatto = kit.NewTestoLungo("", kit.Piccolo, kit.TonoOK)
	f.promemoria = kit.NewBottone(kit.Secondario, t.T("rilascio.promemoria"), tema.IconaScarica, p.ScaricaPromemoria)
	f.attestato = kit.NewBottone(kit.Secondario, t.T("rilascio.attestato"), tema.IconaScarica, p.ScaricaAttestato)
	f.stampaPromemoria = kit.NewBottone(kit.Discreto, t.T("rilascio.stampa-promemoria"), tema.IconaStampa, p.StampaPromemoria)
	f.stampaAttest = kit.NewBottone(kit.Discreto, t.T("rilascio.stampa-attestato"), tema.IconaStampa, p.StampaAttestato)
	f.stampaAssistito = kit.NewBottone(kit.Secondario, t.T("stampa.assistito"), tema.IconaStampa, p.StampaAssistito)
	m.esito = kit.Colonna(
		kit.Spazio16, f.frase, kit.NewScheda(f.righe), kit.Riga(0, f.stampaAssistito),
		kit.Riga(kit.Spazio8, f.promemoria, f.stampaPromemoria), kit.Riga(kit.Spazio8, f.attestato, f.stampaAttest), f.fatto,
	)
}

// Monta shows the form in proc.
func (m *Modulo) Monta(proc *kit.Procedura) {
	m.proc = proc
	proc.AnteprimaGrande(false)
	proc.Anteprima(nil)
	proc.Corpo(kit.LarghezzaMassima(760, m.corpo))
	proc.Mancano(nil)
	proc.Salvato("")
	proc.Scorciatoia(fyne.KeyP, fyne.KeyModifierControl, m.p.StampaAssistito)
	m.primaria = ""
	m.render(m.p.State())
}

// Smonta leaves the frame to another step.
func (m *Modulo) Smonta() { m.proc = nil }

func (m *Modulo) esci() {
	if m.proc != nil && m.proc.OnChiudi != nil {
		m.proc.OnChiudi()
	}
}

func (m *Modulo) render(s rilascio.State) {
	prima := m.s
	m.s = s
	kit.Mostra(m.modulo, s.Fase == rilascio.FaseModulo)
	m.titoloIncerta.ImpostaTesto(s.Incerta)
	kit.Mostra(m.incerta, s.Fase == rilascio.FaseIncerta)
	kit.Mostra(m.esito, s.Fase == rilascio.FaseFatta)
	if s.Fase == rilascio.FaseModulo {
		m.renderModulo(s.Modulo, prima)
	}
	if s.Fase == rilascio.FaseFatta {
		m.renderEsito(s.Esito)
	}
	if m.proc == nil {
		return
	}
	m.renderCornice(s)
	m.corpo.Refresh()
	if s.Fuoco.N != prima.Fuoco.N {
		m.focalizza(s.Fuoco.Campo)
	}
}

func (m *Modulo) renderCornice(s rilascio.State) {
	quale, b := "", []*kit.Bottone{m.bottoni.esci}
	switch {
	case s.Fase == rilascio.FaseModulo:
		quale, b = "conferma", append(b, m.bottoni.conferma)
	case s.Fase == rilascio.FaseIncerta:
		quale, b = "verifica", append(b, m.bottoni.verifica)
	case s.Fase == rilascio.FaseFatta:
		quale, b = "home", []*kit.Bottone{m.bottoni.home}
	case s.Fase == rilascio.FaseCarica && !s.Avviso.Vuoto():
		quale, b = "riprova", append(b, m.bottoni.riprova)
	default:
		quale = "attesa"
	}
	if quale != m.primaria {
		m.primaria = quale
		m.proc.Bottoni(b...)
		if quale != "conferma" && quale != "attesa" { // a page without fields: ready at what comes next
			kit.Focalizza(b[len(b)-1])
		}
	}
	m.bottoni.conferma.Imposta(s.Modulo.PuoConferm, s.Modulo.Mancano)
	m.bottoni.verifica.Imposta(s.Attesa == "", "")
	m.proc.Titolo(s.Titolo)
	m.proc.Paziente(s.Paziente)
	m.proc.Attesa(s.Attesa != "", s.Attesa)
	m.proc.Avviso().Mostra(notizia.Di(s.Avviso))
}

func (m *Modulo) renderModulo(v rilascio.StatoModulo, prima rilascio.State) {
	c := &m.campi
	if prima.Fase != rilascio.FaseModulo || len(prima.Modulo.Righe) == 0 {
		notizia.AggiornaRighe(c.righe, v.Righe)
	}
	if c.data.Text != v.DataFine {
		c.data.SetText(v.DataFine)
	}
	c.campoData.Aiuto(v.AiutoData)
	c.campoData.Errore(v.ErroreData)
	c.oltre.ImpostaTesto(v.AvvisoData)
	kit.Mostra(c.oltre, v.AvvisoData != "")
	c.dichiara.render(v.Dichiara)
	c.aura.ImpostaTesto(v.Aura)
	c.auraLetto.Imposta(v.AuraLetto)
	kit.Mostra(c.parteAura, v.Aura != "")
	c.modalita.Imposta(v.Modalita.Scelta)
	motivo := v.Modalita.Rilascia.Motivo
	if motivo == "" {
		motivo = v.Modalita.Richiedi.Motivo
	}
	var fuori []string
	if !v.Modalita.Rilascia.Attivo {
		fuori = append(fuori, string(esenpat.Rilascio))
	}
	if !v.Modalita.Richiedi.Attivo {
		fuori = append(fuori, string(esenpat.Richiesta))
	}
	c.modalita.ImpostaFuori(fuori...)
	c.motivi.ImpostaTesto(motivo)
	kit.Mostra(c.motivi, motivo != "")
	c.spiega.ImpostaTesto(v.Modalita.Spiega)
}

func (m *Modulo) renderEsito(v rilascio.StatoEsito) {
	f := &m.finale
	f.frase.ImpostaTesto(v.Frase)
	notizia.AggiornaRighe(f.righe, v.Righe)
	for _, b := range []*kit.Bottone{f.promemoria, f.stampaPromemoria} {
		kit.Mostra(b, v.Promemoria)
	}
	for _, b := range []*kit.Bottone{f.attestato, f.stampaAttest} {
		kit.Mostra(b, v.Attestato)
	}
	kit.Mostra(f.stampaAssistito, v.Assistito)
	f.fatto.ImpostaTesto(v.Fatto)
	kit.Mostra(f.fatto, v.Fatto != "")
}

func (m *Modulo) focalizza(campo string) {
	switch campo {
	case rilascio.CampoData:
		kit.Focalizza(m.campi.data)
	case rilascio.CampoDichiara:
		m.campi.dichiara.focalizza()
	case rilascio.CampoAura:
		kit.Focalizza(m.campi.auraLetto)
	case rilascio.CampoConferma:
		kit.Focalizza(m.bottoni.conferma)
	}
}
