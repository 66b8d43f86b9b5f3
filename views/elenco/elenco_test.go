package elenco_test

import (
	"context"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	viste "github.com/esenpat/esenpat-desktop/views/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/kit/kittest"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

type mondo struct {
	totale  int
	chieste []elenco.Richiesta
	letta   time.Time
}

func (m *mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return nil, nil
}

func (m *mondo) cerca(_ context.Context, r elenco.Richiesta) (esenpat.Pagina[int], error) {
	m.chieste = append(m.chieste, r)
	p := esenpat.Pagina[int]{Totale: m.totale, Letta: m.letta}
	for i := r.Pagina.Offset; i < min(m.totale, r.Pagina.Offset+r.Pagina.Limit); i++ {
		p.Elementi = append(p.Elementi, i)
	}
	return p, nil
}

func (*mondo) CercaEsenzioni(esenpat.RicercaVoce) []esenpat.EsenzioneTrovata {
	return []esenpat.EsenzioneTrovata{{Voce: esenpat.VoceEsenzione{Codice: "048", Descrizione: "Patologie neoplastiche"}}}
}

type banco struct {
	*mondo
	p      *elenco.Presenter[int]
	v      *viste.Vista
	coda   *tasktest.Coda
	w      fyne.Window
	aperte []int
}

func nuovo(t *testing.T, totale int) *banco {
	t.Helper()
	kittest.App(t)
	b := &banco{mondo: &mondo{totale: totale}, coda: tasktest.NewCoda()}
	tempo, testi := kittest.Tempo(), partitest.Testi(t, "../..")
	b.p = elenco.New(t.Context(), elenco.Params[int]{
		UI: b.coda.Dispatch, Testi: testi, Area: "certificati", Assistiti: b.mondo, Cerca: b.cerca, Catalogo: b.mondo, Adesso: tempo.Adesso,
		Stati:  []parti.Opzione{{Testo: "TUTTI"}, {Codice: "DA_FIRMARE", Testo: "Da firmare"}},
		Ordini: elenco.Ordini(testi, "creato_il", "cognome"), PerPersona: "cognome", Ambito: func() string { return "Solo i propri." },
		Carta: func(n int) elenco.Carta {
			return elenco.Carta{
				ID: fmt.Sprint(n), Codice: "048", Titolo: strings.Repeat("Soggetti affetti da patologie ", 4), Stato: "Da firmare",
				Seconda: strings.Repeat("MASTROGIANFRANCESCHINI-DELLA ROVERE ", 3), Gruppo: fmt.Sprintf("PERSONA %d", n/3),
			}
		},
	})
	b.v = viste.New(viste.Params{
		P: b.p, Testi: testi, Tempo: tempo, Area: "certificati", Icona: tema.IconaDocumento,
		Gestisci: func(n int) { b.aperte = append(b.aperte, n) },
	})
	b.p.Render = b.v.Render
	b.w = kittest.Finestra(t, b.v.Contenuto(), 1366, 640)
	b.p.Mostra()
	b.quieto()
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
	kittest.Assesta(b.w)
}

func (b *banco) vai(t *testing.T, nome string) {
	t.Helper()
	for range 40 {
		if f := b.w.Canvas().Focused(); f != nil && kit.NomeDi(f) == nome {
			return
		}
		b.w.Canvas().FocusNext()
	}
	t.Fatalf("%q non si raggiunge col Tab: %q", nome, kit.FocusOrder(b.w.Canvas()))
}

func (b *banco) tasto(k fyne.KeyName) {
	b.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	b.quieto()
}

func (b *banco) scrivi(s string) {
	for _, r := range s {
		b.w.Canvas().Focused().TypedRune(r)
	}
	b.quieto()
}

// M17, M61: three digits and Enter filter on 048, without the mouse.
// Manual: M17, M30, E1.
func TestFiltri_ilCodiceSiScegliedallElenco(t *testing.T) {
	b := nuovo(t, 3)
	b.vai(t, "Codice esenzione")

	b.scrivi("048")
	b.tasto(fyne.KeyReturn)

	if r := b.chieste[len(b.chieste)-1]; r.Codice != "048" {
		t.Fatalf("cercato %q", r.Codice)
	}
	b.tasto(fyne.KeyBackspace)
	if r := b.chieste[len(b.chieste)-1]; r.Codice != "" {
		t.Errorf("tolta la scelta si cerca ancora %q", r.Codice)
	}
}

// G19: the group is on, the list has its headings and Enter on one opens nothing.
func TestRaggruppa_leIntestazioniNonSiAprono(t *testing.T) {
	b := nuovo(t, 6)
	b.vai(t, "Raggruppa per assistito")
	b.tasto(fyne.KeySpace)
	if r := b.chieste[len(b.chieste)-1]; r.Ordine != "cognome" {
		t.Fatalf("ordine %q", r.Ordine)
	}

	b.vai(t, "Certificati trovati")
	b.tasto(fyne.KeyHome)
	b.tasto(fyne.KeyReturn)
	b.tasto(fyne.KeyDown)
	b.tasto(fyne.KeyReturn)

	if !slices.Equal(b.aperte, []int{1}) {
		t.Errorf("aperte %v: la prima riga è un'intestazione", b.aperte)
	}
}

// Spec 8: 2,000 results scroll to the end, and the place stays after a refresh.
// Manual: M19.
func TestElenco_duemilaRisultatiFinoInFondo(t *testing.T) {
	b := nuovo(t, 2000)
	for range 10 {
		b.p.Altri()
		b.quieto()
	}
	b.vai(t, "Certificati trovati")
	b.tasto(fyne.KeyEnd)
	fondo := b.w.Canvas().Capture()

	b.p.Aggiorna()
	b.quieto()
	b.tasto(fyne.KeyReturn)

	if !slices.Equal(b.aperte, []int{1999}) {
		t.Errorf("si apre %v, non l'ultima", b.aperte)
	}
	if !uguali(fondo, b.w.Canvas().Capture()) {
		t.Error("aggiornando l'elenco ha perso il posto")
	}
}

func uguali(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y += 3 {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x += 3 {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestElenco_laCopiaLettaPrimaSiVede(t *testing.T) {
	b := nuovo(t, 2)
	prima := b.v.Contenuto().MinSize().Height
	b.letta = time.Date(2026, 11, 21, 9, 5, 0, 0, time.UTC)

	b.p.Aggiorna()
	b.quieto()

	if dopo := b.v.Contenuto().MinSize().Height; dopo <= prima {
		t.Errorf("la riga con la data non si vede: altezza %v e %v", prima, dopo)
	}
}
