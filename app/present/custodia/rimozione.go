package custodia

import (
	"context"
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Dati are what this workstation keeps of the doctor who works here.
type Dati interface {
	// Conta returns the drafts and the acts without a known outcome.
	Conta(ctx context.Context) (bozze, atti int, err error)
	// Rimuovi destroys all of it, the key first of all: copies and backups
	// cannot be opened afterwards. It may be repeated.
	Rimuovi(ctx context.Context) error
}

// StatoRimozione is the question before the data are destroyed.
type StatoRimozione struct {
	Aperto   bool
	Occupato bool
	Testo    string
	Avviso   avviso.Avviso
}

// Rimozione removes the doctor's data from this workstation. All methods run on
// the UI thread.
type Rimozione struct {
	Render func(StatoRimozione)
	// Rimossi is called when nothing is left: the session ends.
	Rimossi func()

	ctx   context.Context //nolint:containedctx // ends at logout
	testi avviso.Testi
	dati  Dati
	conta task.Latest[[2]int]
	fai   task.Act[struct{}]
	state StatoRimozione
}

// NewRimozione returns a closed question; ctx ends at logout.
func NewRimozione(ctx context.Context, ui task.Dispatch, t avviso.Testi, d Dati) *Rimozione {
	return &Rimozione{
		Render: func(StatoRimozione) {}, Rimossi: func() {}, ctx: ctx, testi: t, dati: d,
		conta: task.Latest[[2]int]{UI: ui}, fai: task.Act[struct{}]{UI: ui},
	}
}

// State returns what is drawn now.
func (r *Rimozione) State() StatoRimozione { return r.state }

// Chiedi opens the question, saying what will be lost.
func (r *Rimozione) Chiedi() {
	r.conta.Start(r.ctx, func(ctx context.Context) ([2]int, error) {
		b, a, err := r.dati.Conta(ctx)
		return [2]int{b, a}, err
	}, func(n [2]int, err error) {
		testo := r.testi.T("rimozione.testo", "bozze", strconv.Itoa(n[0]))
		switch {
		case err != nil: // the key is closed: what cannot be counted can be destroyed all the same
			testo = r.testi.T("rimozione.testo.chiuse")
		case n[1] > 0:
			testo += "\n\n" + r.testi.T("rimozione.testo.atti", "atti", strconv.Itoa(n[1]))
		}
		r.set(StatoRimozione{Aperto: true, Testo: testo})
	})
}

// Conferma destroys the data.
func (r *Rimozione) Conferma() {
	if !r.state.Aperto {
		return
	}
	partito := r.fai.Start(r.ctx, func(ctx context.Context) (struct{}, error) { return struct{}{}, r.dati.Rimuovi(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			n := r.state
			n.Occupato, n.Avviso = false, avviso.Di(r.testi, err)
			r.set(n)
			return
		}
		r.set(StatoRimozione{})
		r.Rimossi()
	})
	if partito {
		n := r.state
		n.Occupato, n.Avviso = true, avviso.Avviso{}
		r.set(n)
	}
}

// Annulla closes the question.
func (r *Rimozione) Annulla() {
	if !r.state.Occupato {
		r.set(StatoRimozione{})
	}
}

func (r *Rimozione) set(s StatoRimozione) {
	r.state = s
	r.Render(s)
}
