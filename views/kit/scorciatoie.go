package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Scorciatoia is one shortcut of the window, with the words for the sheet.
type Scorciatoia struct {
	Tasto  fyne.KeyName
	Mod    fyne.KeyModifier // zero for a plain function key
	Nome   string           // as written on the sheet, «Ctrl+N»
	Cosa   string           // what it does
	Fai    func()
	Spenta bool // listed, but handled elsewhere (by a widget)
	Sempre bool // works also while a dialog or a wizard is open
}

// Scorciatoie are the shortcuts of a window. While a dialog or a wizard is
// open they are silent: the layer on top has its own.
type Scorciatoie struct {
	tela fyne.Canvas
	voci []Scorciatoia
}

// NewScorciatoie returns an empty registry for the window's canvas.
func NewScorciatoie(tela fyne.Canvas) *Scorciatoie { return &Scorciatoie{tela: tela} }

// Aggiungi registers s.
func (r *Scorciatoie) Aggiungi(s Scorciatoia) {
	r.voci = append(r.voci, s)
	if s.Spenta || s.Mod == 0 {
		return
	}
	r.tela.AddShortcut(&desktop.CustomShortcut{KeyName: s.Tasto, Modifier: s.Mod}, func(sc fyne.Shortcut) {
		r.Esegui(sc)
	})
}

// Esegui runs the shortcut sc, or gives it to the layer on top, and reports
// whether somebody used it.
func (r *Scorciatoie) Esegui(sc fyne.Shortcut) bool {
	coperta := false
	if top := r.tela.Overlays().Top(); top != nil {
		if st, ok := top.(strato); ok && st.scorciatoia(sc) {
			return true
		}
		coperta = true
	}
	for _, s := range r.voci {
		if s.Mod != 0 && !s.Spenta && (s.Sempre || !coperta) && (&desktop.CustomShortcut{KeyName: s.Tasto, Modifier: s.Mod}).ShortcutName() == sc.ShortcutName() {
			s.Fai()
			return true
		}
	}
	return false
}

// Tasto runs the plain-key shortcut of ev (F1, F5, Esc) and reports whether
// there was one: give it to the window's OnTypedKey.
func (r *Scorciatoie) Tasto(ev *fyne.KeyEvent) bool {
	coperta := r.tela.Overlays().Top() != nil
	for _, s := range r.voci {
		if s.Mod == 0 && s.Tasto == ev.Name && s.Sempre {
			s.Fai()
			return true
		}
	}
	if coperta && allaCima(r.tela, ev) {
		return true
	}
	for _, s := range r.voci {
		if s.Mod == 0 && s.Tasto == ev.Name && !s.Spenta {
			s.Fai()
			return true
		}
	}
	return false
}

// Voci returns all shortcuts in order of registration.
func (r *Scorciatoie) Voci() []Scorciatoia { return r.voci }

// Foglio returns the dialog that lists all shortcuts (Ctrl+?).
func (r *Scorciatoie) Foglio() *Dialogo {
	corpo := Colonna(Spazio8)
	for _, s := range r.voci {
		if s.Nome == "" { // a second key for something that is listed already
			continue
		}
		corpo.Add(Bordo(Spazio16, LarghezzaFissa(170, NewEtichetta(s.Nome, Codice, TonoPrimario)), nil, NewTestoLungo(s.Cosa, Corpo, Neutro)))
	}
	var d *Dialogo
	d = NewDialogo(parola("scorciatoie.titolo"), corpo, 560, NewBottone(Primario, parola("chiudi"), "", func() { d.Chiudi() }))
	d.Argomento("scorciatoie")
	return d
}
