package stampa

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Presenter holds the dialog. All methods run on the UI thread.
type Presenter struct {
	Render func(State)

	p      Params
	ctx    context.Context //nolint:containedctx // ends with the window
	elenco task.Latest[trovate]
	lati   task.Latest[bool]
	invio  task.Latest[[]error]
	apre   task.Latest[struct{}]

	coda   []*richiesta // the first one is on the screen
	ultimo int          // number of the last request

	stampanti []esenpat.Stampante
	doppio    bool // both sides were wanted last time
	chiede    bool // the printer is being asked what it can do
	invia     bool
	state     State
}

// richiesta is one «Stampa»: its documents and what became of each.
type richiesta struct {
	id        int
	documenti []esenpat.DaStampare
	esiti     []error // nil: handed to the printer
	fine      func([]error)
	ferma     context.CancelFunc
}

type trovate struct {
	stampanti    []esenpat.Stampante
	ultima, lati string
}

// New returns a closed dialog; ctx ends with the window.
func New(ctx context.Context, p Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, p: p, ctx: ctx,
		elenco: task.Latest[trovate]{UI: p.UI}, lati: task.Latest[bool]{UI: p.UI},
		invio: task.Latest[[]error]{UI: p.UI}, apre: task.Latest[struct{}]{UI: p.UI},
	}
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Wait blocks until background work has ended: at shutdown and in tests.
func (p *Presenter) Wait() { p.elenco.Wait(); p.lati.Wait(); p.invio.Wait(); p.apre.Wait() }

// Chiedi opens the dialog for these documents, after those asked for before.
// fine gets what became of each: nil when it was handed to the printer, Kind
// Canceled when the user gave up. The number is for Ritira.
func (p *Presenter) Chiedi(documenti []esenpat.DaStampare, fine func([]error)) int {
	p.ultimo++
	r := &richiesta{id: p.ultimo, documenti: documenti, esiti: make([]error, len(documenti)), fine: fine, ferma: func() {}}
	for i, d := range documenti {
		if r.esiti[i] = d.Manca; d.Manca == nil {
			r.esiti[i] = annullata()
		}
	}
	p.coda = append(p.coda, r)
	if len(p.coda) == 1 {
		p.mostra()
	}
	return r.id
}

func annullata() error {
	return esenpat.NewError(esenpat.Canceled, "operazione.annullata", "stampa.Chiedi")
}

// Ritira closes the request: who asked for it is gone.
func (p *Presenter) Ritira(id int) {
	n := slices.IndexFunc(p.coda, func(r *richiesta) bool { return r.id == id })
	switch {
	case n < 0:
	case n == 0:
		p.Annulla()
	default:
		r := p.coda[n]
		p.coda = slices.Delete(p.coda, n, n+1)
		r.fine(r.esiti)
	}
}

func (p *Presenter) mostra() {
	r := p.coda[0]
	titolo := "stampa.titolo"
	if len(r.documenti) > 1 {
		titolo = "stampa.assistito"
	}
	p.stampanti, p.chiede, p.invia = nil, false, false
	p.state = State{Aperto: true, Titolo: p.t(titolo), Copie: "1", Fuoco: p.state.Fuoco.A(CampoCopie)}
	p.Ricarica()
}

// Ricarica reads the printers again.
func (p *Presenter) Ricarica() {
	if !p.state.Aperto || p.invia {
		return
	}
	p.state.Attesa, p.state.Avviso = p.t("stampa.attesa.elenco"), avviso.Avviso{}
	st, pref := p.p.Stampanti, p.p.Preferenze
	p.elenco.Start(p.ctx, func(ctx context.Context) (trovate, error) {
		var (
			v   trovate
			err error
		)
		// What cannot be read was never chosen.
		v.ultima, _ = pref.Leggi(ctx, ChiaveStampante)
		v.lati, _ = pref.Leggi(ctx, ChiaveFronteRetro)
		v.stampanti, err = st.Stampanti(ctx)
		if err == nil && len(v.stampanti) == 0 {
			err = esenpat.NewError(esenpat.Unavailable, "stampa.nessuna-stampante", "stampa.Ricarica")
		}
		return v, err
	}, p.arrivate)
	p.disegna()
}

func (p *Presenter) arrivate(v trovate, err error) {
	s := &p.state
	if err != nil {
		v.stampanti = nil
	}
	s.Attesa, s.Avviso = "", avviso.Di(p.p.Testi, err)
	p.stampanti, p.doppio = v.stampanti, v.lati == "si"
	s.Stampanti = nil
	for _, x := range v.stampanti {
		s.Stampanti = append(s.Stampanti, parti.Opzione{Codice: x.Nome, Testo: p.nome(x)})
	}
	prima := s.Scelta // read again: what was chosen stays
	if prima == "" {
		prima = v.ultima
	}
	s.Scelta, s.Nota = "", ""
	switch {
	case len(v.stampanti) == 0:
	case prima == "":
		p.Scegli(p.solita())
	case p.trova(prima) == nil:
		s.Nota = p.t("stampa.nota.sparita", "stampante", prima)
		s.Fuoco = s.Fuoco.A(CampoStampante)
	default:
		p.Scegli(prima)
	}
	p.disegna()
}

