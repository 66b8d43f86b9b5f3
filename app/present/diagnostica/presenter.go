// Package diagnostica presents «Diagnostica per l'assistenza»: everything that
// the file will hold is on the screen before it is saved, and nothing is sent.
package diagnostica

import (
	"bytes"
	"context"
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/diagnostica"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// maxRighe is how much of a file the preview shows.
const maxRighe = 200

// Fonte looks at the workstation. It changes nothing and may be repeated.
type Fonte interface {
	Raccogli(ctx context.Context) (diagnostica.Rapporto, []diagnostica.File, error)
}

// Uscita asks where and writes; an error of Kind Canceled means that the user
// changed their mind.
type Uscita interface {
	Salva(ctx context.Context, nome string, contenuto []byte) (percorso string, err error)
}

// File is one file of the package, ready to be read.
type File struct{ Nome, Testo string }

// State is everything the view draws.
type State struct {
	InCorso bool // the checks run
	Salva   bool // the file is being written
	File    []File
	Fatto   string // «Salvato in …»
	Avviso  avviso.Avviso
}

// Presenter holds the dialog. All methods run on the UI thread.
type Presenter struct {
	Render func(State)

	ctx    context.Context //nolint:containedctx // ends with the window
	testi  avviso.Testi
	fonte  Fonte
	uscita Uscita
	guarda task.Latest[raccolta]
	salva  task.Act[string]
	pronta raccolta
	state  State
}

type raccolta struct {
	rapporto diagnostica.Rapporto
	testo    string
	registri []diagnostica.File
}

// New returns an empty dialog; ctx ends with the window.
func New(ctx context.Context, ui task.Dispatch, t avviso.Testi, f Fonte, u Uscita) *Presenter {
	return &Presenter{
		Render: func(State) {}, ctx: ctx, testi: t, fonte: f, uscita: u,
		guarda: task.Latest[raccolta]{UI: ui}, salva: task.Act[string]{UI: ui},
	}
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Apri runs the checks.
func (p *Presenter) Apri() {
	p.set(State{InCorso: true})
	p.guarda.Start(p.ctx, func(ctx context.Context) (raccolta, error) {
		r, registri, err := p.fonte.Raccogli(ctx)
		return raccolta{r, diagnostica.Testo(p.testi, r), registri}, err
	}, func(r raccolta, err error) {
		p.pronta = r
		n := State{Avviso: avviso.Di(p.testi, err), File: []File{{"diagnostica.txt", r.testo}}}
		for _, f := range r.registri {
			n.File = append(n.File, File{f.Nome, p.coda(f.Testo)})
		}
		p.set(n)
	})
}

// coda returns the last lines of a long file, and says so.
func (p *Presenter) coda(b []byte) string {
	righe := bytes.Split(bytes.TrimRight(b, "\n"), []byte("\n"))
	if len(righe) <= maxRighe {
		return string(b)
	}
	nota := p.testi.T("diagnostica.tagliato", "righe", strconv.Itoa(maxRighe), "tutte", strconv.Itoa(len(righe)))
	return nota + "\n" + string(bytes.Join(righe[len(righe)-maxRighe:], []byte("\n")))
}

// Salva writes what was shown where the user says.
func (p *Presenter) Salva() {
	if p.state.InCorso || len(p.state.File) == 0 {
		return
	}
	r := p.pronta
	nome := "diagnostica-esenpat-" + r.rapporto.Generata.Format("20060102-1504") + ".zip"
	partito := p.salva.Start(p.ctx, func(ctx context.Context) (string, error) {
		pacco, err := diagnostica.Impacchetta(r.rapporto, r.testo, r.registri)
		if err != nil {
			return "", err
		}
		return p.uscita.Salva(ctx, nome, pacco)
	}, func(dove string, err error) {
		n := p.state
		n.Salva, n.Avviso = false, avviso.Di(p.testi, err)
		if err == nil {
			n.Fatto = p.testi.T("diagnostica.salvato", "dove", dove)
		}
		p.set(n)
	})
	if partito {
		n := p.state
		n.Salva, n.Fatto, n.Avviso = true, "", avviso.Avviso{}
		p.set(n)
	}
}

// Annulla stops the checks.
func (p *Presenter) Annulla() {
	p.guarda.Cancel()
	n := p.state
	n.InCorso = false
	p.set(n)
}

func (p *Presenter) set(s State) {
	p.state = s
	p.Render(s)
}
