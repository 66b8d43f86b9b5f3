package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// colori returns fill, border and text of the button as it stands.
func (b *Bottone) colori() (fondo, bordo, testo fyne.ThemeColorName) {
	if b.spento && (b.aspetto == Legame || b.aspetto == Discreto) {
		return tema.Trasparente, tema.Trasparente, tema.Disattivo
	}
	if b.spento {
		return tema.FondoSpento, tema.Linea, tema.Disattivo
	}
	fondoSopra := tema.Trasparente
	if b.sopra {
		fondoSopra = tema.Selezionato
	}
	switch b.aspetto {
	case Primario:
		return tema.Primario, tema.Trasparente, tema.SuPrimario
	case Pericolo:
		return tema.Errore, tema.Trasparente, tema.SuErrore
	case Legame:
		return fondoSopra, tema.Trasparente, tema.Primario
	case Discreto:
		return fondoSopra, tema.Trasparente, tema.Testo
	case Secondario:
	}
	if b.sopra {
		return tema.Selezionato, tema.Primario, tema.Primario
	}
	return tema.Superficie, tema.BordoCampo, tema.Primario
}

// CreateRenderer implements fyne.Widget.
func (b *Bottone) CreateRenderer() fyne.WidgetRenderer {
	r := &rendererBottone{
		b: b, anello: rettangolo(8), corpo: rettangolo(6), testo: canvas.NewText("", nil),
		segno: newSegno(b.icona, tema.Testo, 18), motivo: NewTestoLungo("", Piccolo, TonoSecondario),
	}
	r.oggetti = []fyne.CanvasObject{r.anello, r.corpo, r.segno, r.testo, r.motivo}
	r.aggiorna()
	return r
}

type rendererBottone struct {
	b             *Bottone
	anello, corpo *canvas.Rectangle
	segno         *Segno
	testo         *canvas.Text
	motivo        *Etichetta
	oggetti       []fyne.CanvasObject
}

// anelloFuoco is how far the focus ring stands out of the button.
const anelloFuoco float32 = 3

func (r *rendererBottone) altezza() float32 {
	return tema.Misura(r.b, 34) + 2*anelloFuoco
}

func (r *rendererBottone) margine() float32 {
	switch {
	case r.b.testo == "":
		return tema.Misura(r.b, 8)
	case r.b.aspetto == Legame || r.b.aspetto == Discreto:
		return tema.Misura(r.b, 8)
	}
	return tema.Misura(r.b, 16)
}

func (r *rendererBottone) larghezzaTesto() float32 {
	if r.testo.Text == "" {
		return 0
	}
	return r.testo.MinSize().Width
}

func (r *rendererBottone) MinSize() fyne.Size {
	w := r.naturale()
	if r.b.taglia {
		w = min(w, tema.Misura(r.b, 120))
	}
	return r.conMotivo(w)
}

// naturale is the width of the whole text.
func (r *rendererBottone) naturale() float32 {
	w := r.larghezzaTesto() + r.segno.MinSize().Width + 2*r.margine() + 2*anelloFuoco
	if r.larghezzaTesto() > 0 && r.segno.MinSize().Width > 0 {
		w += tema.Misura(r.b, 6)
	}
	return w
}

func (r *rendererBottone) conMotivo(w float32) fyne.Size {
	h := r.altezza()
	if r.b.motivo != "" && r.b.spento {
		h += r.motivo.MinSize().Height + 2
		w = max(w, tema.Misura(r.b, 160))
	}
	return fyne.NewSize(max(w, r.altezza()), h)
}

func (r *rendererBottone) Layout(s fyne.Size) {
	h := r.altezza()
	r.accorcia(s.Width)
	r.anello.Move(fyne.NewPos(1, 1))
	r.anello.Resize(fyne.NewSize(s.Width-2, h-2))
	r.corpo.Move(fyne.NewPos(anelloFuoco, anelloFuoco))
	r.corpo.Resize(fyne.NewSize(s.Width-2*anelloFuoco, h-2*anelloFuoco))
	lt, li, gap := r.larghezzaTesto(), r.segno.MinSize().Width, float32(0)
	if lt > 0 && li > 0 {
		gap = tema.Misura(r.b, 6)
	}
	x := (s.Width - lt - li - gap) / 2
	r.segno.Resize(fyne.NewSquareSize(li))
	xi, xt := x, x+li+gap
	if r.b.titolo {
		xi, xt = x+lt+gap, x
	}
	r.segno.Move(fyne.NewPos(xi, (h-li)/2))
	ht := r.testo.MinSize().Height
	r.testo.Resize(fyne.NewSize(lt, ht))
	r.testo.Move(fyne.NewPos(xt, (h-ht)/2))
	r.motivo.Move(fyne.NewPos(anelloFuoco, h+2))
	r.motivo.Resize(fyne.NewSize(s.Width-2*anelloFuoco, max(s.Height-h-2, 0)))
}

// accorcia cuts the text of a button that may be cut.
func (r *rendererBottone) accorcia(w float32) {
	if !r.b.taglia || r.b.occupato || w == 0 {
		return
	}
	intero := []rune(r.b.testo)
	r.testo.Text = r.b.testo
	for n := len(intero) - 1; n > 0 && r.naturale() > w; n-- {
		r.testo.Text = string(intero[:n]) + "…"
	}
}

func (r *rendererBottone) aggiorna() {
	b := r.b
	fondo, bordo, testo := b.colori()
	r.corpo.FillColor = tema.Colore(b, fondo)
	r.corpo.StrokeColor = tema.Colore(b, bordo)
	r.corpo.StrokeWidth = 1
	r.anello.StrokeWidth = 2
	r.anello.StrokeColor = tema.Colore(b, tema.Trasparente)
	if b.fuoco && !b.spento {
		r.anello.StrokeColor = tema.Colore(b, tema.Primario)
	}
	r.testo.Text = b.testo
	icona := b.icona
	if b.occupato {
		icona = tema.IconaOrologio
		if b.testo != "" {
			r.testo.Text = parola("attendere")
		}
	}
	r.testo.Color = tema.Colore(b, testo)
	r.testo.TextSize = b.Theme().Size(theme.SizeNameText)
	r.testo.TextStyle = fyne.TextStyle{Bold: b.aspetto != Discreto || b.titolo}
	if b.titolo {
		r.testo.TextSize = b.Theme().Size(theme.SizeNameCaptionText)
	}
	r.segno.imposta(icona, testo)
	r.motivo.ImpostaTesto(b.motivo)
	r.motivo.Hidden = b.motivo == "" || !b.spento
}

func (r *rendererBottone) Refresh() {
	r.aggiorna()
	r.Layout(r.b.Size())
	r.anello.Refresh()
	r.corpo.Refresh()
	r.testo.Refresh()
	r.segno.Refresh()
}
func (r *rendererBottone) Objects() []fyne.CanvasObject { return r.oggetti }
func (r *rendererBottone) Destroy()                     {}
