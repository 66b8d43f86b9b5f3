package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// BarraStato is the line at the bottom of the window: connection, catalogue,
// queue on the left, last save on the right.
type BarraStato struct {
	widget.BaseWidget
	segno          *Segno
	rete           *Etichetta
	altro, salvato *Etichetta
	tutto          fyne.CanvasObject
}

// NewBarraStato returns an empty bar.
func NewBarraStato() *BarraStato {
	b := &BarraStato{
		segno: newSegno(tema.IconaSpunta, tema.Successo, 16), rete: NewEtichetta("", Piccolo, TonoOK),
		altro: NewRiga("", Piccolo, TonoSecondario), salvato: NewEtichetta("", Piccolo, TonoSecondario),
	}
	b.tutto = Colonna(0, NewLinea(), NewFascia(Bordo(Spazio12, Riga(Spazio4, b.segno, b.rete), b.salvato, b.altro), Spazio24, Spazio4))
	b.ExtendBaseWidget(b)
	return b
}

// Rete shows the connection: in or out of line, with its word.
func (b *BarraStato) Rete(inLinea bool, testo string) {
	i, t := tema.IconaSpunta, TonoOK
	if !inLinea {
		i, t = tema.IconaFuoriLinea, TonoAvviso
	}
	b.segno.Imposta(i, t)
	b.rete.ImpostaTesto(testo)
	b.rete.ImpostaTono(t)
	b.Refresh()
}

// Altro shows catalogue and queue, already joined.
func (b *BarraStato) Altro(s string) { b.altro.ImpostaTesto(s) }

// Salvato shows the last save.
func (b *BarraStato) Salvato(s string) { b.salvato.ImpostaTesto(s); b.Refresh() }

// CreateRenderer implements fyne.Widget.
func (b *BarraStato) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.tutto) }
