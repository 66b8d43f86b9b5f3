// Package firma draws the signature form: the document large, the form beside
// it, then the outcome. It serves certificates and annulments, inside a wizard
// (Modulo) or by itself (Vista).
package firma

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Modulo is the form without its frame: Monta puts it into a wizard's.
type Modulo struct {
	p    *firma.Presenter
	t    avviso.Testi
	proc *kit.Procedura // nil while another step is shown
	s    firma.State
	fase firma.Fase

	pdf      *kit.VistaPDF
	corpo    *fyne.Container
	modulo   *fyne.Container
	incerta  *fyne.Container
	lotto    *lotto
	esito    *esito
	campi    campi
	bottoni  bottoni
	impronta *kit.Etichetta
}

type campi struct {
	provider *kit.Tendina
	alias    *parteAlias
	pin      *kit.Segreto
	campoPIN *kit.Campo
	aiuto    *kit.Etichetta
	letto    *kit.Casella
	avvisoPD *kit.Avviso
	mancano  *kit.Etichetta
	otp      *parteOTP
}

type bottoni struct {
	esci, firma, verifica, home, crea, richiedi, rimanda *kit.Bottone
}

// NewModulo builds the form once and binds it to its presenter. accanto is
// shown under the form while it can be filled in: the telephone of a test
// environment.
func NewModulo(p *firma.Presenter, t avviso.Testi, accanto ...fyne.CanvasObject) *Modulo {
	m := &Modulo{p: p, t: t, pdf: kit.NewVistaPDF(), impronta: kit.NewRiga("", kit.Piccolo, kit.TonoSecondario)}
	m.nuoviBottoni()
	m.nuoviCampi()
	for _, o := range accanto {
		m.modulo.Add(o)
	}
	m.incerta = kit.Colonna(kit.Spazio12, kit.NewEtichetta(t.T("firma.incerta.titolo"), kit.Sezione, kit.TonoAvviso))
	m.esito = newEsito(p, t, m.bottoni)
	m.lotto = newLotto(p, t)
	m.corpo = kit.Colonna(kit.Spazio16, m.lotto.corpo, m.modulo, m.incerta, m.esito.corpo)
	p.Render = m.render
	m.render(p.State())
	return m
}

func (m *Modulo) nuoviBottoni() {
	p, t := m.p, m.t
	m.bottoni = bottoni{
		esci:     kit.NewBottone(kit.Secondario, t.T("firma.esci"), tema.IconaNessuna, m.esci),
		firma:    kit.NewBottone(kit.Primario, t.T("firma.firma"), tema.IconaFirma, p.FirmaDocumento),
		verifica: kit.NewBottone(kit.Primario, t.T("firma.verifica"), tema.IconaAggiorna, p.Verifica),
		home:     kit.NewBottone(kit.Secondario, t.T("firma.home"), tema.IconaCasa, p.Home),
		crea:     kit.NewBottone(kit.Primario, t.T("firma.crea-valida"), tema.IconaNessuna, p.CreaValida),
		richiedi: kit.NewBottone(kit.Secondario, t.T("firma.richiedi-esenzione"), tema.IconaNessuna, p.RichiediEsenzione),
		rimanda:  kit.NewBottone(kit.Primario, t.T("esenzioni.rimanda"), tema.IconaNessuna, p.Rimanda),
	}
}

func (m *Modulo) nuoviCampi() {
	p, t, c := m.p, m.t, &m.campi
	c.provider = kit.NewTendina(t.T("firma.provider.segnaposto"), nil, func(v kit.Voce) { p.SetProvider(v.Codice) })
	c.alias = newParteAlias(p, t)
	c.pin = kit.NewSegreto("", false)
	c.pin.OnChanged = p.SetPIN
	c.pin.OnInvio = func(string) { m.invio() }
	c.otp = newParteOTP(p, t, m.invio)
	c.aiuto = kit.NewTestoLungo("", kit.Corpo, kit.TonoAvviso)
	c.letto = kit.NewCasella(t.T("firma.documento.ho-letto"), p.SetLetto)
	c.avvisoPD = kit.NewAvviso()
	c.mancano = kit.NewTestoLungo("", kit.Piccolo, kit.TonoAvviso)
	c.campoPIN = kit.NewCampo(t.T("firma.pin"), true, c.pin)
	m.modulo = kit.Colonna(
		kit.Spazio12, c.avvisoPD, c.letto,
		kit.NewCampo(t.T("firma.provider"), true, c.provider),
		c.alias.corpo, c.campoPIN, c.otp.corpo, c.aiuto, c.mancano,
	)
}

