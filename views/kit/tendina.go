package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Tendina is a choice among few entries: a closed field that opens a menu.
// Space, Enter, Down or a click open it; in the menu arrows move, Enter
// chooses, Esc closes. A typed letter chooses the next entry beginning so.
type Tendina struct {
	widget.BaseWidget
	OnScelta func(Voce)

	nome       string
	segnaposto string
	voci       []Voce
	scelta     int
	fuoco      bool
	errore     bool
	spento     bool
}

// NewTendina returns the choice with nothing chosen.
func NewTendina(segnaposto string, voci []Voce, scelta func(Voce)) *Tendina {
	t := &Tendina{segnaposto: segnaposto, voci: voci, scelta: -1, OnScelta: scelta}
	t.ExtendBaseWidget(t)
	return t
}

// Etichetta implements Etichettato.
func (t *Tendina) Etichetta() string { return t.nome }

// ImpostaEtichetta names the control; Campo does it.
func (t *Tendina) ImpostaEtichetta(s string) { t.nome = s }

// ImpostaErrore marks the control; Campo does it.
func (t *Tendina) ImpostaErrore(si bool) { t.errore = si; t.Refresh() }

// ImpostaVoci replaces the entries; the choice stays if its code is still there.
func (t *Tendina) ImpostaVoci(v []Voce) {
	codice, ok := "", false
	if s, c := t.Scelta(); c {
		codice, ok = s.Codice, true
	}
	t.voci, t.scelta = v, -1
	if ok {
		t.Imposta(codice)
	}
	t.Refresh()
}

// Imposta chooses the entry of that code without calling OnScelta; an unknown
// code chooses nothing.
func (t *Tendina) Imposta(codice string) {
	t.scelta = -1
	for i, v := range t.voci {
		if v.Codice == codice {
			t.scelta = i
		}
	}
	t.Refresh()
}

// Vuota reports whether there is nothing to choose from.
func (t *Tendina) Vuota() bool { return len(t.voci) == 0 }

// Scelta returns what is chosen.
func (t *Tendina) Scelta() (Voce, bool) {
	if t.scelta < 0 || t.scelta >= len(t.voci) {
		return Voce{}, false
	}
	return t.voci[t.scelta], true
}

func (t *Tendina) scegli(i int) {
	t.scelta = i
	t.Refresh()
	if t.OnScelta != nil {
		t.OnScelta(t.voci[i])
	}
}

// apri shows the menu under the field.
func (t *Tendina) apri() {
	c := telaDi(t)
	if c == nil || t.spento || len(t.voci) == 0 {
		return
	}
	items := make([]*fyne.MenuItem, len(t.voci))
	for i, v := range t.voci {
		// The focus first: who hears of the choice may move it on.
		items[i] = fyne.NewMenuItem(v.Descrizione, func() { Focalizza(t); t.scegli(i) })
		items[i].Checked = i == t.scelta
	}
	p := widget.NewPopUpMenu(fyne.NewMenu("", items...), c)
	p.ShowAtRelativePosition(fyne.NewPos(0, t.Size().Height+2), t)
	p.Resize(fyne.NewSize(max(t.Size().Width, p.MinSize().Width), p.MinSize().Height))
	c.Focus(p)
}

// Disable implements fyne.Disableable.
func (t *Tendina) Disable() { t.spento = true; t.Refresh() }

// Enable implements fyne.Disableable.
func (t *Tendina) Enable() { t.spento = false; t.Refresh() }

// Disabled implements fyne.Disableable.
func (t *Tendina) Disabled() bool { return t.spento }

// Tapped implements fyne.Tappable.
func (t *Tendina) Tapped(*fyne.PointEvent) { Focalizza(t); t.apri() }

// FocusGained implements fyne.Focusable.
func (t *Tendina) FocusGained() { t.fuoco = true; t.Refresh(); inVista(t) }

// FocusLost implements fyne.Focusable.
func (t *Tendina) FocusLost() { t.fuoco = false; t.Refresh() }

// TypedRune implements fyne.Focusable: type-ahead.
func (t *Tendina) TypedRune(r rune) {
	for k := 1; k <= len(t.voci); k++ {
		i := (t.scelta + k) % len(t.voci)
		if d := []rune(t.voci[i].Descrizione); len(d) > 0 && uguali(d[0], r) {
			t.scegli(i)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (t *Tendina) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoSpace, tastoReturn, tastoEnter, tastoDown:
		t.apri()
	default:
		propaga(t, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (t *Tendina) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(t, s) }

// CreateRenderer implements fyne.Widget.
func (t *Tendina) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererTendina{t: t, box: rettangolo(6), testo: NewRiga("", Corpo, Neutro), segno: NewSegno(tema.IconaGiu, TonoSecondario)}
	r.oggetti = []fyne.CanvasObject{r.box, r.testo, r.segno}
	r.colora()
	return r
}

type rendererTendina struct {
	t       *Tendina
	box     *canvas.Rectangle
	testo   *Etichetta
	segno   *Segno
	oggetti []fyne.CanvasObject
}

func (r *rendererTendina) MinSize() fyne.Size {
	th := r.t.Theme()
	h := fyne.MeasureText("A", th.Size(theme.SizeNameText), fyne.TextStyle{}).Height
	return fyne.NewSize(tema.Misura(r.t, 120), h+2*th.Size(theme.SizeNameInnerPadding))
}

func (r *rendererTendina) Layout(s fyne.Size) {
	r.box.Resize(s.SubtractWidthHeight(1, 1))
	i, h := r.segno.MinSize(), r.testo.MinSize().Height
	r.segno.Resize(i)
	r.segno.Move(fyne.NewPos(s.Width-i.Width-8, (s.Height-i.Height)/2))
	r.testo.Move(fyne.NewPos(10, (s.Height-h)/2))
	r.testo.Resize(fyne.NewSize(s.Width-i.Width-24, h))
}

func (r *rendererTendina) colora() {
	bordo, w := tema.BordoCampo, float32(1)
	switch {
	case r.t.fuoco:
		bordo, w = tema.Primario, 2
	case r.t.errore:
		bordo, w = tema.Errore, 2
	}
	fondo := tema.Superficie
	if r.t.spento {
		fondo = tema.FondoSpento
	}
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth = tema.Colore(r.t, fondo), tema.Colore(r.t, bordo), w
	testo, tono := r.t.segnaposto, TonoSecondario
	if v, ok := r.t.Scelta(); ok {
		testo, tono = v.Descrizione, Neutro
	}
	r.testo.ImpostaTesto(testo)
	r.testo.ImpostaTono(tono)
}

func (r *rendererTendina) Refresh() {
	r.colora()
	r.box.Refresh()
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
func (r *rendererTendina) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererTendina) Destroy()                     {}
