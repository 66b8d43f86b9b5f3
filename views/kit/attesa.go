package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// When a wait is shown: nothing before 300 ms, a word after 2 s.
const (
	attesaLinea  = 300 * time.Millisecond
	attesaParola = 2 * time.Second
)

// Attesa is a thin line over the part of a screen that waits, and after two
// seconds a word and «Interrompi». It is still: nothing runs sixty times a
// second while a doctor waits.
type Attesa struct {
	widget.BaseWidget
	tempo   Tempo
	annulla []func()
	linea   *canvas.Rectangle
	testo   *Etichetta
	ferma   *Bottone
	riga    *fyne.Container
	inCorso bool
	parole  string
}

// NewAttesa returns an idle wait; interrompi may be nil where the work cannot
// be cancelled (an act).
func NewAttesa(t Tempo, interrompi func()) *Attesa {
	a := &Attesa{tempo: t, linea: rettangolo(0), testo: NewEtichetta("", Piccolo, TonoSecondario)}
	a.ferma = NewBottone(Legame, parola("interrompi"), tema.IconaChiudi, interrompi)
	a.ferma.Hidden = interrompi == nil
	a.riga = Riga(Spazio8, NewSegno(tema.IconaOrologio, TonoSecondario), a.testo, a.ferma)
	a.linea.Hide()
	a.riga.Hide()
	a.ExtendBaseWidget(a)
	return a
}

// Imposta starts or ends the wait; parole say what is awaited, empty for the
// usual «Attendere…».
func (a *Attesa) Imposta(inCorso bool, parole string) {
	if inCorso == a.inCorso {
		return
	}
	a.inCorso, a.parole = inCorso, parole
	for _, f := range a.annulla {
		f()
	}
	a.annulla = nil
	if !inCorso {
		a.linea.Hide()
		a.riga.Hide()
		a.Refresh()
		return
	}
	if parole == "" {
		a.parole = parola("attendere")
	}
	a.annulla = []func(){
		a.tempo.Dopo(attesaLinea, func() { a.linea.Show(); a.Refresh() }),
		a.tempo.Dopo(attesaParola, func() { a.testo.ImpostaTesto(a.parole); a.riga.Show(); a.Refresh() }),
	}
}

// InCorso reports whether something is awaited.
func (a *Attesa) InCorso() bool { return a.inCorso }

// CreateRenderer implements fyne.Widget.
func (a *Attesa) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererAttesa{a: a, oggetti: []fyne.CanvasObject{a.linea, a.riga}}
	r.colora()
	return r
}

type rendererAttesa struct {
	a       *Attesa
	oggetti []fyne.CanvasObject
}

func (r *rendererAttesa) colora() { r.a.linea.FillColor = tema.Colore(r.a, tema.Primario) }

func (r *rendererAttesa) MinSize() fyne.Size {
	m := fyne.NewSize(0, 3)
	if r.a.riga.Visible() {
		m = m.Add(fyne.NewSize(r.a.riga.MinSize().Width, r.a.riga.MinSize().Height))
	}
	return m
}

func (r *rendererAttesa) Layout(s fyne.Size) {
	r.a.linea.Resize(fyne.NewSize(s.Width, 3))
	r.a.riga.Move(fyne.NewPos(0, 3))
	r.a.riga.Resize(fyne.NewSize(s.Width, max(s.Height-3, 0)))
}

func (r *rendererAttesa) Refresh() {
	r.colora()
	r.Layout(r.a.Size())
	canvas.Refresh(r.a)
}
func (r *rendererAttesa) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererAttesa) Destroy()                     {}
