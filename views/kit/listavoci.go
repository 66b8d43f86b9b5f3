package kit

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// righeVoci is how many entries a combo shows at once.
const righeVoci = 7

// listaVoci is the list of a Combo: a window of a few rows over any number of
// entries. It never takes the focus.
type listaVoci struct {
	widget.BaseWidget
	voci    []Voce
	cercato string
	vuoto   string
	cursore int
	prima   int
	sopra   bool
	scelta  func(Voce)
}

func newListaVoci(scelta func(Voce)) *listaVoci {
	l := &listaVoci{scelta: scelta}
	l.ExtendBaseWidget(l)
	return l
}

func (l *listaVoci) imposta(v []Voce, cercato, vuoto string) {
	l.voci, l.cercato, l.vuoto, l.cursore, l.prima = v, cercato, vuoto, 0, 0
	l.Refresh()
}

func (l *listaVoci) conferma() {
	if l.cursore < len(l.voci) {
		l.scelta(l.voci[l.cursore])
	}
}

func (l *listaVoci) tasto(k fyne.KeyName) {
	passo := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1, fyne.KeyPageDown: righeVoci, fyne.KeyPageUp: -righeVoci}[k]
	l.vai(l.cursore + passo)
}

func (l *listaVoci) vai(n int) {
	l.cursore = max(min(n, len(l.voci)-1), 0)
	l.prima = min(l.prima, l.cursore)
	l.prima = max(l.prima, l.cursore-righeVoci+1, 0)
	l.Refresh()
}

