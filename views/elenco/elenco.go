// Package elenco draws a list with filters for the tabs of the home page. It
// exists so that «Certificati» and «Esenzioni» look and move alike.
package elenco

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
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
	codice  *kit.Testo
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

	versione int
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
	alto := kit.Colonna(kit.Spazio8, kit.NewScheda(v.filtri()), v.avviso, v.attesa, v.scelti.barra)
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

func (v *Vista) filtri() fyne.CanvasObject {
	t := v.p.Testi
	v.stato = kit.NewTendina("", nil, func(kit.Voce) { v.premutoCerca() })
	v.codice = kit.NewTesto(t.T("elenco.codice.esempio"))
	v.persona = kit.NewTesto("")
	oggi := func() time.Time { return v.p.Tempo.Adesso() }
	v.dal, v.al = kit.NewDataEntry(oggi), kit.NewDataEntry(oggi)
	for _, e := range []*kit.Testo{v.codice, v.persona, &v.dal.Testo, &v.al.Testo} {
		e.OnInvio = func(string) { v.premutoCerca() }
		if v.p.Lettore != nil {
			e.UsaLettore(v.p.Lettore)
		}
	}
	v.campi["stato"] = kit.NewCampo(t.T("elenco.stato"), false, v.stato)
	v.campi["codice"] = kit.NewCampo(t.T("elenco.codice"), false, v.codice)
	v.campi["persona"] = kit.NewCampo(t.T("elenco.persona"), false, v.persona)
	v.campi["dal"] = kit.NewCampo(t.T(v.p.Area+".dal"), false, v.dal)
	v.campi["al"] = kit.NewCampo(t.T(v.p.Area+".al"), false, v.al)
	v.cerca = kit.NewBottone(kit.Secondario, t.T("elenco.cerca"), tema.IconaCerca, v.premutoCerca)
	azzera := kit.NewBottone(kit.Legame, t.T("elenco.azzera"), tema.IconaNessuna, v.p.P.Azzera)
	return kit.Colonna(
		kit.Spazio8,
		kit.Riga(kit.Spazio8, kit.NewEtichetta(t.T("elenco.filtri"), kit.Forte, kit.Neutro), kit.Molla(), v.conto),
		kit.Colonne(150, v.campi["stato"], v.campi["persona"], v.campi["codice"], v.campi["dal"], v.campi["al"]),
		kit.Riga(kit.Spazio8, v.cerca, azzera, kit.Molla()),
	)
}

// Cerca searches with what is in the fields.
func (v *Vista) premutoCerca() {
	f := elenco.Filtri{Codice: v.codice.Text, Persona: v.persona.Text}
	if s, ok := v.stato.Scelta(); ok {
		f.Stato = s.Codice
	}
	f.Dal, f.DalErr = giorno(v.dal)
	f.Al, f.AlErr = giorno(v.al)
	v.p.P.Cerca(f)
}

func giorno(d *kit.DataEntry) (g esenpat.Data, errata bool) {
	t, ok := d.Giorno()
	if t.IsZero() || !ok {
		return esenpat.Data{}, !ok
	}
	return esenpat.DataDi(t), false
}

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
	v.cerca.Occupa(s.Occupato)
	v.attesa.Imposta(s.Occupato, v.p.Testi.T("elenco.ricerca-in-corso"))
	v.avviso.Mostra(notizia.Di(s.Avviso, kit.Azione{Testo: v.p.Testi.T("elenco.riprova"), Icona: tema.IconaAggiorna, Fai: v.p.P.Aggiorna}))
	v.lista.Imposta(voci(s.Carte, v.p.Testi.T("elenco.gestisci")))
	v.scelti.render(s.Selezione)
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

func (v *Vista) mostraFiltri(s elenco.State) {
	v.stato.ImpostaVoci(notizia.Voci(s.Stati))
	v.stato.Imposta(s.Filtri.Stato)
	v.codice.SetText(s.Filtri.Codice)
	v.persona.SetText(s.Filtri.Persona)
	v.dal.Imposta(quando(s.Filtri.Dal))
	v.al.Imposta(quando(s.Filtri.Al))
}

func quando(d esenpat.Data) time.Time {
	if d.Vuota() {
		return time.Time{}
	}
	return d.Inizio(time.UTC)
}

// voci turns the presenter's cards into the kit's.
func voci(carte []elenco.Carta, gestisci string) []kit.VoceLista {
	v := make([]kit.VoceLista, len(carte))
	for i, c := range carte {
		v[i] = kit.VoceLista{Codice: c.Codice, Titolo: c.Titolo, Seconda: c.Seconda, Stato: c.Stato, Azione: gestisci}
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
