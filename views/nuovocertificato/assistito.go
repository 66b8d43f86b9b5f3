package nuovocertificato

import (
	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// altezzaRiga and massimoRighe size a table inside a scrolling step.
const (
	altezzaRiga  = 36
	massimoRighe = 6
)

// passoAssistito is step 1: search, choice, registry data.
type passoAssistito struct {
	p     *nuovocertificato.Presenter
	t     avviso.Testi
	prima nuovocertificato.State // what was drawn last

	tela    func() fyne.Canvas // where questions are asked
	corpo   *fyne.Container
	cf      *kit.CampoCF
	campoCF *kit.Campo
	cerca   *kit.Bottone
	altra   *kit.Collegamento
	persona *fyne.Container
	cognome *kit.Testo
	nome    *kit.Testo
	nascita *kit.DataEntry
	campoCo *kit.Campo

	scelta   *fyne.Container
	copie    *kit.Avviso // the rows are only those of this workstation
	trovati  *kit.Tabella
	trovatiH *kit.Riquadro
	id       []string
	bozze    *fyne.Container
	aMano    *fyne.Container
	vuoto    *kit.StatoVuoto
	scheda   *schedaAssistito
}

func newPassoAssistito(p *nuovocertificato.Presenter, t avviso.Testi, lettore *kit.Lettore, tempo kit.Tempo) *passoAssistito {
	a := &passoAssistito{p: p, t: t, bozze: kit.Colonna(kit.Spazio8), scheda: newSchedaAssistito(p, t)}
	a.nuovaRicerca(lettore, tempo)
	a.nuovaScelta()
	a.vuoto = kit.NewStatoVuoto(tema.IconaUtente, a.testo("vuoto.titolo"), a.testo("vuoto.testo"), nil)
	a.aMano = kit.Colonna(kit.Spazio8, kit.NewTestoLungo(t.T("nuovocertificato.a-mano.spiega"), kit.Corpo, kit.Neutro),
		kit.Riga(0, kit.NewBottone(kit.Secondario, t.T("nuovocertificato.a-mano"), tema.IconaMatita, a.continuaAMano)))
	a.aMano.Hide()
	nota := kit.NewTestoLungo("", kit.Piccolo, kit.TonoSecondario)
	nota.ImpostaTesto(p.State().Assistito.Nota)
	cerca := kit.Riga(kit.Spazio12, kit.LarghezzaFissa(300, a.cf), a.cerca)
	a.campoCF = kit.NewCampo(a.testo("campo-cf"), true, cerca)
	a.cf.ImpostaEtichetta(a.testo("campo-cf"))
	a.campoCF.Aiuto(a.testo("aiuto-cf"))
	a.corpo = kit.Colonna(
		kit.Spazio16,
		kit.Colonna(kit.Spazio8, a.campoCF, kit.Riga(0, a.altra), a.persona),
		a.aMano, a.bozze, a.scelta, a.vuoto, a.scheda.corpo, nota,
	)
	return a
}

func (a *passoAssistito) testo(chiave string) string {
	return a.t.T("nuovocertificato.assistito." + chiave)
}

func (a *passoAssistito) nuovaRicerca(lettore *kit.Lettore, tempo kit.Tempo) {
	a.cf = kit.NewCampoCF("", lettore)
	a.cf.OnChanged = a.p.SetCodiceFiscale
	a.cf.OnInvio = func(string) { a.p.Cerca() }
	a.cerca = kit.NewBottone(kit.Secondario, a.t.T("nuovocertificato.cerca"), tema.IconaCerca, a.p.Cerca)
	a.altra = kit.NewCollegamento(a.testo("altra-ricerca"), a.mostraPersona)
	a.cognome, a.nome, a.nascita = kit.NewTesto(""), kit.NewTesto(""), kit.NewDataEntry(tempo.Adesso)
	formatta := a.nascita.OnChanged
	mutato := func(string) { a.p.SetPersona(a.cognome.Text, a.nome.Text, a.nascita.Text) }
	a.cognome.OnChanged, a.nome.OnChanged = mutato, mutato
	a.nascita.OnChanged = func(s string) { formatta(s); mutato(s) }
	for _, e := range []*kit.Testo{a.cognome, a.nome, &a.nascita.Testo} {
		e.OnInvio = func(string) { a.p.Cerca() }
		e.UsaLettore(lettore)
	}
	a.campoCo = kit.NewCampo(a.testo("cognome"), true, a.cognome)
	a.persona = kit.Colonne(180, a.campoCo, kit.NewCampo(a.testo("nome"), false, a.nome), kit.NewCampo(a.testo("data-nascita"), false, a.nascita))
	a.persona.Hide()
}

func (a *passoAssistito) mostraPersona() {
	kit.Mostra(a.persona, !a.persona.Visible())
	a.corpo.Refresh()
	if a.persona.Visible() {
		kit.Focalizza(a.cognome)
	}
}

// continuaAMano shows where surname and name go before it asks for them.
func (a *passoAssistito) continuaAMano() {
	kit.Mostra(a.persona, true)
	a.corpo.Refresh()
	a.p.ContinuaAMano()
}

// chiediElimina asks before a draft is dropped.
func (a *passoAssistito) chiediElimina(b nuovocertificato.RigaBozza) {
	if a.tela == nil {
		return
	}
	t := func(s string, kv ...string) string { return a.t.T("nuovocertificato.bozza.elimina"+s, kv...) }
	kit.NewConferma(t(".titolo"), t(".testo", "bozza", b.Testo), t(".no"), t(""), true, func() { a.p.EliminaBozza(b.ID) }).Mostra(a.tela())
}

func (a *passoAssistito) nuovaScelta() {
	a.trovati = kit.NewTabella(a.testo("scegli"), []kit.ColonnaTabella{
		{ID: "cognome", Titolo: a.testo("cognome"), Peso: 3},
		{ID: "nome", Titolo: a.testo("nome"), Peso: 3},
		{ID: "cf", Titolo: a.testo("cf"), Peso: 4, Codice: true},
		{ID: "sesso", Titolo: a.testo("sesso"), Peso: 1.3},
		{ID: "nascita", Titolo: a.testo("data-nascita"), Peso: 2.4},
		{ID: "comune", Titolo: a.testo("comune"), Peso: 3},
	})
	a.trovati.OnAperta = a.scegli
	a.trovati.OnMossa = a.scegli
	a.trovatiH = kit.NewMargine(a.trovati, 0, 0)
	a.copie = kit.NewAvviso()
	a.scelta = kit.Colonna(kit.Spazio8, a.copie, kit.NewEtichetta(a.testo("scegli"), kit.Forte, kit.Neutro), a.trovatiH)
}

func (a *passoAssistito) scegli(riga int) {
	if riga >= 0 && riga < len(a.id) {
		a.p.ScegliAssistito(a.id[riga])
	}
}

// render compares with what it drew last, not with the state before: while
// another step is shown this one is not drawn.
func (a *passoAssistito) render(s nuovocertificato.State, tornato bool) {
	v, prima := s.Assistito, a.prima
	a.prima = s
	if a.cf.Text != v.CodiceFiscale {
		a.cf.SetText(v.CodiceFiscale)
	}
	a.campoCF.Errore(v.ErroreCF)
	a.cf.ImpostaErrore(v.ErroreCF != "")
	a.campoCo.Errore(v.Persona.Errore)
	a.renderTesti(v.Persona)
	a.renderCerca(v)
	a.renderTrovati(v, prima.Assistito)
	a.renderBozze(v.Bozze, prima.Assistito.Bozze)
	kit.Mostra(a.aMano, v.AMano)
	kit.Mostra(a.vuoto, s.Scheda == nil && len(v.Trovati) == 0 && len(v.Bozze) == 0)
	if s.Scheda != prima.Scheda {
		a.scheda.render(s.Scheda)
	}
	if v.ErroreCF != prima.Assistito.ErroreCF || v.Persona.Errore != prima.Assistito.Persona.Errore || s.Scheda != prima.Scheda ||
		len(v.Trovati) != len(prima.Assistito.Trovati) || len(v.Bozze) != len(prima.Assistito.Bozze) || v.AMano != prima.Assistito.AMano || tornato {
		a.corpo.Refresh()
	}
}

func (a *passoAssistito) renderCerca(v nuovocertificato.StatoAssistito) {
	a.cerca.Imposta(!v.Cercando || v.Interrompi, "")
	a.cerca.ImpostaTesto(a.t.T("nuovocertificato.cerca"))
	a.cerca.ImpostaIcona(tema.IconaCerca)
	a.cerca.OnPremuto = a.p.Cerca
	if v.Interrompi {
		a.cerca.ImpostaTesto(a.t.T("nuovocertificato.interrompi"))
		a.cerca.ImpostaIcona(tema.IconaChiudi)
		a.cerca.OnPremuto = a.p.Interrompi
	}
}

// renderTesti empties the fields when another certificate is begun.
func (a *passoAssistito) renderTesti(v nuovocertificato.RicercaPersona) {
	for _, x := range []struct {
		e *kit.Testo
		s string
	}{{a.cognome, v.Cognome}, {a.nome, v.Nome}, {&a.nascita.Testo, v.DataNascita}} {
		if x.e.Text != x.s && v == (nuovocertificato.RicercaPersona{}) {
			x.e.SetText(x.s)
		}
	}
}

func (a *passoAssistito) renderTrovati(v, prima nuovocertificato.StatoAssistito) {
	kit.Mostra(a.scelta, len(v.Trovati) > 0)
	a.copie.Mostra(kit.Notizia{Tono: kit.TonoAvviso, Titolo: v.Copie})
	if len(v.Trovati) == len(prima.Trovati) && (len(v.Trovati) == 0 || v.Trovati[0] == prima.Trovati[0]) {
		return
	}
	a.id = nil
	righe := make([][]string, 0, len(v.Trovati))
	for _, x := range v.Trovati {
		a.id = append(a.id, x.ID)
		righe = append(righe, []string{x.Cognome, x.Nome, x.CodiceFiscale, x.Sesso, x.DataNascita, x.Comune})
	}
	a.trovati.Imposta(righe)
	a.trovatiH.Minimo(0, altezzaTabella(len(righe)))
}

func (a *passoAssistito) renderBozze(v, prima []nuovocertificato.RigaBozza) {
	kit.Mostra(a.bozze, len(v) > 0)
	if len(v) == len(prima) && (len(v) == 0 || v[0] == prima[0]) {
		return
	}
	a.bozze.Objects = []fyne.CanvasObject{kit.NewEtichetta(a.t.T("nuovocertificato.bozza.offerta"), kit.Forte, kit.Neutro)}
	for _, b := range v[:min(len(v), 5)] {
		a.bozze.Add(kit.Bordo(
			kit.Spazio12, kit.NewSegno(tema.IconaDocumento, kit.TonoSecondario),
			kit.Riga(kit.Spazio8,
				kit.NewBottone(kit.Secondario, a.t.T("nuovocertificato.bozza.recupera"), tema.IconaNessuna, func() { a.p.Riapri(b.ID) }),
				kit.NewBottone(kit.Discreto, a.t.T("nuovocertificato.bozza.elimina"), tema.IconaCestino, func() { a.chiediElimina(b) })),
			kit.NewRiga(b.Testo, kit.Corpo, kit.Neutro),
		))
	}
	a.bozze.Refresh()
}

func (a *passoAssistito) focalizza(campo string) bool {
	switch campo {
	case nuovocertificato.CampoCF:
		kit.Focalizza(a.cf)
	case nuovocertificato.CampoCognome:
		kit.Mostra(a.persona, true)
		a.corpo.Refresh()
		kit.Focalizza(a.cognome)
	case nuovocertificato.CampoScelta:
		a.trovati.Focalizza()
	default:
		return false
	}
	return true
}
