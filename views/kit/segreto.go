package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Segreto is a password, PIN or OTP entry with an eye that shows it. What is
// in it can be pasted into but never copied out.
type Segreto struct {
	Testo
	occhio *premibile
}

// NewSegreto returns the entry; soloCifre drops everything but digits.
func NewSegreto(segnaposto string, soloCifre bool) *Segreto {
	s := &Segreto{}
	s.occhio = newPremibile(tema.IconaOcchio, Discreto, s.scopri)
	s.Password = true
	s.ActionItem = s.occhio
	s.prepara(s, segnaposto)
	if soloCifre {
		s.Filtro = func(v string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsDigit(r) {
					return r
				}
				return -1
			}, v)
		}
	}
	return s
}

// Svuota forgets the value and hides it again.
func (s *Segreto) Svuota() {
	s.SetText("")
	if !s.Password {
		s.scopri()
	}
}

func (s *Segreto) scopri() {
	s.Password = !s.Password
	if s.Password {
		s.occhio.imposta("", tema.IconaOcchio)
	} else {
		s.occhio.imposta("", tema.IconaOcchioNo)
	}
	s.Refresh()
}

// TypedShortcut implements fyne.Shortcutable: no copy, no cut. Ctrl+M shows
// or hides the value by keyboard.
func (s *Segreto) TypedShortcut(sc fyne.Shortcut) {
	switch c := sc.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		return
	case *desktop.CustomShortcut:
		if c.KeyName == fyne.KeyM && c.Modifier == fyne.KeyModifierControl {
			s.scopri()
			return
		}
	}
	s.Testo.TypedShortcut(sc)
}

// TappedSecondary implements fyne.SecondaryTappable: no context menu, it
// would offer a copy.
func (s *Segreto) TappedSecondary(*fyne.PointEvent) {}
