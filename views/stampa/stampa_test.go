package stampa_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	viste "github.com/esenpat/esenpat-desktop/views/stampa"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

type postazione struct {
	stampanti []esenpat.Stampante
	opzioni   []esenpat.OpzioniStampa
}

func (m *postazione) Stampanti(context.Context) ([]esenpat.Stampante, error) { return m.stampanti, nil }

func (*postazione) FronteRetro(_ context.Context, nome string) (bool, error) {
	return nome == "Sala", nil
}

func (m *postazione) Stampa(_ context.Context, _ esenpat.DaStampare, o esenpat.OpzioniStampa) error {
	m.opzioni = append(m.opzioni, o)
	return nil
}

func (*postazione) Apri(context.Context, string, []byte) error    { return nil }
func (*postazione) Leggi(context.Context, string) (string, error) { return "", nil }
func (*postazione) Scrivi(context.Context, string, string) error  { return nil }

// TestVista_theWholeDialogByKeyboard: copies are typed at once and Enter prints;
// printer and sides are reached with Tab; Esc gives up.
// Manual: G26.
func TestVista_theWholeDialogByKeyboard(t *testing.T) {
	kittest.App(t)
	m := &postazione{stampanti: []esenpat.Stampante{{Nome: "Piano_1"}, {Nome: "Sala", Descrizione: "Sala referti", Predefinita: true}}}
	q, testi := tasktest.NewCoda(), partitest.Testi(t, "../..")
	w := kittest.Finestra(t, kit.NewFondo(tema.Sfondo), 1366, 768)
	p := stampa.New(t.Context(), stampa.Params{UI: q.Dispatch, Testi: testi, Stampanti: m, Visore: m, Preferenze: m})
	viste.New(p, testi, kit.NewTempoFermo(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)), w.Canvas())
	quieto := func() {
		for {
			p.Wait()
			if !q.Svuota() {
				break
			}
		}
		kittest.Assesta(w)
	}
	var esiti [][]error
	chiedi := func() {
		p.Chiedi([]esenpat.DaStampare{{Nome: "x.pdf", Titolo: "Documento"}}, func(e []error) { esiti = append(esiti, e) })
		quieto()
	}
	preme := func(k fyne.KeyName) {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
		quieto()
	}
	chiedi()
	kittest.SalvaFoto(t, w, os.Getenv("ESENPAT_FOTO"), "stampa")
	if got, want := kit.FocusOrder(w.Canvas()), []string{"Stampante", "Copie", "Lati", "Annulla", "Stampa"}; !slices.Equal(got, want) {
		t.Fatalf("tab order %q, want %q", got, want)
	}
	p.Annulla() // the walk has taken the focus away
	chiedi()
	for _, r := range "a12x" {
		w.Canvas().Focused().TypedRune(r)
	}
	preme(fyne.KeyReturn)
	if want := []esenpat.OpzioniStampa{{Stampante: "Sala", Copie: 12}}; !slices.Equal(m.opzioni, want) || w.Canvas().Overlays().Top() != nil {
		t.Fatalf("printed %+v", m.opzioni)
	}

	chiedi()
	w.Canvas().FocusNext() // the sides
	preme(fyne.KeyRight)
	preme(fyne.KeyReturn)
	if got := m.opzioni[len(m.opzioni)-1]; len(m.opzioni) != 2 || !got.FronteRetro || got.Copie != 1 {
		t.Errorf("both sides: %+v", m.opzioni)
	}

	chiedi()
	w.Canvas().FocusPrevious()
	w.Canvas().Focused().TypedRune('p')
	quieto()
	if p.State().Scelta != "Piano_1" || p.State().PuoFronteRetro {
		t.Errorf("typing its first letter chose %q", p.State().Scelta)
	}
	preme(fyne.KeyEscape)
	if len(esiti) != 4 || esenpat.KindOf(esiti[3][0]) != esenpat.Canceled || len(m.opzioni) != 2 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("Esc: %v, printed %d", esiti, len(m.opzioni))
	}
}
