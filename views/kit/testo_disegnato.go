package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Tono is the meaning of a colour. It always comes with an icon or a word.
type Tono int

// Meanings.
const (
	Neutro Tono = iota
	TonoPrimario
	TonoOK
	TonoAvviso
	TonoErrore
	TonoSecondario // text-2
)

// colore returns the theme's name of t's colour.
func (t Tono) colore() fyne.ThemeColorName {
	switch t {
	case TonoPrimario:
		return tema.Primario
	case TonoOK:
		return tema.Successo
	case TonoAvviso:
		return tema.Attenzione
	case TonoErrore:
		return tema.Errore
	case TonoSecondario:
		return tema.Testo2
	case Neutro:
	}
	return tema.Testo
}

// icona returns the icon that says t without colour.
func (t Tono) icona() tema.Icona {
	switch t {
	case TonoOK:
		return tema.IconaSpunta
	case TonoAvviso:
		return tema.IconaAvviso
	case TonoErrore:
		return tema.IconaErrore
	case TonoPrimario, TonoSecondario, Neutro:
	}
	return tema.IconaInfo
}

// Stile of a text.
type Stile int

// Styles: body 15, label 13, section title 18, page title 22, code in the
// monospaced face, strong body.
const (
	Corpo Stile = iota
	Piccolo
	Sezione
	Titolo
	Codice
	Forte
	PiccoloForte
)

// dimensione returns the theme's size name and the face of s.
func (s Stile) dimensione() (fyne.ThemeSizeName, fyne.TextStyle) {
	switch s {
	case Piccolo:
		return theme.SizeNameCaptionText, fyne.TextStyle{}
	case PiccoloForte:
		return theme.SizeNameCaptionText, fyne.TextStyle{Bold: true}
	case Sezione:
		return theme.SizeNameSubHeadingText, fyne.TextStyle{Bold: true}
	case Titolo:
		return theme.SizeNameHeadingText, fyne.TextStyle{Bold: true}
	case Codice:
		return theme.SizeNameText, fyne.TextStyle{Monospace: true}
	case Forte:
		return theme.SizeNameText, fyne.TextStyle{Bold: true}
	case Corpo:
	}
	return theme.SizeNameText, fyne.TextStyle{}
}

// Etichetta is text that follows the theme, without the toolkit's margins. It
// stays on one line, cut with an ellipsis (NewRiga), or wraps (NewTestoLungo).
type Etichetta struct {
	widget.BaseWidget
	ricco  *widget.RichText
	stile  Stile
	tono   Tono
	testo  string
	taglia bool
	a      fyne.TextAlign
}

// NewEtichetta returns one line that is never cut: its minimum width is its text.
func NewEtichetta(testo string, s Stile, t Tono) *Etichetta {
	e := &Etichetta{ricco: widget.NewRichText(), stile: s, tono: t, testo: testo}
	e.ricco.Wrapping = fyne.TextWrapOff
	e.scrivi()
	e.ExtendBaseWidget(e)
	return e
}

// NewRiga returns one line that ends in an ellipsis when there is no room.
func NewRiga(testo string, s Stile, t Tono) *Etichetta {
	e := NewEtichetta(testo, s, t)
	e.ricco.Truncation = fyne.TextTruncateEllipsis
	e.taglia = true
	e.scrivi()
	return e
}

// NewTestoLungo returns text that wraps at words.
func NewTestoLungo(testo string, s Stile, t Tono) *Etichetta {
	e := NewEtichetta(testo, s, t)
	e.ricco.Wrapping = fyne.TextWrapWord
	e.scrivi()
	return e
}

// Testo returns the text shown.
func (e *Etichetta) Testo() string { return e.testo }

// ImpostaTesto changes the text.
func (e *Etichetta) ImpostaTesto(s string) {
	if s == e.testo {
		return
	}
	e.testo = s
	e.scrivi()
	e.Refresh()
}

// ImpostaTono changes the meaning of the colour.
func (e *Etichetta) ImpostaTono(t Tono) {
	if t == e.tono {
		return
	}
	e.tono = t
	e.scrivi()
	e.Refresh()
}

// Allinea sets the alignment and returns e.
func (e *Etichetta) Allinea(a fyne.TextAlign) *Etichetta {
	e.a = a
	e.scrivi()
	return e
}

