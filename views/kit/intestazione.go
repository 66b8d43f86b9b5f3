package kit

import (
	"fyne.io/fyne/v2"
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
	h.utente.Hide()
	h.tutto = Colonna(0, NewFascia(Riga(Spazio12, h.casa, h.badge, Molla(), h.utente), Spazio16, 6), NewLinea())
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
