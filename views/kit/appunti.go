package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// durataAppunti is how long a copied text stays on the clipboard of a PC that
// several people use.
const durataAppunti = time.Minute

// Appunti is the clipboard of the program: what it puts there it takes away
// again after a minute, unless something else was copied meanwhile.
type Appunti struct {
	clip    fyne.Clipboard
	tempo   Tempo
	messo   string
	annulla func()
}

// NewAppunti returns the clipboard; clip is the toolkit's.
func NewAppunti(clip fyne.Clipboard, tempo Tempo) *Appunti {
	return &Appunti{clip: clip, tempo: tempo, annulla: func() {}}
}

// Copia puts s on the clipboard.
func (a *Appunti) Copia(s string) {
	a.annulla()
	a.messo = s
	a.clip.SetContent(s)
	a.annulla = a.tempo.Dopo(durataAppunti, a.Svuota)
}

// Sorveglia takes care of what was just copied out of a field: a minute later
// it is taken away too.
func (a *Appunti) Sorveglia() {
	if s := a.clip.Content(); s != "" {
		a.annulla()
		a.messo = s
		a.annulla = a.tempo.Dopo(durataAppunti, a.Svuota)
	}
}

// Svuota takes away what Copia put there, if it is still there.
func (a *Appunti) Svuota() {
	a.annulla()
	if a.messo != "" && a.clip.Content() == a.messo {
		a.clip.SetContent("")
	}
	a.messo = ""
}
