package annullamento_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	pannulla "github.com/esenpat/esenpat-desktop/app/present/annullamento"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/views/annullamento"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

type banco struct {
	mondo  *partitest.Mondo
	coda   *tasktest.Coda
	fir    *pfirma.Presenter
	p      *pannulla.Presenter
	v      *annullamento.Vista
	w      fyne.Window
	chiusa int
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: partitest.NewMondo(), coda: tasktest.NewCoda()}
	tempo, txt, mo := kittest.Tempo(), partitest.Testi(t, "../.."), b.mondo
	b.fir = pfirma.New(t.Context(), pfirma.Params{
		UI: b.coda.Dispatch, Dopo: tempo.Dopo, Adesso: tempo.Adesso, Testi: txt,
		Porte: pfirma.Porte{Documenti: mo, Firme: mo, Esiti: mo, Credenziali: mo, Immagini: mo, Uscita: partitest.Uscita{}, Preferenze: mo, Sessioni: mo},
	})
	b.p = pannulla.New(t.Context(), pannulla.Params{UI: b.coda.Dispatch, Testi: txt, Annulli: mo, Scarti: mo.Scarti(), Firma: b.fir})
	b.v = annullamento.New(b.p, b.fir, txt, tempo)
	b.v.OnChiusa = func() { b.chiusa++ }
	b.w = kittest.Finestra(t, container.NewStack(), 1366, 768)
	return b
}

func (b *banco) mostra() {
	b.v.Mostra(b.w.Canvas(), esenpat.Certificato{ID: "c1", Numero: "12", Stato: esenpat.Valido, ETag: `"1"`, Assistito: b.mondo.Assistito}, "VERDI ANNA")
	b.quieto()
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait, b.fir.Wait)
	kittest.Assesta(b.w)
}

func (b *banco) tasto(k fyne.KeyName) {
	if f := b.w.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
	b.quieto()
}

func (b *banco) foto(t *testing.T, nome string) {
	t.Helper()
	kittest.SalvaFoto(t, b.w, os.Getenv("FOTO"), nome)
}

// Manual: M99.
func TestAnnullamento_enterOnTheQuestionChangesNothing(t *testing.T) {
	b := nuovo(t)
	b.mostra()
	b.foto(t, "n-domanda")
	if o := kit.FocusOrder(b.w.Canvas()); !slices.Equal(o, []string{"Motivo (facoltativo)", "No", "Sì"}) {
		t.Errorf("order %q", o)
	}

	b.w.Canvas().FocusNext()
	b.w.Canvas().FocusNext()
	b.tasto(fyne.KeyReturn) // on «No»

	if b.chiusa != 1 || b.w.Canvas().Overlays().Top() != nil || b.p.State().Fase != pannulla.FaseChiusa {
		t.Errorf("closed %d times, phase %v", b.chiusa, b.p.State().Fase)
	}
}

// Manual: M101, C11.
func TestAnnullamento_siShowsTheSignatureOfTheAnnulment(t *testing.T) {
	b := nuovo(t)
	b.mostra()

	si := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	if f, ok := b.w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(si)
	}
	b.quieto()
	b.foto(t, "n-firma")

	o := kit.FocusOrder(b.w.Canvas())
	if len(o) == 0 || o[0] != "Provider di firma" || slices.Contains(o, "?") || b.fir.State().Titolo != "Firma dell'annullamento del certificato n. 12" {
		t.Errorf("order %q, title %q", o, b.fir.State().Titolo)
	}
	if m := b.fir.State().Modulo.Mancano; strings.Contains(m, "documento") {
		t.Errorf("the page is on the screen, yet %q", m)
	}
	b.fir.SetProvider("INFOCERT")
	b.quieto()
	b.fir.SetPIN("1")
	b.fir.FirmaDocumento()
	b.quieto()
	b.foto(t, "n-fatto")
	if e := b.fir.State().Esito; e.Frase != "Il certificato n. 12 è stato annullato." {
		t.Errorf("%+v", e)
	}
	b.fir.Home()
	b.quieto()
	if b.chiusa != 1 || b.w.Canvas().Overlays().Top() != nil {
		t.Errorf("closed %d times", b.chiusa)
	}
}

func TestAnnullamento_refusalStaysOnTheQuestion(t *testing.T) {
	b := nuovo(t)
	b.mondo.Errore = esenpat.NewError(esenpat.Conflict, "certificato.usato-da-esenzione", "prova")
	b.mostra()

	b.p.Si()
	b.quieto()
	b.foto(t, "n-rifiuto")

	if b.p.State().Fase != pannulla.FaseConferma || b.w.Canvas().Overlays().Top() == nil {
		t.Errorf("phase %v", b.p.State().Fase)
	}
}
