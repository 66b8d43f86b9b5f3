// Package codici presents the tab «Codici»: search over all codings as one
// types, and beside the list the card of a code, the comparison of codings,
// translation, pregnancy weeks, combination and the import of official lists.
package codici

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Codici answers at once, from memory; see catalogo.Catalogo.
type Codici interface {
	RispondiCerca(catalogo.Filtro) catalogo.RispostaCerca
	Spiega(codice string, cod esenpat.Codifica, al esenpat.Data) (catalogo.RispostaSpiega, error)
	Traduci(codice string, da, a esenpat.Codifica) (catalogo.RispostaTraduci, error)
}

// Calcoli answers at once too.
type Calcoli interface {
	Gravidanza(catalogo.DomandaGravidanza) (catalogo.RispostaGravidanza, error)
	Combina(a, b string, cod esenpat.Codifica) (catalogo.RispostaCombina, error)
}

// Appunti is the clipboard. What is copied is taken away again after a minute.
type Appunti interface{ Copia(testo string) }

// Documenti asks the user where to put a file and writes it whole or not at
// all, or hands a PDF to the printer. Kind Canceled when the user gave up.
type Documenti interface {
	Salva(ctx context.Context, nomeProposto string, dati []byte) (percorso string, err error)
	Stampa(ctx context.Context, nome string, pdf []byte) error
}

// Fogli lays a result or a card out as a PDF. It may be repeated.
type Fogli interface {
	FoglioCodici(ctx context.Context, f catalogo.Foglio) ([]byte, error)
}

// Importatore brings in an official list. Leggi lets the user choose the file,
// reads and checks the whole of it and changes nothing; Kind Canceled when the
// user gave up. Applica makes it the one in use.
type Importatore interface {
	Leggi(ctx context.Context, tipo catalogo.TipoImport) (*catalogo.Importazione, catalogo.Differenze, error)
	Applica(ctx context.Context, i *catalogo.Importazione) error
}

// Pannello is what stands beside the list.
type Pannello string

// Panels.
const (
	Scheda     Pannello = "scheda"
	Confronto  Pannello = "confronto"
	Traduzione Pannello = "traduzione"
	Gravidanza Pannello = "gravidanza"
	Combina    Pannello = "combina"
	Regole     Pannello = "regole"
	Importa    Pannello = "importa"
)

// Pannelli returns the panels in order; Importa only where it is possible.
func (p *Presenter) Pannelli() []Pannello {
	out := []Pannello{Scheda, Confronto, Traduzione, Gravidanza, Combina, Regole}
	if p.p.Importatore != nil {
		out = append(out, Importa)
	}
	return out
}

// Filtri are the search field and the filters as the form holds them.
type Filtri struct {
	Testo    string
	Codifica string
	Ruolo    string
	Servizio string
	Al       esenpat.Data
}

// Riga is a line of the list.
type Riga struct{ Codifica, Codice, Descrizione, Trovato string }

// Gruppo is a heading of the list, before line Prima.
type Gruppo struct {
	Prima  int
	Titolo string
}

// Blocco is a piece of a panel: a heading, labelled values, paragraphs.
type Blocco struct {
	Titolo string
	Attesa bool // a warning, to be drawn as such
	Righe  []parti.Riga
	Testi  []string
}

// State is everything the view draws.
type State struct {
	Filtri    Filtri
	Righe     []Riga
	Gruppi    []Gruppo
	Riassunto string
	Vuoto     string // sentence when nothing was found
	Scelta    int    // chosen line, -1 for none
	Pannello  Pannello
	Titolo    string
	Blocchi   []Blocco
	Affianca  bool // the blocks are cards to be put side by side
	// FalsoAmico warns that the chosen code means other things elsewhere.
	FalsoAmico string
	Proposte   []Proposta // codes of another coding
	Domanda    string     // a doubtful translation waits to be confirmed
	Copia      parti.Bottone
	Esporta    parti.Bottone
	Scheda     parti.Bottone // print and export what the panel shows
	InCorso    bool          // a file is being read or written
	Conferma   bool          // an import waits to be applied
	Messaggio  string
	Avviso     avviso.Avviso
}

// Params is what New needs. Importatore may be nil.
type Params struct {
	UI          task.Dispatch
	Testi       avviso.Testi
	Codici      Codici
	Calcoli     Calcoli
	Regole      []catalogo.Regola329
	Appunti     Appunti
	Documenti   Documenti
	Fogli       Fogli
	Importatore Importatore
	Servizio    Servizio // may be nil too
	Oggi        func() esenpat.Data
	Adesso      func() time.Time // in Europe/Rome
}

