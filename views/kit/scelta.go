package kit

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

func uguali(a, b rune) bool { return unicode.ToLower(a) == unicode.ToLower(b) }

// Opzione is one answer of a Scelta.
type Opzione struct {
	Valore      string
	Testo       string
	Descrizione string // small line under the text, may be empty
}

// Scelta is a question with two or few answers, none chosen at first: there is
// no silent default. One stop in the tab order; arrows and Space choose, and so
// does the first letter.
type Scelta struct {
	widget.BaseWidget
	OnScelta func(valore string)

	nome        string
	opzioni     []Opzione
	orizzontale bool
	scelta      int
	cursore     int
	fuoco       bool
	errore      bool
	spento      bool
	fuori       map[string]bool // values that may not be chosen now
}

// NewScelta returns the question; orizzontale puts the answers side by side.
func NewScelta(orizzontale bool, opzioni []Opzione, scelta func(string)) *Scelta {
	s := &Scelta{opzioni: opzioni, orizzontale: orizzontale, scelta: -1, OnScelta: scelta}
	s.ExtendBaseWidget(s)
	return s
}

// NewSiNo returns a Scelta between «Sì» (value "si") and «No» (value "no").
func NewSiNo(scelta func(string)) *Scelta {
	return NewScelta(true, []Opzione{{Valore: "si", Testo: parola("si")}, {Valore: "no", Testo: parola("no")}}, scelta)
}

// Etichetta implements Etichettato.
func (s *Scelta) Etichetta() string { return s.nome }

// ImpostaEtichetta names the control; Campo does it.
func (s *Scelta) ImpostaEtichetta(n string) { s.nome = n }

// ImpostaErrore marks the control; Campo does it.
func (s *Scelta) ImpostaErrore(si bool) { s.errore = si; s.Refresh() }

// Imposta chooses without calling OnScelta; an unknown value chooses nothing.
func (s *Scelta) Imposta(valore string) {
	prima := s.scelta
	s.scelta = -1
	for i, o := range s.opzioni {
		if o.Valore == valore {
			s.scelta, s.cursore = i, i
		}
	}
	if s.scelta != prima {
		s.Refresh()
	}
}

// ImpostaFuori draws these values as not to be had; who uses it says why beside.
func (s *Scelta) ImpostaFuori(valori ...string) {
	s.fuori = map[string]bool{}
	for _, v := range valori {
		s.fuori[v] = true
	}
	s.Refresh()
}

// Valore returns the answer, "" while there is none.
func (s *Scelta) Valore() string {
	if s.scelta < 0 {
		return ""
	}
	return s.opzioni[s.scelta].Valore
}

func (s *Scelta) scegli(i int) {
	if s.spento || i < 0 || i >= len(s.opzioni) || s.fuori[s.opzioni[i].Valore] {
		return
	}
	s.scelta, s.cursore = i, i
	s.Refresh()
	if s.OnScelta != nil {
		s.OnScelta(s.opzioni[i].Valore)
	}
}

// Disable implements fyne.Disableable.
func (s *Scelta) Disable() { s.spento = true; s.Refresh() }

// Enable implements fyne.Disableable.
func (s *Scelta) Enable() { s.spento = false; s.Refresh() }

// Disabled implements fyne.Disableable.
func (s *Scelta) Disabled() bool { return s.spento }

// Cursor implements desktop.Cursorable.
func (s *Scelta) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (s *Scelta) FocusGained() { s.fuoco = true; s.Refresh(); inVista(s) }

