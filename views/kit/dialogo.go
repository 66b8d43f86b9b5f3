package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/views/tema"
)

// Dialogo is a modal question over the window. Esc does what the first button
// (the harmless one) does, Enter and Ctrl+Enter press the primary one; Tab
// stays inside; on closing the focus goes back where it was.
type Dialogo struct {
	// OnAnnulla is called by Esc and by ×; nil just closes.
	OnAnnulla func()
	// Primo gets the focus when the dialog opens; nil is the first control.
	Primo fyne.Focusable
	// Scorre is what Page Up and Page Down move; nil is the whole body.
	Scorre *container.Scroll

	modale  *modale
	bottoni []*Bottone
	titolo  *Etichetta
}

// NewDialogo returns a dialog with the body and its buttons, right-aligned in
// the given order: the harmless first, the primary (at most one in sight) last.
// larghezza is about 440 for a question, 640 for a form.
func NewDialogo(titolo string, corpo fyne.CanvasObject, larghezza float32, bottoni ...*Bottone) *Dialogo {
	d := &Dialogo{titolo: NewTestoLungo(titolo, Sezione, Neutro), bottoni: bottoni}
	piede := Riga(Spazio8, Molla())
	for _, b := range bottoni {
		piede.Add(b)
	}
	scorre := container.NewVScroll(NewMargine(corpo, Spazio24, Spazio4))
	scorre.SetMinSize(fyne.NewSize(0, 0))
	testa := NewMargine(d.titolo, Spazio24, Spazio16)
	fondo := NewMargine(piede, Spazio16, Spazio12)
	tutto := container.New(&corpoDialogo{testa: testa, corpo: scorre, dentro: scorre.Content, fondo: fondo}, testa, scorre, fondo)
	d.modale = newModale(tutto, larghezza, 2000)
	d.modale.minima = true
	d.modale.corpo, d.modale.fissi = scorre, []*fyne.Container{piede}
	d.modale.tasto = d.tasto
	d.modale.registra(fyne.KeyReturn, fyne.KeyModifierControl, d.Conferma)
	d.modale.registra(fyne.KeyEnter, fyne.KeyModifierControl, d.Conferma)
	return d
}

// NewConferma returns a question with two buttons: no does nothing but close,
// si calls conferma after closing. pericolo colours the confirmation.
func NewConferma(titolo, testo, no, si string, pericolo bool, conferma func()) *Dialogo {
	var d *Dialogo
	aspetto := Primario
	if pericolo {
		aspetto = Pericolo
	}
	d = NewDialogo(titolo, NewTestoLungo(testo, Corpo, Neutro), 460,
		NewBottone(Secondario, no, tema.IconaNessuna, func() { d.Annulla() }),
		NewBottone(aspetto, si, tema.IconaNessuna, func() { d.Chiudi(); conferma() }))
	return d
}

// Mostra opens the dialog on c.
func (d *Dialogo) Mostra(c fyne.Canvas) { d.modale.mostra(c, d.Primo) }

// Chiudi closes the dialog without calling anything.
func (d *Dialogo) Chiudi() { d.modale.chiudi() }

// Aperto reports whether the dialog is shown.
func (d *Dialogo) Aperto() bool { return d.modale.aperto() }

// Aggiorna lays the dialog out again after its body changed size.
func (d *Dialogo) Aggiorna() { d.modale.Refresh() }

// Annulla does what Esc does.
func (d *Dialogo) Annulla() {
	d.Chiudi()
	if d.OnAnnulla != nil {
		d.OnAnnulla()
	}
}

// Conferma presses the primary button, if there is one and it is on.
func (d *Dialogo) Conferma() {
	for _, b := range slices.Backward(d.bottoni) {
		if b.Visible() && (b.aspetto == Primario || b.aspetto == Pericolo) {
			b.Premi()
			return
		}
	}
}

// Titolo returns the title.
func (d *Dialogo) Titolo() string { return d.titolo.Testo() }

// Bottoni returns the buttons, for tests.
func (d *Dialogo) Bottoni() []*Bottone { return d.bottoni }

func (d *Dialogo) tasto(ev *fyne.KeyEvent) bool {
	switch string(ev.Name) {
	case tastoEscape:
		d.Annulla()
	case tastoReturn, tastoEnter:
		d.Conferma()
	case tastoPageUp:
		d.pagina(1)
	case tastoPageDown:
		d.pagina(-1)
	default:
		return false
	}
	return true
}

// pagina scrolls the body by nearly its height, up or down.
func (d *Dialogo) pagina(verso float32) {
	s := d.Scorre
	if s == nil {
		s = d.modale.corpo
	}
	s.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, verso*s.Size().Height*0.9)})
}

// corpoDialogo gives the body its own height as long as the window allows it,
// then lets it scroll.
type corpoDialogo struct {
	testa, corpo, dentro, fondo fyne.CanvasObject
}

func (l *corpoDialogo) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	l.testa.Resize(fyne.NewSize(s.Width, l.testa.MinSize().Height))
	ht := l.testa.MinSize().Height
	l.testa.Resize(fyne.NewSize(s.Width, ht))
	l.testa.Move(fyne.NewPos(0, 0))
	hf := l.fondo.MinSize().Height
	l.fondo.Resize(fyne.NewSize(s.Width, hf))
	l.fondo.Move(fyne.NewPos(0, s.Height-hf))
	l.corpo.Move(fyne.NewPos(0, ht))
	l.corpo.Resize(fyne.NewSize(s.Width, max(s.Height-ht-hf, 0)))
}

func (l *corpoDialogo) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.testa.MinSize().Height+l.dentro.MinSize().Height+l.fondo.MinSize().Height)
}