// Presenter holds the tab. All methods run on the UI thread.
type Presenter struct {
	Render func(State)

	p         Params
	ctx       context.Context //nolint:containedctx // ends with the window
	salva     task.Latest[struct{}]
	leggi     task.Latest[letto]
	applica   task.Act[struct{}]
	controlla task.Act[controllato]
	trovati   catalogo.RispostaCerca
	attesa    *catalogo.Importazione
	scelta    int // proposal that waits to be confirmed
	ricetta   []codifica.PrestazioneRicetta
	verso     esenpat.Codifica // coding to translate to, all the others if empty
	// comunicazione is the day that a term of the decree runs from.
	comunicazione esenpat.Data
	state         State
}

type letto struct {
	imp  *catalogo.Importazione
	diff catalogo.Differenze
}

// massimoRighe is how many lines the list holds: nobody reads more, and the
// summary says how many there are.
const massimoRighe = 500

// New returns a presenter; ctx ends when the window closes.
func New(ctx context.Context, p Params) *Presenter {
	out := &Presenter{
		Render: func(State) {}, p: p, ctx: ctx, scelta: -1, state: State{Scelta: -1, Pannello: Scheda},
		salva: task.Latest[struct{}]{UI: p.UI}, leggi: task.Latest[letto]{UI: p.UI}, applica: task.Act[struct{}]{UI: p.UI},
		controlla: task.Act[controllato]{UI: p.UI},
	}
	out.cerca()
	return out
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Cerca shows what the filters find; it is called at every keystroke.
func (p *Presenter) Cerca(f Filtri) {
	if p.state.Pannello == Importa && p.attesa == nil && f.Testo != p.state.Filtri.Testo {
		p.state.Pannello = Scheda // who types after an import wants to see what is found
	}
	p.state.Filtri = f
	p.cerca()
	p.disegna()
}

func (p *Presenter) cerca() {
	f := p.state.Filtri
	q := filtro(f)
	q.Limite = massimoRighe
	p.trovati = p.p.Codici.RispondiCerca(q)
	s := &p.state
	s.Gruppi = p.raggruppa()
	s.Righe, s.Scelta, s.Messaggio, s.Avviso, s.Vuoto = s.Righe[:0:0], -1, "", avviso.Avviso{}, ""
	for _, x := range p.trovati.Risultati {
		s.Righe = append(s.Righe, Riga{Codifica: p.breve(x.Codifica), Codice: x.Codice, Descrizione: p.descrizione(x), Trovato: p.campo(x.Campo)})
	}
	chiave := "codici.vista.riassunto"
	if p.trovati.Totale == 1 {
		chiave += "-uno"
	}
	s.Riassunto = p.t(chiave, "numero", numero(p.trovati.Totale), "codifiche", elenco(p.trovati.CodificheCercate, p.breve))
	if len(s.Righe) == 0 {
		s.Vuoto = p.vuoto(f.Testo)
	}
	if f.Testo != "" && len(s.Righe) > 0 && s.Pannello != Gravidanza && s.Pannello != Combina && s.Pannello != Importa {
		s.Scelta = 0
	}
	p.pannello()
}

func (p *Presenter) descrizione(x catalogo.RisultatoJSON) string {
	testo := x.Descrizione
	if x.Denominazione != "" {
		testo = x.Denominazione
	}
	if x.InVigore != nil && !*x.InVigore {
		return p.t("codici.vista.non-in-vigore", "descrizione", testo)
	}
	return testo
}

func (p *Presenter) campo(c string) string {
	if c == "" {
		return ""
	}
	return p.t("codici.campo." + c)
}

// Scegli shows the line n.
func (p *Presenter) Scegli(n int) {
	if n < 0 || n >= len(p.state.Righe) || n == p.state.Scelta {
		return
	}
	p.state.Scelta, p.state.Messaggio = n, ""
	p.pannello()
	p.disegna()
}

// Mostra opens a panel.
func (p *Presenter) Mostra(x Pannello) {
	p.state.Pannello, p.state.Messaggio, p.state.Avviso = x, "", avviso.Avviso{}
	p.pannello()
	p.disegna()
}

// scelto returns the chosen result.
func (p *Presenter) scelto() (catalogo.RisultatoJSON, bool) {
	n := p.state.Scelta
	if n < 0 || n >= len(p.trovati.Risultati) {
		return catalogo.RisultatoJSON{}, false
	}
	return p.trovati.Risultati[n], true
}

func (p *Presenter) disegna() {
	_, ok := p.scelto()
	p.state.Copia = parti.Bottone{Attivo: ok}
	if !ok {
		p.state.Copia.Motivo = p.t("codici.vista.scegliere")
	}
	p.state.Esporta = parti.Bottone{Attivo: len(p.state.Righe) > 0}
	p.state.Scheda = parti.Bottone{Attivo: p.state.Titolo != "" && p.state.Pannello != Importa}
	if !p.state.Scheda.Attivo {
		p.state.Scheda.Motivo = p.t("codici.vista.niente-da-stampare")
	}
	p.Render(p.state)
}

func (p *Presenter) t(k string, kv ...string) string { return p.p.Testi.T(k, kv...) }

func (p *Presenter) breve(k esenpat.Codifica) string { return p.t("codici.breve." + string(k)) }
