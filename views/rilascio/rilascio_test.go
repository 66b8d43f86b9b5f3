package rilascio_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	prilascio "github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/rilascio"
)

type banco struct {
	mondo *partitest.Mondo
	coda  *tasktest.Coda
	p     *prilascio.Presenter
	v     *rilascio.Vista
	w     fyne.Window
	carta []string // what was printed
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: partitest.NewMondo(), coda: tasktest.NewCoda()}
	tempo, txt, mo := kittest.Tempo(), partitest.Testi(t, "../.."), b.mondo
	b.p = prilascio.New(t.Context(), prilascio.Params{
		UI: b.coda.Dispatch, Adesso: tempo.Adesso, Testi: txt,
		Porte: prilascio.Porte{Rilasci: mo, Esiti: mo, Archivio: mo, Uscita: partitest.Uscita{Carta: partitest.Carta{Stampati: &b.carta}}, Sessioni: mo},
	})
	b.v = rilascio.New(b.p, txt, tempo)
	b.w = kittest.Finestra(t, container.NewStack(), 1366, 768)
	return b
}

func (b *banco) mostra() {
	b.v.Mostra(b.w.Canvas(), prilascio.Pratica{
		AssistitoID: "a1", CertificatoID: "c1", Numero: "12", Paziente: "VERDI ANNA · 46 anni", Modalita: esenpat.Rilascio,
		Esenzione: esenpat.Voce{Codice: "048", Descrizione: "SOGGETTI AFFETTI DA PATOLOGIE NEOPLASTICHE MALIGNE"},
	})
	b.quieto()
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
	kittest.Assesta(b.w)
}

func (b *banco) foto(t *testing.T, nome string) {
	t.Helper()
	kittest.SalvaFoto(t, b.w, os.Getenv("FOTO"), nome)
}

// Enter that is still held from the signature goes through the fields and stops:
// only the button, or Ctrl+Enter, issues.
func TestRilascio_startsOnTheDateAndHeldEnterIssuesNothing(t *testing.T) {
	b := nuovo(t)
	b.mostra()
	f := b.w.Canvas().Focused()
	if f == nil || kit.NomeDi(f) != "Data fine validità" {
		t.Fatalf("focus on %v", f)
	}
	if o := kit.FocusOrder(b.w.Canvas()); slices.Contains(o, "?") || !slices.Equal(o[:3], []string{"Data fine validità", "Che cosa fare", "Esci"}) {
		t.Errorf("order %q", o)
	}
	b.w.Canvas().Focus(f)

	for range 20 {
		b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		b.quieto()
	}
	if n := kit.NomeDi(b.w.Canvas().Focused()); b.mondo.Rilasci != 0 || n != "Che cosa fare" {
		t.Fatalf("%d issued, focus on %q", b.mondo.Rilasci, n)
	}
	b.p.Conferma()
	b.quieto()

	if b.mondo.Rilasci != 1 || b.p.State().Fase != prilascio.FaseFatta {
		t.Errorf("%d issued, phase %v", b.mondo.Rilasci, b.p.State().Fase)
	}
}

func TestRilascio_typedDateReplacesTheProposal(t *testing.T) {
	b := nuovo(t)
	b.mondo.Proposta.AttivaAURA = esenpat.EsenzioneAURA{Codice: "048", DataScadenza: esenpat.NewData(2027, 1, 1)}
	b.mondo.Proposta.Rilasciabile = true
	b.mostra()
	f := b.w.Canvas().Focused()
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for range 10 {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	for _, r := range "21112026" {
		f.TypedRune(r)
	}
	b.quieto()
	b.foto(t, "r-passata")

	m := b.p.State().Modulo
	if m.DataFine != "21/11/2026" || !strings.Contains(m.ErroreData, "già passata") || m.Aura != "" || m.PuoConferm {
		t.Errorf("%+v", m)
	}
}

func TestRilascio_whoCannotIssueSeesWhyAndRequests(t *testing.T) {
	b := nuovo(t)
	b.mondo.Proposta.Rilasciabile = false
	b.mondo.Proposta.Motivo = esenpat.Motivo{Testo: "L'assistita risiede nell'ASL TO3: questo medico può solo richiedere l'esenzione."}
	b.mondo.Proposta.AslCompetente.Denominazione = "ASL TO3"
	b.mostra()
	b.foto(t, "r-richiedi")

	if s := b.p.State(); s.Titolo != "Richiedi esenzione" || !s.Modulo.PuoConferm {
		t.Errorf("%+v", s)
	}
}

func TestRilascio_unknownOutcomeOffersOnlyVerifica(t *testing.T) {
	b := nuovo(t)
	b.mondo.Errore = esenpat.NewError(esenpat.Uncertain, "esenzione.esito-incerto", "prova")
	b.mostra()

	b.p.Conferma()
	b.quieto()
	b.foto(t, "r-incerta")

	if o := kit.FocusOrder(b.w.Canvas()); !slices.Contains(o, "Verifica") || slices.Contains(o, "Conferma") {
		t.Errorf("%q", o)
	}
}

// G11: the two statements are reached and made with the keyboard alone; before
// them «Conferma» leads to the first one.
func TestRilascio_leDichiarazioniDaTastiera(t *testing.T) {
	b := nuovo(t)
	testo := strings.Repeat("L'assistito è stato informato sul trattamento dei dati della malattia rara. ", 3)
	b.mondo.Proposta.Dichiarazioni = []esenpat.Motivo{{Codice: "DATI", Testo: testo}, {Codice: "REGISTRO", Testo: testo}}
	b.mostra()
	tasto := func(k fyne.KeyName) {
		b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
		b.quieto()
	}

	b.p.Conferma()
	b.quieto()
	b.foto(t, "r-dichiarazioni")
	if f := b.w.Canvas().Focused(); b.mondo.Rilasci != 0 || kit.NomeDi(f) != "Dichiaro che è così" {
		t.Fatalf("%d issued, focus on %q", b.mondo.Rilasci, kit.NomeDi(f))
	}
	tasto(fyne.KeySpace)
	b.w.Canvas().FocusNext()
	tasto(fyne.KeySpace)
	b.p.Conferma()
	b.quieto()

	if b.mondo.Rilasci != 1 || b.p.State().Fase != prilascio.FaseFatta {
		t.Errorf("%d issued, phase %v", b.mondo.Rilasci, b.p.State().Fase)
	}
}
