package firma_test

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/views/firma"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
)

// mondo signs several certificates together; errori are by id.
type mondo struct {
	*partitest.Mondo
	errori map[string]error
}

func (m *mondo) Certificato(_ context.Context, _, id string) (esenpat.Certificato, error) {
	return esenpat.Certificato{ID: id, Stato: esenpat.DaFirmare, ETag: "1", Azioni: []esenpat.AzioneCertificato{esenpat.PuoFirmare}, Assistito: m.Assistito}, nil
}

func (m *mondo) Documento(_ context.Context, _, id string) ([]byte, error) {
	return []byte("%PDF " + id), nil
}

func (m *mondo) ProviderFirma(ctx context.Context) ([]esenpat.ProviderFirma, error) {
	pp, err := m.Mondo.ProviderFirma(ctx)
	pp[0].MassimoFirme = 10
	return pp, err
}

func (m *mondo) FirmaCertificato(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	if err := m.errori[r.Riferimento.ID]; err != nil {
		return esenpat.CertificatoFirmato{}, err
	}
	f, err := m.Mondo.FirmaCertificato(ctx, r)
	f.Esito.Autorizzazione.Gettone = esenpat.NewSecret("x")
	return f, err
}

type banco struct {
	*mondo
	coda *tasktest.Coda
	p    *pfirma.Presenter

	impostazioni int
	chiuse       int
	w            fyne.Window
}

// molti opens the form for n certificates, with everything typed.
func molti(t *testing.T, n int) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: &mondo{partitest.NewMondo(), map[string]error{}}, coda: tasktest.NewCoda()}
	tempo, txt := kittest.Tempo(), partitest.Testi(t, "../..")
	b.p = pfirma.New(t.Context(), pfirma.Params{
		UI: b.coda.Dispatch, Dopo: tempo.Dopo, Adesso: tempo.Adesso, Testi: txt,
		Porte:        pfirma.Porte{Documenti: b.mondo, Firme: b.mondo, Esiti: b.mondo, Credenziali: b.mondo, Immagini: b.mondo, Uscita: partitest.Uscita{}, Preferenze: b.mondo, Sessioni: b.mondo},
		Impostazioni: func() { b.impostazioni++ },
	})
	v := firma.New(b.p, txt, tempo)
	b.w = kittest.Finestra(t, container.NewStack(), 1366, 768)
	var scelti []pfirma.DaFirmare
	for i := range n {
		scelti = append(scelti, pfirma.DaFirmare{AssistitoID: "a", ID: "c" + strconv.Itoa(i+1), Numero: "20260103010000000" + strconv.Itoa(i+1), Titolo: "VERDI ANNA · 048"})
	}
	if !v.MostraMolti(b.w.Canvas(), scelti) {
		t.Fatal("not opened")
	}
	b.quieto()
	b.p.SetProvider("ARUBA")
	b.quieto()
	b.p.SetPIN("12345678")
	b.p.SetOTP("12345678")
	b.quieto()
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
	kittest.Assesta(b.w)
}

func (b *banco) foto(t *testing.T, nome string) {
	t.Helper()
	kittest.SalvaFoto(t, b.w, os.Getenv("FOTO"), nome)
}

// premi presses a button found by its words, by keyboard only.
func (b *banco) premi(t *testing.T, nome string) {
	t.Helper()
	for range 40 {
		if f := b.w.Canvas().Focused(); f != nil && kit.NomeDi(f) == nome {
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			b.quieto()
			return
		}
		b.w.Canvas().FocusNext()
	}
	t.Fatalf("%q is not reached by Tab: %q", nome, kit.FocusOrder(b.w.Canvas()))
}

func (b *banco) leggiTutti() {
	for i := range b.p.State().Lotto.Voci {
		b.p.MostraVoce(i)
		b.quieto()
	}
}

func TestMolti_daTastieraIlNonLettoENominatoELaFirmaParte(t *testing.T) {
	b := molti(t, 3)
	b.foto(t, "molti-1-modulo")
	b.premi(t, "Firma documenti (3)")
	b.foto(t, "molti-2-non-letti")
	if o := kit.FocusOrder(b.w.Canvas()); !slices.Contains(o, "Leggi") || !slices.Contains(o, "Firma comunque") || b.Firme != 0 {
		t.Fatalf("%d signed, controls %q", b.Firme, o)
	}
	b.premi(t, "Firma comunque")
	b.foto(t, "molti-3-firmati")
	if o := kit.FocusOrder(b.w.Canvas()); b.Firme != 3 || !slices.Contains(o, "Scarica certificato") || !slices.Contains(o, "Torna alla home page") {
		t.Errorf("%d signed, controls %q", b.Firme, o)
	}
}

func TestMolti_esitoParzialeEPINBloccatoSiVedono(t *testing.T) {
	b := molti(t, 4)
	b.leggiTutti()
	b.errori["c2"] = esenpat.NewError(esenpat.Conflict, "firma.documento-cambiato", "prova")
	b.errori["c3"] = esenpat.NewError(esenpat.Firma, "firma.provider-non-risponde", "prova")
	b.premi(t, "Firma documenti (4)")
	b.foto(t, "molti-4-parziale")
	s := b.p.State()
	if s.Lotto.Frase != "Firmati 1 di 4. Non firmati: 1, il motivo è nell'elenco. Da firmare ancora: 2." || s.Avviso.Codice != "firma.provider-non-risponde" ||
		!strings.Contains(s.Avviso.Causa, "restano firmati") || !strings.HasSuffix(s.Avviso.Rimedio, s.Lotto.Frase) {
		t.Errorf("%q %q", s.Lotto.Frase, s.Avviso.Codice)
	}
	b.p.MostraVoce(1)
	b.quieto()
	b.foto(t, "molti-5-motivo")
	b.errori["c3"] = esenpat.NewError(esenpat.Firma, "firma.pin-bloccato", "prova")
	b.p.SetPIN("12345678")
	b.p.SetOTP("12345678")
	b.premi(t, "Firma documenti (2)")
	b.foto(t, "molti-6-bloccato")
	if s = b.p.State(); !s.Modulo.Disabilitato || s.Modulo.Aiuto == "" {
		t.Errorf("%+v", s.Modulo)
	}
}
