// Package elenco draws a list with filters for the tabs of the home page. It
// exists so that «Certificati» and «Esenzioni» look and move alike.
package elenco

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/notizia"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Testi looks up a sentence.
type Testi interface {
	T(key string, kv ...string) string
}

// Presentatore is what the list asks for: elenco.Presenter of any type.
type Presentatore interface {
	Cerca(f elenco.Filtri)
	Azzera()
	Altri()
	Mostra()
	Aggiorna()
	Interrompi()
	Seleziona(n int)
	SelezionaTutti()
	Deseleziona()
	ScegliPersona(n int)
	ConfermaPersona()
	LasciaPersone()
	Codici(testo string) []parti.Opzione
	Rapido(stato string)
	State() elenco.State
}

// Params is what New needs.
type Params struct {
	P        Presentatore
	Testi    Testi
	Tempo    kit.Tempo
	Area     string // prefix of the texts: "certificati", "esenzioni"
	Icona    tema.Icona
	Gestisci func(n int)
	Lettore  *kit.Lettore // may be nil
	// Scelti acts on the chosen cards; TestoScelti names it, with {n}. Nil: no choice.
	Scelti      func()
	TestoScelti string
}

// Vista is the list: built once, drawn again from each State.
type Vista struct {
	p Params

	stato   *kit.Tendina
	codice  *kit.Combo
	ordine  *kit.Tendina
	gruppi  *kit.Casella
	ambito  *kit.Etichetta
	letta   *kit.Etichetta
	copia   fyne.CanvasObject // the line of letta
	persona *kit.Testo
	dal, al *kit.DataEntry
	campi   map[string]*kit.Campo
	conto   *kit.Etichetta
	avviso  *kit.Avviso
	attesa  *kit.Attesa
	lista   *kit.Lista
	vuoto   *kit.StatoVuoto
	deserto *container.Scroll // of vuoto: large texts must not make the window higher than the screen
	pagina  *fyne.Container
	altri   *kit.Bottone
	cerca   *kit.Bottone
	tutto   fyne.CanvasObject
	persone *persone
	scelti  *scelti
	rapidi  *rapidi

	versione int
	mostrato string // code of the exemption last shown in the filter
	fuoco    int
}

// New builds the list.
func New(p Params) *Vista {
	v := &Vista{p: p, avviso: kit.NewAvviso(), conto: kit.NewEtichetta("", kit.Forte, kit.Neutro), campi: map[string]*kit.Campo{}}
	v.attesa = kit.NewAttesa(p.Tempo, p.P.Interrompi)
	v.lista = kit.NewLista(p.Testi.T(p.Area+".elenco"), p.Gestisci)
	v.vuoto = kit.NewStatoVuoto(p.Icona, "", "", nil)
	v.deserto = container.NewVScroll(v.vuoto)
	v.deserto.Hide()
	v.altri = kit.NewBottone(kit.Secondario, "", tema.IconaGiu, p.P.Altri)
	v.altri.Hide()
	v.persone = newPersone(v)
	v.pagina = container.NewStack(v.lista, v.deserto)
	v.scelti = newScelti(v)
	v.letta, v.copia = rigaCopia()
	v.rapidi = newRapidi(v)
	alto := kit.Colonna(kit.Spazio8, kit.NewScheda(v.filtri()), v.rapidi.riga, v.avviso, v.attesa, v.copia, v.scelti.barra)
	v.tutto = kit.NewMargine(kit.Telaio(alto, v.pagina, kit.Riga(0, kit.Molla(), v.altri, kit.Molla())), kit.Spazio24, kit.Spazio12)
	return v
}

// Contenuto returns what is put in the tab.
func (v *Vista) Contenuto() fyne.CanvasObject { return v.tutto }

// Focalizza puts the focus on the first filter (Ctrl+F).
func (v *Vista) Focalizza() {
	kit.Focalizza(v.persona)
	v.persona.SelezionaTutto()
}

// FocalizzaLista puts the focus on the cards, where it was.
func (v *Vista) FocalizzaLista() { v.lista.Focalizza() }

// Render draws the state; give it to the presenter.
func (v *Vista) Render(s elenco.State) {
	if s.Versione != v.versione || len(s.Stati) > 0 && v.stato.Vuota() {
		v.versione = s.Versione
		v.mostraFiltri(s)
	}
	for nome, testo := range map[string]string{"codice": s.ErrCodice, "persona": s.ErrPers, "dal": s.ErrDal, "al": s.ErrAl} {
		v.campi[nome].Errore(testo)
	}
	v.conto.ImpostaTesto(s.Conto)
	v.ambito.ImpostaTesto(s.Ambito)
	v.letta.ImpostaTesto(s.Letta)
	kit.Mostra(v.copia, s.Letta != "")
	v.mostraOrdine(s)
	v.cerca.Occupa(s.Occupato)
	v.attesa.Imposta(s.Occupato, v.p.Testi.T("elenco.ricerca-in-corso"))
	v.avviso.Mostra(notizia.Di(s.Avviso, kit.Azione{Testo: v.p.Testi.T("elenco.riprova"), Icona: tema.IconaAggiorna, Fai: v.p.P.Aggiorna}))
	v.lista.Imposta(voci(s.Carte, v.p.Testi.T("elenco.gestisci")))
	v.scelti.render(s.Selezione)
	v.rapidi.render(s.Rapidi)
	v.vuoto.Imposta(v.p.Icona, s.VuotoT, s.VuotoX)
	kit.Mostra(v.deserto, s.VuotoT != "")
	kit.Mostra(v.lista, s.VuotoT == "")
	v.altri.ImpostaTesto(s.Altri)
	kit.Mostra(v.altri, s.Altri != "")
	v.persone.render(s.Persone)
	if r, ok := v.tutto.(fyne.Widget); ok {
		r.Refresh()
	}
	if s.Fuoco.N != v.fuoco {
		v.fuoco = s.Fuoco.N
		if c, ok := v.campi[s.Fuoco.Campo]; ok {
			c.Focalizza()
		}
	}
}

// voci turns the presenter's cards into the kit's.
func voci(carte []elenco.Carta, gestisci string) []kit.VoceLista {
	v := make([]kit.VoceLista, len(carte))
	for i, c := range carte {
		v[i] = kit.VoceLista{Intestazione: c.Intestazione, Codice: c.Codice, Titolo: c.Titolo, Seconda: c.Seconda, Stato: c.Stato, Azione: gestisci}
		v[i].Tono, v[i].Icona = Tono(c.Tono)
		v[i].Selezionabile, v[i].Selezionata = c.Selezionabile, c.Selezionata
	}
	return v
}

// Tono turns a presenter's meaning into the kit's colour and icon.
func Tono(t elenco.Tono) (kit.Tono, tema.Icona) {
	switch t {
	case elenco.Buono:
		return kit.TonoOK, tema.IconaSpunta
	case elenco.Attesa:
		return kit.TonoAvviso, tema.IconaAvviso
	case elenco.Cattivo:
		return kit.TonoErrore, tema.IconaChiudi
	case elenco.Neutro:
	}
	return kit.TonoSecondario, tema.IconaOrologio
}