// FocusLost implements fyne.Focusable.
func (s *Scelta) FocusLost() { s.fuoco = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *Scelta) TypedRune(r rune) {
	for i, o := range s.opzioni {
		if t := []rune(o.Testo); len(t) > 0 && uguali(t[0], r) {
			s.scegli(i)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (s *Scelta) TypedKey(ev *fyne.KeyEvent) {
	switch string(ev.Name) {
	case tastoLeft, tastoUp:
		if s.scelta < 0 {
			s.scegli(s.cursore)
		} else {
			s.scegli(max(s.cursore-1, 0))
		}
	case tastoRight, tastoDown:
		if s.scelta < 0 {
			s.scegli(s.cursore)
		} else {
			s.scegli(min(s.cursore+1, len(s.opzioni)-1))
		}
	case tastoSpace:
		s.scegli(s.cursore)
	default:
		propaga(s, ev)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (s *Scelta) TypedShortcut(sc fyne.Shortcut) { propagaScorciatoia(s, sc) }

// Tapped implements fyne.Tappable.
func (s *Scelta) Tapped(ev *fyne.PointEvent) {
	Focalizza(s)
	for i, p := range s.posti() {
		if ev.Position.X >= p.pos.X && ev.Position.X < p.pos.X+p.dim.Width && ev.Position.Y >= p.pos.Y && ev.Position.Y < p.pos.Y+p.dim.Height {
			s.scegli(i)
		}
	}
}

type posto struct {
	pos fyne.Position
	dim fyne.Size
}

// posti returns where each answer stands.
func (s *Scelta) posti() []posto {
	th := s.Theme()
	p := make([]posto, len(s.opzioni))
	var x, y float32
	for i, o := range s.opzioni {
		w := fyne.MeasureText(o.Testo, th.Size(theme.SizeNameText), fyne.TextStyle{}).Width
		h := tema.Misura(s, 36)
		if o.Descrizione != "" {
			d := fyne.MeasureText(o.Descrizione, th.Size(theme.SizeNameCaptionText), fyne.TextStyle{})
			w = max(w, d.Width)
			h += d.Height
		}
		w += tema.Misura(s, 20) + 8 + 20
		if !s.orizzontale && s.Size().Width > 0 {
			w = s.Size().Width
		}
		p[i] = posto{fyne.NewPos(x, y), fyne.NewSize(w, h)}
		if s.orizzontale {
			x += w + 8
		} else {
			y += h + 4
		}
	}
	return p
}

// CreateRenderer implements fyne.Widget.
func (s *Scelta) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererScelta{s: s, anello: rettangolo(6)}
	r.oggetti = []fyne.CanvasObject{r.anello}
	for range s.opzioni {
		v := &vocescelta{tondo: canvas.NewCircle(nil), punto: canvas.NewCircle(nil), testo: canvas.NewText("", nil), desc: canvas.NewText("", nil)}
		r.voci = append(r.voci, v)
		r.oggetti = append(r.oggetti, v.tondo, v.punto, v.testo, v.desc)
	}
	r.Refresh()
	return r
}

type vocescelta struct {
	tondo, punto *canvas.Circle
	testo, desc  *canvas.Text
}

type rendererScelta struct {
	s       *Scelta
	anello  *canvas.Rectangle
	voci    []*vocescelta
	oggetti []fyne.CanvasObject
}

func (r *rendererScelta) MinSize() fyne.Size {
	var m fyne.Size
	for _, p := range r.s.posti() {
		w := p.dim.Width
		if !r.s.orizzontale {
			w = 0
		}
		m = m.Max(fyne.NewSize(p.pos.X+w, p.pos.Y+p.dim.Height))
	}
	return m.Max(fyne.NewSize(tema.Misura(r.s, 120), 0))
}

func (r *rendererScelta) Layout(fyne.Size) {
	d := tema.Misura(r.s, 18)
	for i, p := range r.s.posti() {
		v := r.voci[i]
		alta := tema.Misura(r.s, 36)
		v.tondo.Resize(fyne.NewSquareSize(d))
		v.tondo.Move(p.pos.AddXY(8, (alta-d)/2))
		v.punto.Resize(fyne.NewSquareSize(d / 2))
		v.punto.Move(p.pos.AddXY(8+d/4, (alta-d/2)/2))
		m := v.testo.MinSize()
		v.testo.Resize(m)
		v.testo.Move(p.pos.AddXY(d+16, (alta-m.Height)/2))
		v.desc.Resize(v.desc.MinSize())
		v.desc.Move(p.pos.AddXY(d+16, alta-5))
		if i == r.s.cursore {
			r.anello.Move(p.pos)
			r.anello.Resize(p.dim)
		}
	}
}

func (r *rendererScelta) Refresh() {
	s, th := r.s, r.s.Theme()
	r.anello.StrokeWidth, r.anello.StrokeColor = 2, tema.Colore(s, tema.Primario)
	r.anello.Hidden = !s.fuoco
	for i, v := range r.voci {
		bordo, testo := tema.BordoCampo, tema.Testo
		if s.errore {
			bordo = tema.Errore
		}
		if i == s.scelta {
			bordo = tema.Primario
		}
		if s.spento || s.fuori[s.opzioni[i].Valore] {
			bordo, testo = tema.Linea, tema.Disattivo
		}
		v.tondo.StrokeWidth, v.tondo.StrokeColor, v.tondo.FillColor = 2, tema.Colore(s, bordo), tema.Colore(s, tema.Superficie)
		v.punto.FillColor, v.punto.Hidden = tema.Colore(s, bordo), i != s.scelta
		v.testo.Text, v.testo.TextSize, v.testo.Color = s.opzioni[i].Testo, th.Size(theme.SizeNameText), tema.Colore(s, testo)
		v.desc.Text, v.desc.TextSize, v.desc.Color = s.opzioni[i].Descrizione, th.Size(theme.SizeNameCaptionText), tema.Colore(s, tema.Testo2)
	}
	r.Layout(s.Size())
	canvas.Refresh(s)
}
func (r *rendererScelta) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererScelta) Destroy()                     {}
