// Package codici draws the tab «Codici».
package codici

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/codici"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// larghezzaFiltro is the narrowest a filter may be before they wrap.
const larghezzaFiltro = 140

// Vista is the tab: built once, drawn again from each State.
type Vista struct {
	p    *codici.Presenter
	t    Testi
	oggi func() time.Time

	cerca    *kit.Testo
	codifica *kit.Tendina
	ruolo    *kit.Tendina
	servizio *kit.Tendina
	al       *kit.DataEntry
	riass    *kit.Etichetta
	tabella  *kit.Tabella
	vuoto    *kit.StatoVuoto
	avviso   *kit.Avviso
	pannelli *kit.Tendina
	moduli   map[codici.Pannello]fyne.CanvasObject
	titolo   *kit.Etichetta
	blocchi  *fyne.Container
	scorre   *container.Scroll
	conferma *fyne.Container
	domanda  *domanda
	proposte *fyne.Container
	scheda   *kit.Tendina
	// buttons that need a result, a chosen line
	conRisultato, conScelta []*kit.Bottone

	esito  *kit.Etichetta
	attesa *kit.Attesa
	tutto  fyne.CanvasObject

	filtri    codici.Filtri
	disegnato codici.State
	disegna   bool // callbacks of our own changes are not the user's
}

// New builds the tab and binds it to its presenter.
func New(p *codici.Presenter, t Testi, tempo kit.Tempo) *Vista {
	v := &Vista{p: p, t: t, oggi: tempo.Adesso, avviso: kit.NewAvviso(), blocchi: kit.Colonna(kit.Spazio12)}
	v.attesa = kit.NewAttesa(tempo, nil)
	v.titolo = kit.NewTestoLungo("", kit.Sezione, kit.Neutro)
	v.riass = kit.NewTestoLungo("", kit.Piccolo, kit.TonoSecondario)
	v.esito = kit.NewTestoLungo("", kit.Piccolo, kit.TonoOK)
	v.scorre = container.NewVScroll(v.blocchi)
	v.tutto = kit.NewMargine(kit.Telaio(kit.Colonna(kit.Spazio12, v.filtriOggetto(), kit.NewLinea()), container.NewGridWithColumns(2, v.sinistra(), v.destra()), nil), kit.Spazio16, kit.Spazio12)
	p.Render = v.render
	v.render(p.State())
	return v
}

// Oggetto returns what stands in the tab.
func (v *Vista) Oggetto() fyne.CanvasObject { return v.tutto }

// Focalizza puts the cursor in the search field.
func (v *Vista) Focalizza() { kit.Focalizza(v.cerca) }

// Importa opens the panel of the official lists.
func (v *Vista) Importa() {
	v.p.Mostra(codici.Importa)
	kit.Focalizza(v.pannelli)
}

// Controlla asks the service for newer catalogues.
func (v *Vista) Controlla() { v.p.Controlla() }

// Stampa prints what the panel shows, or else what was found (Ctrl+P).
func (v *Vista) Stampa() {
	switch s := v.p.State(); {
	case s.Scheda.Attivo:
		v.p.StampaScheda()
	case s.Esporta.Attivo:
		v.p.Stampa()
	}
}

func (v *Vista) filtriOggetto() fyne.CanvasObject {
	v.cerca = kit.NewTesto(v.t.T("codici.vista.cerca-esempio"))
	v.cerca.OnChanged = func(s string) { v.filtri.Testo = s; v.mutati() }
	v.codifica = kit.NewTendina("", voci(v.p.Codifiche()), func(x kit.Voce) { v.filtri.Codifica = x.Codice; v.mutati() })
	v.ruolo = kit.NewTendina("", voci(v.p.Ruoli()), func(x kit.Voce) { v.filtri.Ruolo = x.Codice; v.mutati() })
	v.servizio = kit.NewTendina("", voci(v.p.Servizi()), func(x kit.Voce) { v.filtri.Servizio = x.Codice; v.mutati() })
	v.codifica.Imposta("")
	v.ruolo.Imposta("")
	v.servizio.Imposta("")
	v.al = kit.NewDataEntry(v.oggi)
	v.al.OnData = func(t time.Time) { v.filtri.Al = giorno(t); v.mutati() }
	campo := func(chiave string, o fyne.CanvasObject) fyne.CanvasObject {
		return kit.NewCampo(v.t.T(chiave), false, o)
	}
	return kit.Colonna(kit.Spazio8, v.avviso, kit.Colonne(
		larghezzaFiltro,
		campo("codici.vista.cerca", v.cerca), campo("codici.vista.codifica", v.codifica), campo("codici.vista.ruolo", v.ruolo),
		campo("codici.vista.servizio", v.servizio), campo("codici.vista.al", v.al),
	))
}

