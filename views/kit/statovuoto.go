package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// StatoVuoto says what an empty place is for and the one thing to do.
type StatoVuoto struct {
	widget.BaseWidget
	segno         *Segno
	titolo, testo *Etichetta
	azione        *Bottone
	corpo         *fyne.Container
}

// NewStatoVuoto returns the empty state.
func NewStatoVuoto(icona tema.Icona, titolo, testo string, azione *Bottone) *StatoVuoto {
	s := &StatoVuoto{
		segno: newSegno(icona, tema.Testo2, 40), titolo: NewTestoLungo(titolo, Sezione, Neutro).Allinea(fyne.TextAlignCenter),
		testo: NewTestoLungo(testo, Corpo, TonoSecondario).Allinea(fyne.TextAlignCenter), azione: azione,
	}
	oggetti := []fyne.CanvasObject{Riga(0, Molla(), s.segno, Molla()), s.titolo, s.testo}
	if azione != nil {
		oggetti = append(oggetti, Riga(0, Molla(), azione, Molla()))
	}
	s.corpo = Centrato(460, Colonna(Spazio12, oggetti...))
	s.ExtendBaseWidget(s)
	return s
}

// Imposta changes what is said.
func (s *StatoVuoto) Imposta(icona tema.Icona, titolo, testo string) {
	s.segno.imposta(icona, tema.Testo2)
	s.titolo.ImpostaTesto(titolo)
	s.testo.ImpostaTesto(testo)
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *StatoVuoto) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(NewMargine(s.corpo, Spazio24, Spazio32))
}