// solita is the printer to begin with where none is remembered: the system's
// own, or the only one; else none.
func (p *Presenter) solita() string {
	for _, x := range p.stampanti {
		if x.Predefinita {
			return x.Nome
		}
	}
	if len(p.stampanti) == 1 {
		return p.stampanti[0].Nome
	}
	return ""
}

func (p *Presenter) trova(nome string) *esenpat.Stampante {
	for i := range p.stampanti {
		if p.stampanti[i].Nome == nome {
			return &p.stampanti[i]
		}
	}
	return nil
}

// nome is how a printer is called in the list.
func (p *Presenter) nome(x esenpat.Stampante) string {
	testo := x.Nome
	if x.Descrizione != "" && x.Descrizione != x.Nome {
		testo = p.t("stampa.nome", "descrizione", x.Descrizione, "nome", x.Nome)
	}
	switch {
	case x.Rifiuta:
		return testo + " · " + p.t("stampa.stato.rifiuta")
	case x.Ferma:
		return testo + " · " + p.t("stampa.stato.ferma")
	case x.Predefinita:
		return testo + " · " + p.t("stampa.stato.predefinita")
	}
	return testo
}

// Scegli chooses a printer and asks it whether it prints on both sides.
func (p *Presenter) Scegli(nome string) {
	x := p.trova(nome)
	if x == nil || p.invia {
		return
	}
	s := &p.state
	s.Scelta, s.Nota, s.Avviso = nome, "", avviso.Avviso{}
	switch {
	case x.Rifiuta:
		s.Nota = p.t("stampa.nota.rifiuta")
	case x.Ferma:
		s.Nota = p.t("stampa.nota.ferma")
	}
	s.PuoFronteRetro, s.FronteRetro, s.Lati = false, false, p.t("stampa.lati.chiede")
	p.chiede = true
	st := p.p.Stampanti
	p.lati.Start(p.ctx, func(ctx context.Context) (bool, error) { return st.FronteRetro(ctx, nome) }, func(puo bool, err error) {
		p.chiede = false
		// A printer that does not say is not asked for it.
		p.state.PuoFronteRetro, p.state.Lati = puo && err == nil, ""
		p.state.FronteRetro = p.state.PuoFronteRetro && p.doppio
		if !p.state.PuoFronteRetro {
			p.state.Lati = p.t("stampa.lati.no")
		}
		p.disegna()
	})
	p.disegna()
}

// SetCopie takes what is typed.
func (p *Presenter) SetCopie(testo string) {
	p.state.Copie, p.state.ErroreCopie = testo, ""
	p.disegna()
}

// SetFronteRetro chooses both sides, or one.
func (p *Presenter) SetFronteRetro(si bool) {
	p.doppio = si
	p.state.FronteRetro = si && p.state.PuoFronteRetro
	p.disegna()
}

// disegna completes the state and draws it.
func (p *Presenter) disegna() {
	s := &p.state
	s.Documenti = nil
	if s.Aperto {
		r := p.coda[0]
		for i, d := range r.documenti {
			s.Documenti = append(s.Documenti, parti.Riga{Etichetta: d.Titolo, Valore: p.esito(d, r.esiti[i])})
		}
		if len(r.documenti) == 1 { // its name says all, and is long
			s.Documenti[0].Etichetta = ""
		}
	}
	s.PuoStampare = s.Aperto && s.Attesa == "" && !p.chiede && !p.invia && s.Scelta != ""
	s.PuoAprire = s.Aperto && s.Attesa == "" && !p.invia && !s.Avviso.Vuoto()
	p.Render(*s)
}

// esito says in few words where a document stands.
func (p *Presenter) esito(d esenpat.DaStampare, err error) string {
	switch {
	case err == nil:
		return p.t("stampa.esito.inviato")
	case d.Manca != nil:
		return p.t("stampa.esito.manca", "motivo", avviso.Di(p.p.Testi, d.Manca).Titolo)
	case len(p.coda[0].documenti) > 1:
		return p.t("stampa.esito.da-stampare")
	}
	return strings.TrimSuffix(d.Nome, ".pdf")
}

func (p *Presenter) copie() (int, bool) {
	n, err := strconv.Atoi(p.state.Copie)
	return n, err == nil && n >= 1 && n <= esenpat.MassimoCopie
}

func (p *Presenter) t(k string, kv ...string) string { return p.p.Testi.T(k, kv...) }