func (v *Vista) mutati() {
	if !v.disegna {
		v.p.Cerca(v.filtri)
	}
}

func (v *Vista) sinistra() fyne.CanvasObject {
	v.tabella = kit.NewTabella(v.t.T("codici.vista.elenco"), []kit.ColonnaTabella{
		{ID: "codifica", Titolo: v.t.T("codici.vista.col-codifica"), Peso: 3.2},
		{ID: "codice", Titolo: v.t.T("codici.vista.col-codice"), Peso: 2.9, Codice: true},
		{ID: "descrizione", Titolo: v.t.T("codici.vista.col-descrizione"), Peso: 8},
		{ID: "trovato", Titolo: v.t.T("codici.vista.col-trovato"), Peso: 3},
	})
	mossa := func(n int) {
		if !v.disegna {
			v.p.Scegli(n)
		}
	}
	v.tabella.OnMossa, v.tabella.OnAperta = mossa, mossa
	v.vuoto = kit.NewStatoVuoto(tema.IconaCerca, "", "", nil)
	v.vuoto.Hide()
	v.conRisultato = []*kit.Bottone{
		v.bottone("codici.vista.esporta-csv", tema.IconaSalva, func() { v.p.Esporta(codici.CSV) }),
		v.bottone("codici.vista.esporta-json", tema.IconaSalva, func() { v.p.Esporta(codici.JSON) }),
		v.bottone("codici.vista.esporta-pdf", tema.IconaDocumento, func() { v.p.Esporta(codici.PDF) }),
		v.bottone("codici.vista.stampa", tema.IconaStampa, v.p.Stampa),
	}
	barra := kit.Flusso(kit.Spazio8)
	for _, b := range v.conRisultato {
		barra.Add(b)
	}
	return kit.Telaio(v.riass, container.NewStack(v.tabella, v.vuoto), barra)
}

func (v *Vista) destra() fyne.CanvasObject {
	var opzioni []kit.Voce
	for _, x := range v.p.Pannelli() {
		opzioni = append(opzioni, kit.Voce{Codice: string(x), Descrizione: v.t.T("codici.vista.pannello." + string(x))})
	}
	v.pannelli = kit.NewTendina("", opzioni, func(x kit.Voce) {
		if !v.disegna {
			v.p.Mostra(codici.Pannello(x.Codice))
		}
	})
	moduli := v.costruisciModuli()
	v.conferma = kit.Riga(
		kit.Spazio8, kit.NewBottone(kit.Secondario, v.t.T("codici.vista.rinuncia"), tema.IconaNessuna, v.p.Rinuncia),
		kit.NewBottone(kit.Primario, v.t.T("codici.vista.applica"), tema.IconaSpunta, v.p.Applica),
	)
	v.conScelta = []*kit.Bottone{
		v.bottone("codici.vista.copia", tema.IconaDocumento, v.p.CopiaCodice),
		v.bottone("codici.vista.copia-tutto", tema.IconaDocumento, v.p.CopiaDescrizione),
	}
	v.scheda = v.menuScheda()
	v.domanda = v.nuovaDomanda()
	v.proposte = kit.Flusso(kit.Spazio8)
	scelte := kit.Colonne(larghezzaFiltro, kit.NewCampo(v.t.T("codici.vista.pannello"), false, v.pannelli), kit.NewCampo(v.t.T("codici.vista.esporta-scheda"), false, v.scheda))
	alto := kit.Colonna(kit.Spazio8, scelte, moduli, v.titolo)
	basso := kit.Colonna(kit.Spazio8, v.attesa, v.esito, v.conferma, v.domanda.tutto, v.proposte, kit.Flusso(kit.Spazio8, v.conScelta[0], v.conScelta[1]))
	return kit.NewMargine(kit.Telaio(alto, v.scorre, basso), kit.Spazio16, 0)
}

