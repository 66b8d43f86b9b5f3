package firma_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/views/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// uno opens «Firma Certificato» of one certificate, with nothing typed.
func uno(t *testing.T) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: &mondo{partitest.NewMondo(), map[string]error{}}, coda: tasktest.NewCoda()}
	tempo, txt := kittest.Tempo(), partitest.Testi(t, "../..")
	b.p = pfirma.New(t.Context(), pfirma.Params{
		UI: b.coda.Dispatch, Dopo: tempo.Dopo, Adesso: tempo.Adesso, Testi: txt,
		Porte: pfirma.Porte{Documenti: b.mondo, Firme: b.mondo, Esiti: b.mondo, Credenziali: b.mondo, Immagini: b.mondo, Uscita: partitest.Uscita{}, Preferenze: b.mondo, Sessioni: b.mondo},
	})
	v := firma.New(b.p, txt, tempo)
	v.OnChiusa = func() { b.chiuse++ }
	b.w = kittest.Finestra(t, container.NewStack(), 1366, 768)
	doc := pfirma.Documento{
		Riferimento: esenpat.RiferimentoCertificato{AssistitoID: "a1", ID: "c1", ETag: `"1"`}, Numero: "12", Paziente: "VERDI ANNA",
	}
	if !v.Mostra(b.w.Canvas(), doc) {
		t.Fatal("not opened")
	}
	b.quieto()
	return b
}

// su moves the focus to a control by its words.
func (b *banco) su(t *testing.T, nome string) fyne.Focusable {
	t.Helper()
	for range 40 {
		if f := b.w.Canvas().Focused(); f != nil && kit.NomeDi(f) == nome {
			return f
		}
		b.w.Canvas().FocusNext()
	}
	t.Fatalf("%q is not reached by Tab: %q", nome, kit.FocusOrder(b.w.Canvas()))
	return nil
}

// scegli picks the entry of a drop-down by its first letters.
func (b *banco) scegli(t *testing.T, nome, lettere string) {
	t.Helper()
	f := b.su(t, nome)
	for _, r := range lettere {
		f.TypedRune(r)
	}
	b.quieto()
}

// The form in the words of the manual, filled in and signed without the mouse.
// Manual: M88, M89, M90, M92, M93, M95, M96, M97, C11, G26.
func TestModulo_leParoleDelManualeDaTastiera(t *testing.T) {
	b := uno(t)

	testi := kittest.Scritte(b.w)
	for _, v := range []string{"Provider di firma", "Alias", "Pin", "Firma Documento", "Esci"} {
		if !slices.Contains(testi, v) {
			t.Errorf("%q is not in the form: %q", v, testi)
		}
	}
	if slices.Contains(testi, "Firma documento") || slices.Contains(testi, "Firma certificato") {
		t.Error("two names for one button (C11)")
	}
	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "Provider di firma" {
		t.Errorf("the focus begins on %q", got)
	}
	b.scegli(t, "Provider di firma", "a")
	if a := b.p.State().Modulo; a.ProviderScelto != "ARUBA" || a.Alias != "FRRBCI75E45L219" {
		t.Fatalf("provider %q, alias %q", a.ProviderScelto, a.Alias)
	}
	test.Type(b.su(t, "Pin"), "12345678")
	b.su(t, "Richiedi OTP").TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.quieto()
	b.scegli(t, "Modalità di trasmissione OTP", "s")
	b.premi(t, "Richiedi OTP")
	if s := b.p.State().OTP; s.ModalitaScelta != "SMS" || !strings.HasPrefix(s.Inviato, "Codice inviato") {
		t.Fatalf("%+v", s)
	}
	test.Type(b.su(t, "OTP"), "123456")
	b.quieto()
	b.premi(t, "Firma Documento")

	if b.Firme != 1 || b.p.State().Fase != pfirma.FaseFirmata {
		t.Fatalf("%d signatures, phase %v, %+v", b.Firme, b.p.State().Fase, b.p.State().Modulo)
	}
	o := kit.FocusOrder(b.w.Canvas())
	for _, v := range []string{"Scarica certificato", "Torna alla home page", "Crea e valida esenzione", "Richiedi esenzione"} {
		if !slices.Contains(o, v) {
			t.Errorf("after the signature there is no %q: %q", v, o)
		}
	}
	b.premi(t, "Torna alla home page")
	if b.chiuse != 1 || b.w.Canvas().Overlays().Top() != nil {
		t.Errorf("closed %d times", b.chiuse)
	}
}

// The PIN is hidden, an eye or Ctrl+M shows it, and it is never copied out.
// Manual: M90.
func TestModulo_ilPinSiNasconde(t *testing.T) {
	b := uno(t)
	b.scegli(t, "Provider di firma", "a")
	pin, ok := b.su(t, "Pin").(*kit.Segreto)
	if !ok || !pin.Password {
		t.Fatal("the PIN is not hidden")
	}
	test.Type(pin, "12345678")

	pin.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyM, Modifier: fyne.KeyModifierControl})
	scoperto := pin.Password
	pin.TypedShortcut(&fyne.ShortcutSelectAll{})
	appunti := fyne.CurrentApp().Clipboard()
	appunti.SetContent("prima")
	pin.TypedShortcut(&fyne.ShortcutCopy{Clipboard: appunti})

	if scoperto || appunti.Content() != "prima" {
		t.Errorf("hidden %v, copied %v", scoperto, appunti.Content() != "prima")
	}
}

// Manual: M93, M103.
func TestModulo_esciLasciaIlCertificatoComE(t *testing.T) {
	b := uno(t)
	b.scegli(t, "Provider di firma", "a")
	test.Type(b.su(t, "Pin"), "12345678")

	b.premi(t, "Esci")

	if b.Firme != 0 || b.chiuse != 1 || b.p.State().Fase != pfirma.FaseChiusa || b.w.Canvas().Overlays().Top() != nil {
		t.Errorf("%d signatures, closed %d times, phase %v", b.Firme, b.chiuse, b.p.State().Fase)
	}
}

// A refusal stays on the form, at the field that it is about; the other secret
// is still there.
// Manual: M94.
func TestModulo_ilRifiutoSiLeggeNelModulo(t *testing.T) {
	b := uno(t)
	b.scegli(t, "Provider di firma", "a")
	test.Type(b.su(t, "Pin"), "12345678")
	test.Type(b.su(t, "OTP"), "123456")
	b.quieto()
	b.errori["c1"] = esenpat.NewError(esenpat.Firma, "firma.otp-errato", "prova")

	b.premi(t, "Firma Documento")

	if got := kit.NomeDi(b.w.Canvas().Focused()); got != "OTP" {
		t.Errorf("the focus is on %q", got)
	}
	s := b.p.State()
	if s.Avviso.Titolo == "" || !slices.Contains(kittest.Scritte(b.w), s.Avviso.Titolo) {
		t.Errorf("%q is not read: %q", s.Avviso.Titolo, kittest.Scritte(b.w))
	}
	if pin, ok := b.su(t, "Pin").(*kit.Segreto); !ok || pin.Text != "12345678" {
		t.Error("the PIN was emptied with the OTP")
	}
	if otp, ok := b.su(t, "OTP").(*kit.Testo); !ok || otp.Text != "" {
		t.Error("the spent code is still there")
	}
}
