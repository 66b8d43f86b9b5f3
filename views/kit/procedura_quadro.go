package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// quadroProcedura lays out the frame of a wizard.
type quadroProcedura struct {
	p                              *Procedura
	testa, sinistra, centro, fondo fyne.CanvasObject
	l1, l2                         *Linea
}

func (q *quadroProcedura) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	ht, hf := q.testa.MinSize().Height, q.fondo.MinSize().Height
	q.testa.Resize(fyne.NewSize(s.Width, ht))
	q.l1.Move(fyne.NewPos(0, ht))
	q.l1.Resize(fyne.NewSize(s.Width, 1))
	q.fondo.Move(fyne.NewPos(0, s.Height-hf))
	q.fondo.Resize(fyne.NewSize(s.Width, hf))
	q.l2.Move(fyne.NewPos(0, s.Height-hf-1))
	q.l2.Resize(fyne.NewSize(s.Width, 1))
	y, h := ht+1, s.Height-ht-hf-2
	ls := tema.Misura(q.l1, 176)
	q.sinistra.Move(fyne.NewPos(0, y))
	q.sinistra.Resize(fyne.NewSize(ls, h))
	resto := s.Width - ls
	ld := float32(0)
	if !q.p.senzaDx {
		ld = max(resto*0.40, min(tema.Misura(q.l1, 380), resto/2))
		if q.p.forzata {
			ld = resto * 0.56
		}
	}
	q.p.destra.Hidden, q.p.lineaDx.Hidden = q.p.senzaDx, q.p.senzaDx
	q.centro.Move(fyne.NewPos(ls, y))
	q.centro.Resize(fyne.NewSize(resto-ld, h))
	q.p.lineaDx.Move(fyne.NewPos(s.Width-ld, y))
	q.p.lineaDx.Resize(fyne.NewSize(1, h))
	q.p.destra.Move(fyne.NewPos(s.Width-ld+1, y))
	q.p.destra.Resize(fyne.NewSize(max(ld-1, 0), h))
}

func (q *quadroProcedura) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 400) }

// vocePasso is one step on the left: number or tick, and title.
type vocePasso struct {
	widget.BaseWidget
	riquadro *Riquadro
	premuto  func()
}

func newVocePasso(n int, p Passo, premuto func()) *vocePasso {
	v := &vocePasso{premuto: premuto}
	tono, stile := TonoSecondario, Corpo
	var segno fyne.CanvasObject = NewEtichetta(fmt.Sprint(n), Corpo, tono)
	switch p.Stato {
	case PassoCorrente:
		tono, stile = TonoPrimario, Forte
		segno = NewEtichetta(fmt.Sprint(n), Forte, tono)
	case PassoFatto:
		tono = Neutro
		segno = newSegno(tema.IconaSpunta, tema.Successo, 16)
	case PassoDaRivedere:
		tono = TonoAvviso
		segno = newSegno(tema.IconaAvviso, tema.Attenzione, 16)
	case PassoFuturo:
	}
	fondo := tema.Trasparente
	if p.Stato == PassoCorrente {
		fondo = tema.Selezionato
	}
	v.riquadro = newRiquadro(Bordo(Spazio8, LarghezzaFissa(16, segno), nil, NewRiga(p.Titolo, stile, tono)), fondo, tema.Trasparente, Spazio8, Spazio8)
	v.ExtendBaseWidget(v)
	return v
}

// Tapped implements fyne.Tappable.
func (v *vocePasso) Tapped(*fyne.PointEvent) { v.premuto() }

// CreateRenderer implements fyne.Widget.
func (v *vocePasso) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.riquadro) }