func (v *Vista) bottone(chiave string, i tema.Icona, f func()) *kit.Bottone {
	return kit.NewBottone(kit.Secondario, v.t.T(chiave), i, f)
}

func (v *Vista) render(s codici.State) {
	v.disegna = true
	defer func() { v.disegna = false }()
	v.riprendiFiltri(s.Filtri)
	if s.Riassunto != v.disegnato.Riassunto || len(s.Righe) != len(v.disegnato.Righe) || s.Filtri != v.disegnato.Filtri {
		righe := make([][]string, len(s.Righe))
		for i, r := range s.Righe {
			righe[i] = []string{r.Codifica, r.Codice, r.Descrizione, r.Trovato}
		}
		titoli := make([]kit.GruppoTabella, len(s.Gruppi))
		for i, g := range s.Gruppi {
			titoli[i] = kit.GruppoTabella(g)
		}
		v.tabella.ImpostaGruppi(righe, titoli)
		v.riass.ImpostaTesto(s.Riassunto)
	}
	if s.Scelta >= 0 && s.Scelta != v.tabella.Cursore() {
		v.tabella.Vai(s.Scelta)
	}
	v.mostraVuoto(s.Vuoto)
	v.pannelli.Imposta(string(s.Pannello))
	for k, o := range v.moduli {
		mostra(o, k == s.Pannello)
	}
	v.titolo.ImpostaTesto(s.Titolo)
	v.esito.ImpostaTesto(s.Messaggio)
	mostra(v.titolo, s.Titolo != "")
	mostra(v.esito, s.Messaggio != "")
	mostra(v.conferma, s.Conferma)
	v.attesa.Imposta(s.InCorso, "")
	accendi(v.conRisultato, s.Esporta)
	accendi(v.conScelta, s.Copia)
	if s.Scheda.Attivo {
		v.scheda.Enable()
	} else {
		v.scheda.Disable()
	}
	v.mostraProposte(s)
	v.avviso.Mostra(kit.Notizia{Tono: kit.TonoErrore, Titolo: s.Avviso.Titolo, Causa: s.Avviso.Causa, Rimedio: s.Avviso.Rimedio, Dettagli: s.Avviso.Supporto})
	v.mostraBlocchi(s)
	v.disegnato = s
	v.tutto.Refresh()
}

func (v *Vista) mostraVuoto(s string) {
	mostra(v.vuoto, s != "")
	mostra(v.tabella, s == "")
	if s != v.disegnato.Vuoto {
		v.vuoto.Imposta(tema.IconaCerca, "", s)
	}
}

// riprendiFiltri follows filters that were not changed by hand: a translation
// leads to its code.
func (v *Vista) riprendiFiltri(f codici.Filtri) {
	if f == v.filtri {
		return
	}
	v.filtri = f
	v.cerca.SetText(f.Testo)
	v.codifica.Imposta(f.Codifica)
	v.ruolo.Imposta(f.Ruolo)
	v.servizio.Imposta(f.Servizio)
	if f.Al.Vuota() {
		v.al.Imposta(time.Time{})
	}
}

func accendi(v []*kit.Bottone, s parti.Bottone) {
	for _, b := range v {
		b.Imposta(s.Attivo, s.Motivo)
	}
}

func mostra(o fyne.CanvasObject, si bool) {
	if si {
		o.Show()
	} else {
		o.Hide()
	}
}

func voci(o []parti.Opzione) []kit.Voce {
	out := make([]kit.Voce, len(o))
	for i, x := range o {
		out[i] = kit.Voce{Codice: x.Codice, Descrizione: x.Testo}
	}
	return out
}

func giorno(t time.Time) esenpat.Data {
	if t.IsZero() {
		return esenpat.Data{}
	}
	return esenpat.DataDi(t)
}
