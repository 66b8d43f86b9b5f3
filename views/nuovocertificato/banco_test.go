package nuovocertificato_test

import (
	"context"
	"io/fs"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	pfirma "github.com/esenpat/esenpat-desktop/app/present/firma"
	pnuovo "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	prilascio "github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// banco is the wizard in a headless window over a service where all is well.
type banco struct {
	mondo *partitest.Mondo
	coda  *tasktest.Coda
	tempo *kit.TempoFermo
	p     *pnuovo.Presenter
	fir   *pfirma.Presenter
	ril   *prilascio.Presenter
	v     *nuovocertificato.Vista
	w     fyne.Window
	bozze *bozzeDiDue
}

// bozzeDiDue are drafts that another window has edited too, once altra is set.
type bozzeDiDue struct {
	*partitest.Mondo

	altra *esenpat.Bozza
}

func (d *bozzeDiDue) Salva(ctx context.Context, b esenpat.Bozza) (esenpat.Bozza, error) {
	if d.altra != nil && b.ID == d.altra.ID && b.Sequenza < d.altra.Sequenza {
		return b, esenpat.NewError(esenpat.Conflict, "bozza.superata", "prova")
	}
	return d.Mondo.Salva(ctx, b)
}

func (d *bozzeDiDue) Bozza(ctx context.Context, id string) (esenpat.Bozza, error) {
	if d.altra != nil && id == d.altra.ID {
		return *d.altra, nil
	}
	return d.Mondo.Bozza(ctx, id)
}

func nuovo(t *testing.T, m tema.Modo, scala float32, altre ...func(*pfirma.Porte)) *banco {
	t.Helper()
	kittest.AppCon(t, m, scala)
	radice, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		t.Fatal(err)
	}
	d, err := catalogo.LeggiCertificabili(radice, true)
	if err != nil {
		t.Fatal(err)
	}
	b := &banco{mondo: partitest.NewMondo(), coda: tasktest.NewCoda(), tempo: kittest.Tempo()}
	txt, mo := partitest.Testi(t, "../.."), b.mondo
	b.bozze = &bozzeDiDue{Mondo: mo}
	n := 0
	firme := pfirma.Porte{Documenti: mo, Firme: mo, Esiti: mo, Credenziali: mo, Immagini: mo, Uscita: partitest.Uscita{}, Preferenze: mo, Sessioni: mo}
	for _, altra := range altre {
		altra(&firme)
	}
	b.fir = pfirma.New(t.Context(), pfirma.Params{UI: b.coda.Dispatch, Dopo: b.tempo.Dopo, Adesso: b.tempo.Adesso, Testi: txt, Porte: firme})
	b.ril = prilascio.New(t.Context(), prilascio.Params{
		UI: b.coda.Dispatch, Adesso: b.tempo.Adesso, Testi: txt,
		Porte: prilascio.Porte{Rilasci: mo, Esiti: mo, Archivio: mo, Uscita: partitest.Uscita{}, Sessioni: mo},
	})
	b.p = pnuovo.New(t.Context(), pnuovo.Params{
		UI: b.coda.Dispatch, Dopo: b.tempo.Dopo, Adesso: b.tempo.Adesso, NuovoID: func() string { n++; return "b" + strconv.Itoa(n) }, Testi: txt, Firma: b.fir, Rilascio: b.ril,
		Porte: pnuovo.Porte{
			Registro: mo, Catalogo: catalogo.NewCertificabili(d, func() esenpat.Data { return esenpat.NewData(2026, 11, 22) }),
			Redazione: mo, Bozze: b.bozze, Ambulatori: mo, Immagini: mo, Preferenze: mo, Sessioni: mo,
		},
	})
	b.v = nuovocertificato.New(b.p, b.fir, b.ril, txt, b.tempo)
	b.p.Eventi.Chiuso = b.v.Chiusa
	b.w = kittest.Finestra(t, container.NewStack(), 1366, 768)
	return b
}

func (b *banco) mostra() {
	b.v.Mostra(b.w.Canvas())
	b.quieto()
}

// quieto drains everything that is under way.
func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait, b.fir.Wait, b.ril.Wait)
	kittest.Assesta(b.w)
}

// scrivi types into whatever has the focus.
func (b *banco) scrivi(s string) {
	for _, r := range s {
		if f := b.w.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
}

func (b *banco) tasto(k fyne.KeyName) {
	if f := b.w.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	} else if f := b.w.Canvas().OnTypedKey(); f != nil {
		f(&fyne.KeyEvent{Name: k})
	}
	b.quieto()
}

// fuoco names what has the focus.
func (b *banco) fuoco() string {
	f := b.w.Canvas().Focused()
	if f == nil {
		return "-"
	}
	return kit.NomeDi(f)
}

func (b *banco) tab(n int) {
	for range n {
		b.w.Canvas().FocusNext()
	}
}

// vaiA tabs until the control of that name has the focus.
func (b *banco) vaiA(t *testing.T, nome string) {
	t.Helper()
	for range 60 {
		if b.fuoco() == nome {
			return
		}
		b.tab(1)
	}
	t.Fatalf("Tab never reaches %q; it stands at %q", nome, b.fuoco())
}
