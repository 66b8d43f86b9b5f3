package stampa_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

// postazione is a workstation with printers, a viewer and a memory.
type postazione struct {
	stampanti []esenpat.Stampante
	duplex    map[string]bool
	elenco    error
	rifiuta   map[string]error // by the name of the document
	muta      bool             // answers nobody until they give up
	apri      error
	ricordi   map[string]string

	stampati []string
	opzioni  esenpat.OpzioniStampa
	aperti   []string
}

func (m *postazione) Stampanti(ctx context.Context) ([]esenpat.Stampante, error) {
	if m.muta {
		<-ctx.Done()
		return nil, annullato()
	}
	return m.stampanti, m.elenco
}

func (m *postazione) FronteRetro(_ context.Context, nome string) (bool, error) {
	return m.duplex[nome], nil
}

func (m *postazione) Stampa(ctx context.Context, d esenpat.DaStampare, o esenpat.OpzioniStampa) error {
	if m.muta {
		<-ctx.Done()
		return annullato()
	}
	m.opzioni = o
	if err := m.rifiuta[d.Nome]; err != nil {
		return err
	}
	m.stampati = append(m.stampati, d.Nome+" "+string(d.PDF))
	return nil
}

func (m *postazione) Apri(_ context.Context, nome string, _ []byte) error {
	m.aperti = append(m.aperti, nome)
	return m.apri
}

func (m *postazione) Leggi(_ context.Context, k string) (string, error) { return m.ricordi[k], nil }

func (m *postazione) Scrivi(_ context.Context, k, v string) error {
	m.ricordi[k] = v
	return nil
}

func annullato() error { return esenpat.NewError(esenpat.Canceled, "operazione.annullata", "t") }

type banco struct {
	*postazione
	p      *stampa.Presenter
	q      *tasktest.Coda
	esiti  []error
	finiti int
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	b := &banco{q: tasktest.NewCoda(), postazione: &postazione{
		stampanti: []esenpat.Stampante{
			{Nome: "Piano_1", Descrizione: "Piano primo", Ferma: true}, {Nome: "Sala", Descrizione: "Sala referti", Predefinita: true}, {Nome: "Zeta", Rifiuta: true},
		},
		duplex: map[string]bool{"Sala": true}, rifiuta: map[string]error{}, ricordi: map[string]string{},
	}}
	b.p = stampa.New(t.Context(), stampa.Params{
		UI: b.q.Dispatch, Testi: partitest.Testi(t, "../../.."), Stampanti: b.postazione, Visore: b.postazione, Preferenze: b.postazione,
	})
	return b
}

func (b *banco) chiedi(documenti ...esenpat.DaStampare) int {
	return b.p.Chiedi(documenti, func(e []error) { b.esiti, b.finiti = e, b.finiti+1 })
}

func (b *banco) quieto() {
	b.q.Quieta(b.p.Wait)
}

func foglio(nome string) esenpat.DaStampare {
	return esenpat.DaStampare{Nome: nome, Titolo: "Foglio " + nome, PDF: []byte("%PDF " + nome)}
}

// TestStampa_defaultFirstThenWhatWasUsedHere: the system's printer, one copy, one
// side; the next time what was chosen, but one copy again.
func TestStampa_defaultFirstThenWhatWasUsedHere(t *testing.T) {
	b := nuovo(t)
	b.chiedi(foglio("a"))
	b.quieto()
	s := b.p.State()
	if s.Scelta != "Sala" || s.Copie != "1" || !s.PuoFronteRetro || s.FronteRetro || !s.PuoStampare || s.Nota != "" || s.Fuoco.Campo != stampa.CampoCopie {
		t.Fatalf("first time: %+v", s)
	}
	if s.Stampanti[1].Testo != "Sala referti (Sala) · predefinita" || s.Stampanti[0].Testo != "Piano primo (Piano_1) · in pausa" || s.Stampanti[2].Testo != "Zeta · non accetta documenti" {
		t.Errorf("list %+v", s.Stampanti)
	}

	b.p.SetFronteRetro(true)
	b.p.SetCopie("3")
	b.p.Stampa()
	b.quieto()
	if want := (esenpat.OpzioniStampa{Stampante: "Sala", Copie: 3, FronteRetro: true}); b.opzioni != want || !slices.Equal(b.stampati, []string{"a %PDF a"}) {
		t.Errorf("printed %q with %+v", b.stampati, b.opzioni)
	}
	if b.finiti != 1 || b.esiti[0] != nil || b.p.State().Aperto {
		t.Errorf("told %d times, %v", b.finiti, b.esiti)
	}

	b.chiedi(foglio("b"))
	b.quieto()
	if s := b.p.State(); s.Scelta != "Sala" || !s.FronteRetro || s.Copie != "1" {
		t.Errorf("second time: %+v", s)
	}
	b.p.Scegli("Piano_1")
	b.quieto()
	if s := b.p.State(); s.PuoFronteRetro || s.FronteRetro || s.Lati == "" || s.Nota == "" || !s.PuoStampare {
		t.Errorf("a printer that waits, for one side: %+v", s)
	}
	b.p.Stampa()
	b.quieto()
	b.chiedi(foglio("c"))
	b.quieto()
	if s := b.p.State(); s.Scelta != "Piano_1" || b.opzioni.FronteRetro || b.ricordi[stampa.ChiaveFronteRetro] != "si" {
		t.Errorf("third time: %+v, %v", s, b.ricordi)
	}
}