// invio is Enter in PIN and OTP: it signs when the form is complete, else it
// goes on to what is missing.
func (m *Modulo) invio() {
	switch {
	case m.s.Modulo.PuoFirmare:
		m.p.FirmaDocumento()
	case m.s.OTP.Visibile && m.campi.otp.codice.Text == "":
		kit.Focalizza(m.campi.otp.codice)
	}
}

// stampa prints the signed document: one that is not has no value on paper.
func (m *Modulo) stampa() {
	if m.s.Fase == firma.FaseFirmata {
		m.p.Stampa()
	}
}

// Monta shows the form in proc: body, document, buttons.
func (m *Modulo) Monta(proc *kit.Procedura) {
	m.proc = proc
	proc.Corpo(m.corpo)
	proc.Anteprima(m.documento())
	proc.AnteprimaGrande(true)
	proc.Mancano(nil)
	proc.Salvato("")
	proc.Scorciatoia(fyne.KeyP, fyne.KeyModifierControl, m.stampa)
	m.fase = firma.FaseChiusa // the buttons are set again
	m.render(m.p.State())
	m.focalizza(m.s.Fuoco.Campo) // it was asked for before there was a frame to focus in
}

// Smonta leaves the frame to another step.
func (m *Modulo) Smonta() { m.proc = nil }

func (m *Modulo) documento() fyne.CanvasObject {
	return container.NewBorder(nil, kit.NewMargine(m.impronta, kit.Spazio8, kit.Spazio4), nil, nil, m.pdf)
}

func (m *Modulo) esci() {
	if m.proc != nil && m.proc.OnChiudi != nil {
		m.proc.OnChiudi()
	}
}

func (m *Modulo) render(s firma.State) {
	prima := m.s
	m.s = s
	m.renderDocumento(prima, s)
	m.renderModulo(prima, s)
	m.campi.otp.render(s.OTP, s.Modulo)
	m.lotto.render(s.Lotto)
	kit.Mostra(m.modulo, s.Fase == firma.FaseModulo)
	kit.Mostra(m.incerta, s.Fase == firma.FaseIncerta)
	m.esito.render(s)
	if m.proc == nil {
		return
	}
	m.renderCornice(s, prima)
	if formaDi(s) != formaDi(prima) {
		m.corpo.Refresh() // a whole layout at each key would be felt
	}
	if s.Fuoco.N != prima.Fuoco.N {
		m.focalizza(s.Fuoco.Campo)
	}
	if len(s.Documento.Pagine) > 0 && !s.Documento.Letto {
		m.p.PaginaMostrata() // last: it draws again
	}
}

func (m *Modulo) renderCornice(s, prima firma.State) {
	nuova := s.Fase != m.fase
	if nuova {
		m.fase = s.Fase
		switch s.Fase {
		case firma.FaseModulo:
			m.proc.Bottoni(m.bottoni.esci, m.bottoni.firma)
		case firma.FaseIncerta:
			m.piede(m.bottoni.esci, m.bottoni.verifica)
		case firma.FaseFirmata:
			m.piede(m.esito.piede(s)...)
		case firma.FaseChiusa:
		}
	}
	m.bottoni.firma.ImpostaTesto(cmp.Or(s.Lotto.Firma, m.t.T("firma.firma")))
	m.bottoni.firma.Imposta(s.Modulo.PuoFirmare, "")
	m.bottoni.esci.Imposta(s.Attesa == "" || s.Fase != firma.FaseModulo, "")
	m.bottoni.verifica.Imposta(s.Attesa == "", "")
	m.proc.Attesa(s.Attesa != "", s.Attesa)
	m.proc.Paziente(s.Paziente)
	if nuova || avvisoDi(s) != avvisoDi(prima) {
		m.proc.Avviso().Mostra(m.notizia(s))
		if len(s.Lotto.NonLetti) > 0 {
			m.proc.InCima()
		}
	}
}