// Scrolled implements fyne.Scrollable.
func (l *listaVoci) Scrolled(ev *fyne.ScrollEvent) {
	passo := 1
	if ev.Scrolled.DY > 0 {
		passo = -1
	}
	l.prima = max(min(l.prima+passo, len(l.voci)-righeVoci), 0)
	l.cursore = max(min(l.cursore, l.prima+righeVoci-1), l.prima)
	l.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (l *listaVoci) MouseIn(ev *desktop.MouseEvent) { l.sopra = true; l.MouseMoved(ev) }

// MouseMoved implements desktop.Hoverable.
func (l *listaVoci) MouseMoved(ev *desktop.MouseEvent) {
	if n := l.rigaA(ev.Position.Y); n >= 0 && n != l.cursore {
		l.cursore = n
		l.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (l *listaVoci) MouseOut() { l.sopra = false }

// Tapped implements fyne.Tappable.
func (l *listaVoci) Tapped(ev *fyne.PointEvent) {
	if n := l.rigaA(ev.Position.Y); n >= 0 {
		l.cursore, l.sopra = n, false
		l.conferma()
	}
}

func (l *listaVoci) rigaA(y float32) int {
	n := l.prima + int((y-bordoVoci)/l.altezzaRiga())
	if y < bordoVoci || n >= len(l.voci) || n >= l.prima+righeVoci {
		return -1
	}
	return n
}

const bordoVoci float32 = 7

func (l *listaVoci) altezzaRiga() float32 { return tema.Misura(l, 36) }

func (l *listaVoci) visibili() int { return max(min(len(l.voci), righeVoci), 1) }

// CreateRenderer implements fyne.Widget.
func (l *listaVoci) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererVoci{l: l, fondo: rettangolo(6), cursore: rettangolo(4), piede: canvas.NewText("", nil)}
	r.oggetti = []fyne.CanvasObject{r.fondo, r.cursore, r.piede}
	for range righeVoci {
		v := &rigaVoce{codice: canvas.NewText("", nil), descrizione: widget.NewRichText(), perche: canvas.NewText("", nil)}
		v.descrizione.Truncation = fyne.TextTruncateEllipsis
		r.righe = append(r.righe, v)
		r.oggetti = append(r.oggetti, v.codice, v.descrizione, v.perche)
	}
	r.Refresh()
	return r
}

type rigaVoce struct {
	codice      *canvas.Text
	descrizione *widget.RichText
	perche      *canvas.Text
}

type rendererVoci struct {
	l              *listaVoci
	fondo, cursore *canvas.Rectangle
	piede          *canvas.Text
	righe          []*rigaVoce
	oggetti        []fyne.CanvasObject
}

func (r *rendererVoci) altezzaPiede() float32 {
	if len(r.l.voci) <= righeVoci {
		return 0
	}
	return tema.Misura(r.l, 24)
}

func (r *rendererVoci) MinSize() fyne.Size {
	return fyne.NewSize(tema.Misura(r.l, 200), float32(r.l.visibili())*r.l.altezzaRiga()+r.altezzaPiede()+2*bordoVoci)
}

func (r *rendererVoci) Layout(s fyne.Size) {
	h := r.l.altezzaRiga()
	pad := r.l.Theme().Size(theme.SizeNameInnerPadding)
	r.fondo.Move(fyne.NewPos(3, 3))
	r.fondo.Resize(s.SubtractWidthHeight(6, 6))
	r.cursore.Resize(fyne.NewSize(s.Width-2*bordoVoci, h))
	r.cursore.Move(fyne.NewPos(bordoVoci, bordoVoci+float32(r.l.cursore-r.l.prima)*h))
	var lc float32
	for _, v := range r.righe {
		if v.codice.Visible() {
			lc = max(lc, v.codice.MinSize().Width)
		}
	}
	for i, v := range r.righe {
		y := bordoVoci + float32(i)*h
		mc, mp := v.codice.MinSize(), v.perche.MinSize()
		x := float32(12)
		v.codice.Move(fyne.NewPos(x, y+(h-mc.Height)/2))
		v.codice.Resize(mc)
		if lc > 0 {
			x += lc + 12
		}
		w := s.Width - x - 12
		if v.perche.Text != "" {
			w -= mp.Width + 12
		}
		v.perche.Move(fyne.NewPos(s.Width-mp.Width-12, y+(h-mp.Height)/2))
		v.perche.Resize(mp)
		hd := v.descrizione.MinSize().Height
		v.descrizione.Move(fyne.NewPos(x-pad, y+(h-hd)/2))
		v.descrizione.Resize(fyne.NewSize(max(w+2*pad, 0), hd))
	}
	mp := r.piede.MinSize()
	r.piede.Move(fyne.NewPos(s.Width-mp.Width-12, s.Height-mp.Height-4))
	r.piede.Resize(mp)
}

func (r *rendererVoci) Refresh() {
	l := r.l
	th := l.Theme()
	r.fondo.FillColor, r.fondo.StrokeColor, r.fondo.StrokeWidth = tema.Colore(l, tema.Superficie), tema.Colore(l, tema.BordoCampo), 1
	r.cursore.FillColor = tema.Colore(l, tema.Selezionato)
	r.cursore.Hidden = len(l.voci) == 0
	for i, v := range r.righe {
		n := l.prima + i
		c, d, p := "", []widget.RichTextSegment(nil), ""
		switch {
		case n < len(l.voci):
			c, p = l.voci[n].Codice, l.voci[n].Perche
			d = evidenzia(l.voci[n].Descrizione, l.cercato)
		case i == 0:
			d = []widget.RichTextSegment{pezzo(l.vuoto, tema.Testo2, false)}
		}
		v.codice.Text, v.codice.Color = c, tema.Colore(l, tema.Testo)
		v.codice.TextSize, v.codice.TextStyle = th.Size(theme.SizeNameText), fyne.TextStyle{Monospace: true, Bold: true}
		v.perche.Text, v.perche.Color, v.perche.TextSize = p, tema.Colore(l, tema.Testo2), th.Size(theme.SizeNameCaptionText)
		v.descrizione.Segments = d
		v.codice.Hidden, v.perche.Hidden, v.descrizione.Hidden = c == "", p == "", len(d) == 0
		v.descrizione.Refresh()
	}
	r.piede.Text = ""
	if len(l.voci) > righeVoci {
		r.piede.Text = parola("combo.di", "n", strconv.Itoa(l.cursore+1), "totale", strconv.Itoa(len(l.voci)))
	}
	r.piede.Color, r.piede.TextSize = tema.Colore(l, tema.Testo2), th.Size(theme.SizeNameCaptionText)
	r.Layout(l.Size())
	canvas.Refresh(l)
}
func (r *rendererVoci) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererVoci) Destroy()                     {}

// evidenzia cuts s so that each word of cercato stands out where it occurs,
// whatever its case and accents: «citta» is found in «Città».
func evidenzia(s, cercato string) []widget.RichTextSegment {
	piegato, posti := piega(s)
	segna := make([]bool, len(s))
	parole, _ := piega(cercato)
	for p := range strings.FieldsSeq(parole) {
		if i := strings.Index(piegato, p); i >= 0 {
			for k := posti[i]; k < posti[i+len(p)]; k++ {
				segna[k] = true
			}
		}
	}
	var out []widget.RichTextSegment
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && j < len(segna) && segna[j] == segna[i] {
			j++
		}
		if j == i {
			j = len(s)
		}
		nome := tema.Testo
		if i < len(segna) && segna[i] {
			nome = tema.Primario
		}
		out = append(out, pezzo(s[i:j], nome, nome == tema.Primario))
		i = j
	}
	return out
}

func pezzo(s string, c fyne.ThemeColorName, forte bool) *widget.TextSegment {
	return &widget.TextSegment{Text: s, Style: widget.RichTextStyle{
		ColorName: c, SizeName: theme.SizeNameText, Inline: true, TextStyle: fyne.TextStyle{Bold: forte},
	}}
}

// piega returns s in small letters without accents, and for each byte of it,
// and for its end, where it comes from in s.
func piega(s string) (string, []int) {
	var b strings.Builder
	posti := make([]int, 0, len(s)+1)
	for i, r := range s {
		r = unicode.ToLower(r)
		if n := strings.IndexRune("àáâäèéêëìíîïòóôöùúûüç", r); n >= 0 {
			r = rune("aaaaeeeeiiiioooouuuuc"[utf8.RuneCountInString("àáâäèéêëìíîïòóôöùúûüç"[:n])])
		}
		b.WriteRune(r)
		for len(posti) < b.Len() {
			posti = append(posti, i)
		}
	}
	return b.String(), append(posti, len(s))
}
