package ambiente

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// Guasto is a fault for one operation, for a number of times.
type Guasto struct {
	Operazione string // operationId of the contract, empty for any
	Punto      Punto  // PuntoArrivo when empty
	Volte      int    // 0 counts as 1; negative: until Azzera

	Latenza    time.Duration // waits, then goes on (or does what follows)
	Chiudi     bool          // cuts the connection
	Stato      int           // answers with this status (PuntoArrivo only)
	Codice     string        // answers with this refusal of the contract, e.g. AURA_NON_RAGGIUNGIBILE
	RiprovaTra time.Duration // Retry-After of that answer
	Sessione   bool          // ends every session first: the answer is 401
	Fai        func()        // anything else, for example stop the process
}

// Guasti are the faults in force. The zero value has none.
type Guasti struct {
	mu      sync.Mutex
	elenco  []*Guasto
	orologi time.Duration
	visti   map[string]int

	minima, contratto string // see PretendiVersione
}

// Aggiungi puts a fault in force.
func (g *Guasti) Aggiungi(v Guasto) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v.Punto == "" {
		v.Punto = PuntoArrivo
	}
	if v.Volte == 0 {
		v.Volte = 1
	}
	g.elenco = append(g.elenco, &v)
}

// PerdiRisposta cuts the connection after the act was committed.
func (g *Guasti) PerdiRisposta(operazione string, volte int) {
	g.Aggiungi(Guasto{Operazione: operazione, Punto: PuntoDopoIlCommit, Volte: volte, Chiudi: true})
}

// PerdiRichiesta cuts the connection before anything was done.
func (g *Guasti) PerdiRichiesta(operazione string, volte int) {
	g.Aggiungi(Guasto{Operazione: operazione, Punto: PuntoArrivo, Volte: volte, Chiudi: true})
}

// Rispondi answers with a status in place of the operation.
func (g *Guasti) Rispondi(operazione string, volte, stato int, riprovaTra time.Duration) {
	g.Aggiungi(Guasto{Operazione: operazione, Volte: volte, Stato: stato, RiprovaTra: riprovaTra})
}

// Rallenta makes the operation wait before it begins.
func (g *Guasti) Rallenta(operazione string, volte int, d time.Duration) {
	g.Aggiungi(Guasto{Operazione: operazione, Volte: volte, Latenza: d})
}

// ScadiSessione ends every session when the operation arrives.
func (g *Guasti) ScadiSessione(operazione string, volte int) {
	g.Aggiungi(Guasto{Operazione: operazione, Volte: volte, Sessione: true})
}

// SpostaOrologio adds d to the server's clock.
func (g *Guasti) SpostaOrologio(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.orologi = d
}

// Azzera ends all faults.
func (g *Guasti) Azzera() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.elenco, g.orologi, g.minima, g.contratto = nil, 0, "", ""
}

// Viste returns how many requests of an operation arrived, faults included.
func (g *Guasti) Viste(operazione string) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.visti[operazione]
}

func (g *Guasti) scarto() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.orologi
}

// prendi returns the first fault in force for that place, counted down.
func (g *Guasti) prendi(p Punto, operazione string) (Guasto, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, v := range g.elenco {
		if v.Punto == p && v.Volte != 0 && (v.Operazione == "" || v.Operazione == operazione) {
			if v.Volte > 0 {
				v.Volte--
			}
			return *v, true
		}
	}
	return Guasto{}, false
}

// prima applies a fault that can only stop or cut.
func (g *Guasti) prima(p Punto, operazione string) {
	if v, si := g.prendi(p, operazione); si {
		v.colpisci()
	}
}

func (v Guasto) colpisci() {
	if v.Fai != nil {
		v.Fai()
	}
	if v.Chiudi {
		panic(http.ErrAbortHandler)
	}
}

// allArrivo applies the fault of a request that has just come in.
func (g *Guasti) allArrivo(ctx context.Context, s *server, operazione string) *filo.Rifiuto {
	g.conta(operazione)
	v, si := g.prendi(PuntoArrivo, operazione)
	if !si {
		return nil
	}
	if v.Latenza > 0 {
		t := time.NewTimer(v.Latenza)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			panic(http.ErrAbortHandler)
		}
	}
	v.colpisci()
	if v.Sessione {
		if err := s.chiudiTutto(ctx); err != nil {
			return s.rifiutoDi(err)
		}
	}
	return v.risposta(s)
}

// risposta is the refusal that a fault answers with, nil for none.
func (v Guasto) risposta(s *server) *filo.Rifiuto {
	codice := v.Codice
	switch {
	case codice != "":
	case v.Stato == 0:
		return nil
	case v.Stato == http.StatusInternalServerError:
		codice = "ERRORE_GENERICO"
	default:
		codice = "SERVIZIO_NON_DISPONIBILE"
	}
	r := s.nega(codice)
	if v.Stato != 0 {
		r.Stato = v.Stato
	}
	if v.RiprovaTra > 0 {
		return r.Dopo(v.RiprovaTra)
	}
	return r
}

func (g *Guasti) conta(operazione string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.visti == nil {
		g.visti = map[string]int{}
	}
	g.visti[operazione]++
}

// inForza returns the faults that still have to strike.
func (g *Guasti) inForza() []guastoVisto {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := []guastoVisto{}
	for _, v := range g.elenco {
		if v.Volte != 0 {
			out = append(out, guastoVisto{v.Operazione, v.Punto, v.Volte})
		}
	}
	return out
}
