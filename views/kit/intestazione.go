package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// VoceMenu is one entry of the user's menu.
type VoceMenu struct {
	Testo string
	Fai   func()
}

// Intestazione is the strip on top of every screen: the title, which goes
// home, the environment's badge, and who is working with the menu of the user.
type Intestazione struct {
	widget.BaseWidget
	casa   *Bottone
	badge  *Badge
	utente *Bottone
	menu   []VoceMenu
	tutto  fyne.CanvasObject
}

// NewIntestazione returns the strip; casa is called by the title.
func NewIntestazione(titolo string, casa func()) *Intestazione {
	h := &Intestazione{badge: NewBadge("", tema.IconaAvviso, TonoAvviso)}
	h.casa = NewBottone(Legame, titolo, tema.IconaCasa, casa)
	h.utente = NewBottone(Discreto, "", tema.IconaUtente, h.apri)
	h.utente.nome = parola("menu.utente")
	h.utente.taglia = true
	h.utente.Hide()
	h.tutto = Colonna(0, NewFascia(container.New(&testata{h}, h.casa, h.badge, h.utente), Spazio16, 6), NewLinea())
	h.ExtendBaseWidget(h)
	return h
}

// Ambiente shows the environment's badge; empty hides it.
func (h *Intestazione) Ambiente(s string) { h.badge.Imposta(s, tema.IconaAvviso, TonoAvviso) }

// Utente shows who is working, as what and where, with the menu; an empty text
// hides the block.
func (h *Intestazione) Utente(testo string, menu []VoceMenu) {
	h.menu = menu
	h.utente.ImpostaTesto(testo)
	h.utente.Hidden = testo == ""
	h.Refresh()
}

func (h *Intestazione) apri() {
	c := telaDi(h)
	if c == nil || len(h.menu) == 0 {
		return
	}
	voci := make([]*fyne.MenuItem, len(h.menu))
	for i, v := range h.menu {
		voci[i] = fyne.NewMenuItem(v.Testo, v.Fai)
	}
	p := widget.NewPopUpMenu(fyne.NewMenu("", voci...), c)
	p.ShowAtRelativePosition(fyne.NewPos(h.utente.Size().Width-p.MinSize().Width, h.utente.Size().Height), h.utente)
	c.Focus(p)
}

// CreateRenderer implements fyne.Widget.
func (h *Intestazione) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.tutto) }

// testata puts title and badge on the left and gives the user's block what it
// needs of the rest, on the right.
type testata struct{ h *Intestazione }

func (l *testata) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for _, o := range []fyne.CanvasObject{l.h.casa, l.h.badge} {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		o.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
		o.Resize(m)
		x += m.Width + Spazio12
	}
	u := l.h.utente
	m := u.MinSize()
	testo := fyne.MeasureText(u.testo, u.Theme().Size(theme.SizeNameText), fyne.TextStyle{}).Width
	w := min(max(s.Width-x, m.Width), testo+tema.Misura(u, 18+6+2*8)+2*anelloFuoco+1)
	u.Move(fyne.NewPos(s.Width-w, (s.Height-m.Height)/2))
	u.Resize(fyne.NewSize(w, m.Height))
}

func (l *testata) MinSize(o []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, x := range o {
		if x.Visible() {
			k := x.MinSize()
			m = fyne.NewSize(m.Width+k.Width+Spazio12, max(m.Height, k.Height))
		}
	}
	return m
}