// TestStampa_aPrinterThatIsGoneIsToldAndNotReplaced, even when one is left.
func TestStampa_aPrinterThatIsGoneIsToldAndNotReplaced(t *testing.T) {
	b := nuovo(t)
	b.ricordi[stampa.ChiaveStampante] = "Vecchia"
	b.chiedi(foglio("a"))
	b.quieto()
	s := b.p.State()
	if s.Scelta != "" || !strings.Contains(s.Nota, "«Vecchia»") || s.PuoStampare || s.Fuoco.Campo != stampa.CampoStampante {
		t.Fatalf("got %+v", s)
	}
	n := s.Fuoco.N
	b.p.Stampa()
	b.quieto()
	if s := b.p.State(); len(b.stampati) != 0 || s.Fuoco.N == n || s.Fuoco.Campo != stampa.CampoStampante {
		t.Errorf("printed %q", b.stampati)
	}
	b.p.Scegli("Sala")
	b.quieto()
	b.p.Stampa()
	b.quieto()
	if b.ricordi[stampa.ChiaveStampante] != "Sala" || len(b.stampati) != 1 {
		t.Errorf("remembered %v, printed %q", b.ricordi, b.stampati)
	}
}

// TestStampa_whenItCannotItSaysSoAndOffersTheViewer: no print system, no printer,
// a refusal; each in three sentences, in the dialog.
func TestStampa_whenItCannotItSaysSoAndOffersTheViewer(t *testing.T) {
	for codice, prepara := range map[string]func(*banco){
		"stampa.sistema-assente":   func(b *banco) { b.elenco = esenpat.NewError(esenpat.Unavailable, "stampa.sistema-assente", "t") },
		"stampa.non-risponde":      func(b *banco) { b.elenco = esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", "t") },
		"stampa.nessuna-stampante": func(b *banco) { b.stampanti = nil },
		"stampa.non-riuscita": func(b *banco) {
			b.rifiuta["a"] = esenpat.NewError(esenpat.Unavailable, "stampa.non-riuscita", "t").With("stampante", "Sala")
		},
		"stampa.senza-risposta": func(b *banco) { b.rifiuta["a"] = esenpat.NewError(esenpat.Uncertain, "stampa.senza-risposta", "t") },
	} {
		b := nuovo(t)
		prepara(b)
		b.chiedi(foglio("a"))
		b.quieto()
		b.p.Stampa()
		b.quieto()
		s := b.p.State()
		if s.Avviso.Codice != codice || s.Avviso.Titolo == "" || s.Avviso.Causa == "" || s.Avviso.Rimedio == "" || strings.Contains(s.Avviso.Causa, "{") || !s.PuoAprire || b.finiti != 0 {
			t.Errorf("%s: %+v", codice, s)
		}
		b.apri = errors.New("no viewer")
		b.p.Apri()
		b.quieto()
		if b.finiti != 0 || b.p.State().Avviso.Codice != "errore.imprevisto" {
			t.Errorf("%s: closed without a viewer", codice)
		}
		b.apri = nil
		b.p.Apri()
		b.quieto()
		if b.finiti != 1 || esenpat.KindOf(b.esiti[0]) != esenpat.Canceled || !slices.Equal(b.aperti, []string{"a", "a"}) {
			t.Errorf("%s: opened %q, told %v", codice, b.aperti, b.esiti)
		}
	}
}

// TestStampa_afterARefusalOnlyTheRestIsPrinted, and each document has its outcome.
func TestStampa_afterARefusalOnlyTheRestIsPrinted(t *testing.T) {
	b := nuovo(t)
	b.rifiuta["b"] = esenpat.NewError(esenpat.Unavailable, "stampa.non-riuscita", "t")
	manca := foglio("c")
	manca.PDF, manca.Manca = nil, esenpat.NewError(esenpat.Unavailable, "stampa.attestato-assente", "t")
	b.chiedi(foglio("a"), foglio("b"), manca)
	b.quieto()
	b.p.Stampa()
	b.quieto()
	var righe []string
	for _, r := range b.p.State().Documenti {
		righe = append(righe, r.Etichetta+": "+r.Valore)
	}
	if want := []string{"Foglio a: inviato alla stampante", "Foglio b: da stampare", "Foglio c: non si stampa: L'attestato non c'è."}; !slices.Equal(righe, want) {
		t.Errorf("shown %q", righe)
	}
	delete(b.rifiuta, "b")
	b.p.Stampa()
	b.quieto()
	if !slices.Equal(b.stampati, []string{"a %PDF a", "b %PDF b"}) || b.finiti != 1 || b.esiti[0] != nil || b.esiti[1] != nil || b.esiti[2] == nil {
		t.Errorf("printed %q, told %v", b.stampati, b.esiti)
	}
}

func TestStampa_copiesFromOneToNinetyNine(t *testing.T) {
	b := nuovo(t)
	b.chiedi(foglio("a"))
	b.quieto()
	for _, x := range []string{"", "0", "100", "-1", "due", "1.5"} {
		b.p.SetCopie(x)
		b.p.Stampa()
		b.quieto()
		if s := b.p.State(); s.ErroreCopie == "" || len(b.stampati) != 0 {
			t.Errorf("%q copies: %+v", x, s)
		}
	}
	b.p.SetCopie("99")
	b.p.Stampa()
	b.quieto()
	if b.opzioni.Copie != 99 {
		t.Errorf("got %+v", b.opzioni)
	}
}

// TestAnnulla_atAnyTime: while the printers are looked for, before and during the
// sending; who asked is told once and nothing is left running.
func TestAnnulla_atAnyTime(t *testing.T) {
	b := nuovo(t)
	b.muta = true
	b.chiedi(foglio("a"))
	b.q.Svuota()
	if s := b.p.State(); s.Attesa == "" || s.PuoStampare || !s.Aperto {
		t.Errorf("while it looks: %+v", s)
	}
	b.p.Annulla()
	b.quieto()
	if b.finiti != 1 || esenpat.KindOf(b.esiti[0]) != esenpat.Canceled || b.p.State().Aperto {
		t.Errorf("given up: %d, %v", b.finiti, b.esiti)
	}

	b.muta = false
	b.chiedi(foglio("a"))
	b.quieto()
	b.muta = true
	b.p.Stampa()
	b.q.Svuota()
	b.p.Stampa() // a second press sends nothing more
	if s := b.p.State(); s.Attesa == "" || !s.Aperto {
		t.Errorf("while it sends: %+v", s)
	}
	b.p.Annulla()
	b.quieto()
	if b.finiti != 2 || esenpat.KindOf(b.esiti[0]) != esenpat.Canceled || len(b.stampati) != 0 || len(b.ricordi) != 0 {
		t.Errorf("given up while sending: %d, %v", b.finiti, b.esiti)
	}
}

// TestChiedi_oneDialogAtATime: a second request waits for the first, and one whose
// owner is gone goes away, on the screen or not.
func TestChiedi_oneDialogAtATime(t *testing.T) {
	b := nuovo(t)
	primo := b.chiedi(foglio("a"))
	secondo := b.chiedi(foglio("b"))
	b.chiedi(foglio("c"))
	b.quieto()
	if d := b.p.State().Documenti; len(d) != 1 || d[0].Valore != "a" {
		t.Fatalf("shown %+v", d)
	}
	b.p.Ritira(secondo)
	b.p.Ritira(primo)
	b.p.Ritira(primo) // once more does nothing
	b.quieto()
	if d := b.p.State().Documenti; b.finiti != 2 || len(d) != 1 || d[0].Valore != "c" {
		t.Errorf("told %d, shown %+v", b.finiti, d)
	}
	b.p.Stampa()
	b.quieto()
	if !slices.Equal(b.stampati, []string{"c %PDF c"}) || b.p.State().Aperto {
		t.Errorf("printed %q", b.stampati)
	}
}
