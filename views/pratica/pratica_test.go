package pratica_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/pratica"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	viste "github.com/esenpat/esenpat-desktop/views/pratica"
)

type mondo struct {
	certificati []esenpat.CertificatoSintesi
	annullate   int
	rinvii      []string
	errore      error
}

func (m *mondo) AnnullaRichiesta(context.Context, esenpat.RiferimentoEsenzione, string) (esenpat.Esenzione, error) {
	m.annullate++
	return esenpat.Esenzione{}, m.errore
}

func (m *mondo) RimandaRichiesta(_ context.Context, r esenpat.RinvioRichiesta) (esenpat.Esenzione, error) {
	m.rinvii = append(m.rinvii, r.CertificatoID+" "+r.Note)
	return esenpat.Esenzione{}, m.errore
}

func (m *mondo) VerificaPratica(context.Context, esenpat.TipoAtto, esenpat.RiferimentoEsenzione) (esenpat.Esenzione, error) {
	return esenpat.Esenzione{}, nil
}

func (m *mondo) Esenzione(context.Context, string, string) (esenpat.Esenzione, error) {
	return esenpat.Esenzione{ID: "e1", Numero: "301", Comunicazione: esenpat.ComunicazioneASL{Motivo: esenpat.Motivo{Testo: "Altro"}, Il: time.Unix(0, 0)}}, nil
}

func (m *mondo) CertificatiPerRinvio(context.Context, esenpat.Esenzione) ([]esenpat.CertificatoSintesi, error) {
	return m.certificati, nil
}

type banco struct {
	*mondo
	t      *testing.T
	p      *pratica.Presenter
	v      *viste.Vista
	w      fyne.Window
	quieto func()
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	kittest.App(t)
	b, coda, txt := &banco{mondo: &mondo{}, t: t}, tasktest.NewCoda(), partitest.Testi(t, "../..")
	b.p = pratica.New(t.Context(), pratica.Params{UI: coda.Dispatch, Testi: txt, Fuso: time.UTC, Atti: b.mondo, Lettura: b.mondo})
	b.v = viste.New(b.p, txt, kittest.Tempo())
	b.w = kittest.Finestra(t, container.NewStack(), 1366, 768)
	b.quieto = func() {
		for {
			b.p.Wait()
			if !coda.Svuota() {
				break
			}
		}
		kittest.Assesta(b.w)
	}
	return b
}

func (b *banco) fuoco() string {
	if f := b.w.Canvas().Focused(); f != nil {
		return kit.NomeDi(f)
	}
	return ""
}

func (b *banco) premi(k fyne.KeyName) {
	b.t.Helper()
	b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	b.quieto()
}

// X09: what cannot be taken back begins on «Chiudi»; Tab and Enter do it.
func TestAnnulla_daTastiera(t *testing.T) {
	b := nuovo(t)
	b.v.Annulla(b.w.Canvas(), "a1", "e1")
	b.quieto()
	if b.fuoco() != "Chiudi" {
		t.Fatalf("il fuoco è su %q", b.fuoco())
	}
	b.premi(fyne.KeyReturn)
	if b.annullate != 0 || b.w.Canvas().Overlays().Top() != nil {
		t.Fatal("Invio ha annullato, o la finestra resta")
	}

	b.v.Annulla(b.w.Canvas(), "a1", "e1")
	b.quieto()
	if got := kit.FocusOrder(b.w.Canvas()); !slices.Equal(got, []string{"Motivo (facoltativo)", "Chiudi", "Annulla richiesta"}) {
		t.Errorf("ordine %q", got)
	}
	for b.fuoco() != "Annulla richiesta" {
		b.w.Canvas().FocusNext()
	}
	b.premi(fyne.KeyReturn)
	if b.annullate != 1 || b.fuoco() != "Chiudi" {
		t.Errorf("annullate %d, fuoco %q", b.annullate, b.fuoco())
	}
	b.premi(fyne.KeyEscape)
	if b.w.Canvas().Overlays().Top() != nil {
		t.Error("Esc non chiude")
	}
}

// X02: the notes are first, Ctrl+Enter sends; a lost answer leaves «Verifica»
// alone beside «Chiudi».
func TestRimanda_daTastieraELaRispostaPersa(t *testing.T) {
	b := nuovo(t)
	b.certificati = []esenpat.CertificatoSintesi{{ID: "c2", Numero: "7"}}
	b.errore = esenpat.NewError(esenpat.Uncertain, "esenzione.richiesta-incerta", "prova")
	b.v.Rimanda(b.w.Canvas(), "a1", "e1", "")
	b.quieto()
	if b.fuoco() != "Note per l'operatore (facoltative)" {
		t.Fatalf("il fuoco è su %q", b.fuoco())
	}
	for _, r := range "ok" {
		b.w.Canvas().Focused().TypedRune(r)
	}
	b.p.Conferma()
	b.quieto()

	if !slices.Equal(b.rinvii, []string{"c2 ok"}) || b.fuoco() != "Verifica" {
		t.Fatalf("rinvii %q, fuoco %q", b.rinvii, b.fuoco())
	}
	b.premi(fyne.KeyReturn)
	if b.fuoco() != "Chiudi" || len(b.rinvii) != 1 || slices.Contains(kit.FocusOrder(b.w.Canvas()), "Rimanda ad Operatore") {
		t.Errorf("dopo la verifica il fuoco è su %q, rinvii %q", b.fuoco(), b.rinvii)
	}
}

// X02: without a certificate the way on is a new one.
func TestRimanda_senzaCertificatoSiPrepara(t *testing.T) {
	b := nuovo(t)
	var preparati []string
	b.p.Eventi.NuovoCertificato = func(e esenpat.Esenzione) { preparati = append(preparati, e.Numero) }
	b.v.Rimanda(b.w.Canvas(), "a1", "e1", "")
	b.quieto()
	if b.fuoco() != "Prepara il nuovo certificato" {
		t.Fatalf("il fuoco è su %q", b.fuoco())
	}
	b.premi(fyne.KeyReturn)
	if !slices.Equal(preparati, []string{"301"}) || b.w.Canvas().Overlays().Top() != nil {
		t.Errorf("preparati %q", preparati)
	}
}