// piede shows the buttons of a page that has no fields, ready at the last one:
// the act that comes next.
func (m *Modulo) piede(b ...*kit.Bottone) {
	m.proc.Bottoni(b...)
	kit.Focalizza(b[len(b)-1])
}

func (m *Modulo) renderDocumento(prima, s firma.State) {
	d := s.Documento
	m.pdf.Messaggio(d.Attesa)
	if len(d.Pagine) != len(prima.Documento.Pagine) || d.Impronta != prima.Documento.Impronta {
		m.pdf.Pagine(d.Pagine)
		m.impronta.ImpostaTesto("")
		if d.Impronta != "" {
			m.impronta.ImpostaTesto(m.t.T("firma.documento.impronta", "impronta", d.Impronta))
		}
	}
	m.pdf.Marchio("")
	if d.Avviso != prima.Documento.Avviso || d.PuoAprire != prima.Documento.PuoAprire {
		m.campi.avvisoPD.Mostra(m.notiziaDocumento(d))
	}
	kit.Mostra(m.campi.letto, d.SenzaVista)
	m.campi.letto.Imposta(d.Letto)
}

func (m *Modulo) notiziaDocumento(d firma.StatoDocumento) kit.Notizia {
	azioni := []kit.Azione{{Testo: m.t.T("firma.riprova"), Icona: tema.IconaAggiorna, Fai: m.p.RicaricaDocumento}}
	if d.PuoAprire {
		azioni = []kit.Azione{{Testo: m.t.T("firma.documento.apri"), Icona: tema.IconaDocumento, Fai: m.p.ApriDocumento}}
	}
	if d.Rete {
		azioni = append(azioni, notizia.Connessione(m.t, m.p.Impostazioni))
	}
	return notizia.Di(d.Avviso, azioni...)
}

func (m *Modulo) renderModulo(prima, s firma.State) {
	c, v := &m.campi, s.Modulo
	if len(v.Provider) != len(prima.Modulo.Provider) {
		c.provider.ImpostaVoci(notizia.Voci(v.Provider))
	}
	if scelta, _ := c.provider.Scelta(); scelta.Codice != v.ProviderScelto {
		c.provider.Imposta(v.ProviderScelto)
	}
	c.alias.render(v)
	if v.AzzeraPIN != prima.Modulo.AzzeraPIN {
		c.pin.Svuota()
	}
	c.campoPIN.Aiuto(m.t.T("firma.pin.aiuto-semplice"))
	if v.RegolaPIN != "" {
		c.campoPIN.Aiuto(m.t.T("firma.pin.aiuto", "regola", v.RegolaPIN))
	}
	for _, x := range []fyne.Disableable{c.pin, c.otp.codice} {
		if v.Disabilitato || s.Attesa != "" {
			x.Disable()
		} else {
			x.Enable()
		}
	}
	c.aiuto.ImpostaTesto(v.Aiuto)
	kit.Mostra(c.aiuto, strings.TrimSpace(v.Aiuto) != "")
	c.mancano.ImpostaTesto(v.Mancano)
	kit.Mostra(c.mancano, v.Mancano != "" && !v.Disabilitato)
}

func (m *Modulo) focalizza(campo string) {
	c := &m.campi
	switch campo {
	case firma.CampoProvider:
		kit.Focalizza(c.provider)
	case firma.CampoAlias:
		kit.Focalizza(c.alias.alias)
	case firma.CampoPIN:
		kit.Focalizza(c.pin)
	case firma.CampoModalita:
		c.otp.focalizzaModalita()
	case firma.CampoRichiedi:
		kit.Focalizza(c.otp.richiedi)
	case firma.CampoOTP:
		kit.Focalizza(c.otp.codice)
	case firma.CampoFirma:
		kit.Focalizza(m.bottoni.firma)
	}
}