// maxRiga is the longest line that is never cut: what a service may send must
// not make the window wider than the screen (spec 4, FT-60).
const maxRiga = 160

// disegnato is the text as it is drawn: on one line there are no line ends.
func (e *Etichetta) disegnato() string {
	if e.ricco.Wrapping != fyne.TextWrapOff {
		return e.testo
	}
	s := strings.NewReplacer("\n", " ", "\t", " ").Replace(e.testo)
	if e.taglia {
		return s
	}
	return breve(s, maxRiga)
}

// breve returns at most n characters of s, the last of them an ellipsis.
func breve(s string, n int) string {
	if len(s) <= n { // so has no more characters either
		return s
	}
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

func (e *Etichetta) scrivi() {
	n, st := e.stile.dimensione()
	e.ricco.Segments = []widget.RichTextSegment{&widget.TextSegment{
		Text:  e.disegnato(),
		Style: widget.RichTextStyle{ColorName: e.tono.colore(), SizeName: n, TextStyle: st, Alignment: e.a},
	}}
}

// CreateRenderer implements fyne.Widget.
func (e *Etichetta) CreateRenderer() fyne.WidgetRenderer {
	return &rendererEtichetta{e: e, oggetti: []fyne.CanvasObject{e.ricco}}
}

// rendererEtichetta takes the toolkit's inner padding off its rich text.
type rendererEtichetta struct {
	e       *Etichetta
	oggetti []fyne.CanvasObject
}

func (r *rendererEtichetta) pad() float32 { return r.e.Theme().Size(theme.SizeNameInnerPadding) }

func (r *rendererEtichetta) Layout(s fyne.Size) {
	p := r.pad()
	r.e.ricco.Move(fyne.NewPos(-p, -p))
	r.e.ricco.Resize(s.AddWidthHeight(2*p, 2*p))
}

func (r *rendererEtichetta) MinSize() fyne.Size {
	p := r.pad()
	m := r.e.ricco.MinSize().SubtractWidthHeight(2*p, 2*p)
	if r.e.testo == "" {
		n, st := r.e.stile.dimensione()
		m.Height = fyne.MeasureText("A", r.e.Theme().Size(n), st).Height
	}
	return m.Max(fyne.NewSize(0, 0))
}

func (r *rendererEtichetta) Refresh() {
	r.e.ricco.Refresh()
	r.Layout(r.e.Size())
}
func (r *rendererEtichetta) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererEtichetta) Destroy()                     {}

// Segno is a line icon in the colour of its meaning.
type Segno struct {
	widget.BaseWidget
	icona  tema.Icona
	colore fyne.ThemeColorName
	lato   float32
	img    *canvas.Image
}

// NewSegno returns the icon at 20x20.
func NewSegno(i tema.Icona, t Tono) *Segno { return newSegno(i, t.colore(), 20) }

func newSegno(i tema.Icona, c fyne.ThemeColorName, lato float32) *Segno {
	s := &Segno{icona: i, colore: c, lato: lato, img: &canvas.Image{FillMode: canvas.ImageFillContain}}
	s.ExtendBaseWidget(s)
	return s
}

// Imposta changes icon and meaning.
func (s *Segno) Imposta(i tema.Icona, t Tono) { s.imposta(i, t.colore()) }

func (s *Segno) imposta(i tema.Icona, c fyne.ThemeColorName) {
	if s.icona == i && s.colore == c {
		return
	}
	s.icona, s.colore = i, c
	s.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (s *Segno) MinSize() fyne.Size {
	s.ExtendBaseWidget(s)
	if s.icona == tema.IconaNessuna {
		return fyne.Size{}
	}
	return fyne.NewSquareSize(tema.Misura(s, s.lato))
}

// Refresh implements fyne.CanvasObject.
func (s *Segno) Refresh() {
	s.colora()
	s.BaseWidget.Refresh()
}

func (s *Segno) colora() {
	s.img.Resource = s.icona.Risorsa(tema.Colore(s, s.colore))
	s.img.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Segno) CreateRenderer() fyne.WidgetRenderer {
	s.colora()
	return widget.NewSimpleRenderer(s.img)
}

// rettangolo returns a rectangle that a renderer colours.
func rettangolo(raggio float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = raggio
	return r
}
