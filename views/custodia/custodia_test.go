package custodia_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	viste "github.com/esenpat/esenpat-desktop/views/custodia"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type chiavi struct {
	protetta bool
	usata    string
	rimossi  bool
	persa    bool
	nuove    int
}

func (c *chiavi) Situazione(context.Context) (custodia.Situazione, error) {
	if c.nuove > 0 {
		return custodia.Situazione{}, nil
	}
	if c.persa {
		return custodia.Situazione{Persa: true, Bozze: 3}, esenpat.NewError(esenpat.Keyring, "cifra.chiave-persa", "test")
	}
	return custodia.Situazione{Protetta: c.protetta}, esenpat.NewError(esenpat.Keyring, "keyring.assente", "test")
}

func (c *chiavi) Sblocca(_ context.Context, p esenpat.Secret) error {
	c.usata = p.Reveal()
	return nil
}
func (c *chiavi) Ricomincia(context.Context) error                 { c.nuove++; return nil }
func (*chiavi) Dimentica(context.Context) error                    { return nil }
func (*chiavi) Aperta(context.Context) error                       { return nil }
func (*chiavi) Conta(context.Context) (bozze, atti int, err error) { return 2, 0, nil }
func (c *chiavi) Rimuovi(context.Context) error                    { c.rimossi = true; return nil }

func scrivi(w fyne.Window, s string) {
	for _, r := range s {
		w.Canvas().Focused().TypedRune(r)
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func apri(t *testing.T, c *chiavi) (fyne.Window, *custodia.Presenter, *tasktest.Coda) {
	t.Helper()
	kittest.App(t)
	q, testi := tasktest.NewCoda(), partitest.Testi(t, "../..")
	w := kittest.Finestra(t, canvas.NewRectangle(nil), 1366, 768)
	p := custodia.New(t.Context(), q.Dispatch, testi, c, c)
	viste.New(p, testi, w.Canvas())
	p.Controlla()
	q.Fino(t, func() bool { return p.State().Aperto })
	kittest.Assesta(w)
	return w, p, q
}

// TestVista_passphraseByKeyboardAlone chooses one as a doctor does: typed,
// Enter, typed again, Enter.
func TestVista_passphraseByKeyboardAlone(t *testing.T) {
	c := &chiavi{}
	w, p, q := apri(t, c)

	scrivi(w, "corta")
	scrivi(w, "corta")
	if !p.State().Aperto || p.State().ErrPassphrase == "" || c.usata != "" {
		t.Fatalf("short: %+v", p.State())
	}
	for _, f := range []string{"quattro parole per ora", "quattro parole per ora"} {
		if s, ok := w.Canvas().Focused().(*kit.Segreto); ok {
			s.SetText("")
		}
		scrivi(w, f)
	}
	q.Fino(t, func() bool { return !p.State().Aperto })

	if c.usata != "quattro parole per ora" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("used %q, still open: %v", c.usata, w.Canvas().Overlays().Top() != nil)
	}
}

func TestVista_everyControlHasALabelAndEscWorksWithoutSaving(t *testing.T) {
	w, p, _ := apri(t, &chiavi{protetta: true})

	got := kit.FocusOrder(w.Canvas())

	want := []string{"Dettagli", "Passphrase", "Passphrase dimenticata", "Lavora senza salvare bozze", "Riprova", "Sblocca con passphrase"}
	if !slices.Equal(got, want) {
		t.Errorf("order %q", got)
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.State().Aperto || w.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close")
	}
}

// TestVista_lostKeyByKeyboardAlone: Enter tries again and makes nothing; a new
// archive needs its own button and the answer to a question.
func TestVista_lostKeyByKeyboardAlone(t *testing.T) {
	c := &chiavi{persa: true}
	w, p, q := apri(t, c)
	invio := &fyne.KeyEvent{Name: fyne.KeyReturn}
	w.Canvas().Focused().TypedKey(invio)
	q.Fino(t, func() bool { return !p.State().Occupato })
	if c.nuove != 0 || !p.State().Persa || !p.State().Aperto {
		t.Fatalf("Enter: %+v", p.State())
	}
	want := []string{"Dettagli", "Lavora senza salvare bozze", "Comincia un archivio nuovo", "Riprova"}
	if got := kit.FocusOrder(w.Canvas()); !slices.Equal(got, want) {
		t.Errorf("order %q", got)
	}

	sotto := w.Canvas().Overlays().Top()
	p.Dimenticata()
	kittest.Assesta(w)
	if w.Canvas().Overlays().Top() == sotto || c.nuove != 0 {
		t.Fatal("nothing was asked")
	}
	p.Dimentica()
	q.Fino(t, func() bool { return !p.State().Aperto })
	if c.nuove != 1 {
		t.Errorf("begun anew %d times", c.nuove)
	}
}

func TestRimozione_enterDestroysOnlyFromItsOwnButton(t *testing.T) {
	kittest.App(t)
	c, q, testi := &chiavi{}, tasktest.NewCoda(), partitest.Testi(t, "../..")
	w := kittest.Finestra(t, canvas.NewRectangle(nil), 1366, 768)
	r := custodia.NewRimozione(t.Context(), q.Dispatch, testi, c)
	viste.NewRimozione(r, testi, w.Canvas())
	r.Chiedi()
	q.Fino(t, func() bool { return r.State().Aperto })

	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the focus is on «Annulla»

	if c.rimossi || r.State().Aperto {
		t.Errorf("removed %v, open %v", c.rimossi, r.State().Aperto)
	}
}
