package kit

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// VistaPDF shows the pages of a document as pictures: PgUp, PgDn, Home, End
// and the wheel move, ‹ and › turn pages, + and - zoom, 0 fits the width. The mark lies over the
// pages, not in them: the document's bytes are what they are.
type VistaPDF struct {
	widget.BaseWidget
	marchio           *Etichetta
	pagina            *Etichetta
	scorre            *container.Scroll
	fogli             *fogliPDF
	vuoto             *StatoVuoto
	tutto             fyne.CanvasObject
	prima, dopo       *Bottone
	meno, piu, adatta *Bottone
	fuoco             bool
	bordo             *canvas.Rectangle
}

// NewVistaPDF returns an empty view.
func NewVistaPDF() *VistaPDF {
	v := &VistaPDF{marchio: NewEtichetta("", PiccoloForte, TonoAvviso), pagina: NewEtichetta("", Piccolo, TonoSecondario), bordo: rettangolo(4)}
	v.fogli = &fogliPDF{zoom: 1}
	v.fogli.ExtendBaseWidget(v.fogli)
	v.scorre = container.NewScroll(v.fogli)
	v.scorre.OnScrolled = func(fyne.Position) { v.contaPagine() }
	v.vuoto = NewStatoVuoto(tema.IconaDocumento, "", parola("pdf.vuoto"), nil)
	v.prima = NewBottone(Discreto, "‹", tema.IconaNessuna, func() { v.Vai(v.PaginaCorrente() - 1) })
	v.dopo = NewBottone(Discreto, "›", tema.IconaNessuna, func() { v.Vai(v.PaginaCorrente() + 1) })
	v.prima.ImpostaNome(parola("pdf.precedente"))
	v.dopo.ImpostaNome(parola("pdf.successiva"))
	v.meno = NewBottone(Discreto, "−", tema.IconaNessuna, func() { v.Zoom(v.fogli.zoom / passoZoom) })
	v.piu = NewBottone(Discreto, "+", tema.IconaNessuna, func() { v.Zoom(v.fogli.zoom * passoZoom) })
	v.adatta = NewBottone(Discreto, "", tema.IconaAdatta, func() { v.Zoom(1) })
	v.adatta.ImpostaNome(parola("pdf.adatta"))
	barra := NewMargine(Riga(0, v.marchio, Molla(), v.prima, v.pagina, v.dopo, v.meno, v.piu, v.adatta), Spazio8, 0)
	fondo := &Fondo{nome: tema.CartaPDF}
	fondo.ExtendBaseWidget(fondo)
	v.tutto = Telaio(Colonna(0, barra, NewLinea()), container.NewStack(fondo, v.scorre, v.vuoto, v.bordo), nil)
	v.ExtendBaseWidget(v)
	v.Pagine(nil)
	return v
}

const passoZoom float32 = 1.25

// Pagine shows the pages; nil shows the empty state. Pages that take the place
// of others, as a draft that is being written, leave the reader where they were.
func (v *VistaPDF) Pagine(p []image.Image) {
	dove := v.scorre.Offset
	if len(p) != len(v.fogli.pagine) {
		dove = fyne.NewPos(0, 0)
	}
	v.fogli.imposta(p)
	v.vuoto.Hidden = len(p) > 0
	Mostra(v.scorre, len(p) > 0)
	v.scorre.Offset = dove
	v.scorre.Refresh()
	v.contaPagine()
	v.Refresh()
}

// Marchio sets the words over the pages, such as ANTEPRIMA - NON FIRMATO;
// empty hides them. The pages carry their own mark: nothing is drawn across
// what is to be read.
func (v *VistaPDF) Marchio(s string) {
	v.marchio.ImpostaTesto(s)
	v.marchio.Hidden = s == ""
}

// Messaggio says, in place of the pages, why there are none.
func (v *VistaPDF) Messaggio(s string) { v.vuoto.Imposta(tema.IconaDocumento, "", s) }

// Zoom sets the width of a page relative to the view, 1 fits it.
func (v *VistaPDF) Zoom(z float32) {
	v.fogli.zoom = min(max(z, 0.25), 4)
	v.fogli.Refresh()
	v.scorre.Refresh()
	v.contaPagine()
}

// PaginaCorrente returns the page in sight, from 1; 0 when there is none.
func (v *VistaPDF) PaginaCorrente() int {
	if len(v.fogli.pagine) == 0 {
		return 0
	}
	return min(v.fogli.paginaA(v.scorre.Offset.Y+v.scorre.Size().Height/3)+1, len(v.fogli.pagine))
}

// Vai scrolls to the n-th page, from 1.
func (v *VistaPDF) Vai(n int) {
	if n < 1 || n > len(v.fogli.pagine) {
		return
	}
	v.scorre.ScrollToOffset(fyne.NewPos(v.scorre.Offset.X, v.fogli.inizio(n-1)))
	v.contaPagine()
}

func (v *VistaPDF) contaPagine() {
	n := len(v.fogli.pagine)
	v.prima.Hidden, v.dopo.Hidden = n < 2, n < 2
	if n == 0 {
		v.pagina.ImpostaTesto("")
		return
	}
	v.prima.Imposta(v.PaginaCorrente() > 1, "")
	v.dopo.Imposta(v.PaginaCorrente() < n, "")
	v.pagina.ImpostaTesto(parola("pdf.pagina", "n", strconv.Itoa(v.PaginaCorrente()), "totale", strconv.Itoa(n)))
}

// Etichetta implements Etichettato.
func (v *VistaPDF) Etichetta() string { return parola("pdf.documento") }

// FocusGained implements fyne.Focusable.
func (v *VistaPDF) FocusGained() { v.fuoco = true; v.Refresh() }

// FocusLost implements fyne.Focusable.
func (v *VistaPDF) FocusLost() { v.fuoco = false; v.Refresh() }

// TypedRune implements fyne.Focusable.
func (v *VistaPDF) TypedRune(r rune) {
	switch r {
	case '+':
		v.Zoom(v.fogli.zoom * passoZoom)
	case '-':
		v.Zoom(v.fogli.zoom / passoZoom)
	case '0':
		v.Zoom(1)
	}
}

// TypedKey implements fyne.Focusable.
func (v *VistaPDF) TypedKey(ev *fyne.KeyEvent) {
	passo := v.scorre.Size().Height
	switch string(ev.Name) {
	case tastoPageDown, tastoSpace:
		v.scorri(passo * 0.9)
	case tastoPageUp:
		v.scorri(-passo * 0.9)
	case tastoDown:
		v.scorri(48)
	case tastoUp:
		v.scorri(-48)
	case tastoHome:
		v.Vai(1)
	case tastoEnd:
		v.Vai(len(v.fogli.pagine))
	default:
		propaga(v, ev)
	}
}

func (v *VistaPDF) scorri(dy float32) {
	y := min(max(v.scorre.Offset.Y+dy, 0), max(v.fogli.MinSize().Height-v.scorre.Size().Height, 0))
	v.scorre.ScrollToOffset(fyne.NewPos(v.scorre.Offset.X, y))
	v.contaPagine()
}

// TypedShortcut implements fyne.Shortcutable.
func (v *VistaPDF) TypedShortcut(s fyne.Shortcut) { propagaScorciatoia(v, s) }

// Refresh implements fyne.CanvasObject.
func (v *VistaPDF) Refresh() {
	v.bordo.StrokeWidth, v.bordo.StrokeColor = 2, tema.Colore(v, tema.Primario)
	v.bordo.Hidden = !v.fuoco
	v.bordo.Refresh()
	v.BaseWidget.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (v *VistaPDF) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.tutto) }
