package aggiorna_test

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo/aggiorna"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// servizio is a fake region with one version at a time.
type servizio struct {
	versione   string
	esenzioni  []esenpat.VoceEsenzione
	diagnosi   []esenpat.VoceDiagnosi
	delta      map[string]esenpat.VariazioniCatalogo // by name
	err        error
	mu         sync.Mutex
	chiamate   []string // by chiamata; read by fatte while something runs
	promette   int      // entries that the list promises beside the true number
	senzaElenc bool
}

func (s *servizio) chiamata(cosa string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chiamate = append(s.chiamate, cosa)
}

func (s *servizio) fatte() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.chiamate)
}

func (s *servizio) Cataloghi(_ context.Context, etag string) ([]esenpat.VersioneCatalogo, string, error) {
	s.chiamata("elenco")
	if s.err != nil || etag == s.versione {
		return nil, etag, s.err
	}
	if s.senzaElenc {
		return []esenpat.VersioneCatalogo{{Nome: "comuni"}}, s.versione, nil
	}
	v := func(nome string, n int) esenpat.VersioneCatalogo {
		return esenpat.VersioneCatalogo{Nome: nome, Versione: s.versione, ETag: nome + s.versione, Elementi: n + s.promette, AggiornatoIl: esenpat.NewData(2026, 11, 20)}
	}
	return []esenpat.VersioneCatalogo{v(esenpat.CatalogoEsenzioni, len(s.esenzioni)), v(esenpat.CatalogoDiagnosi, len(s.diagnosi))}, s.versione, nil
}

func (s *servizio) Catalogo(_ context.Context, nome string) (esenpat.CatalogoRegionale, error) {
	s.chiamata(nome)
	k := esenpat.CatalogoRegionale{VersioneCatalogo: esenpat.VersioneCatalogo{Nome: nome, Versione: s.versione, ETag: nome + s.versione}}
	if nome == esenpat.CatalogoDiagnosi {
		k.Diagnosi = s.diagnosi
	} else {
		k.Esenzioni = s.esenzioni
	}
	return k, nil
}

func (s *servizio) VariazioniCatalogo(_ context.Context, nome, da string) (esenpat.VariazioniCatalogo, error) {
	s.chiamata("variazioni " + nome)
	if v, ok := s.delta[nome]; ok && v.VersioneDa == da {
		return v, nil
	}
	return esenpat.VariazioniCatalogo{}, esenpat.NewError(esenpat.Conflict, "catalogo.cursore-scaduto", "test")
}

type copie struct {
	k   []esenpat.CatalogoRegionale
	err error
}

func (c *copie) Copie(context.Context, string) ([]esenpat.CatalogoRegionale, error) {
	return c.k, c.err
}

func (c *copie) SalvaCopie(_ context.Context, _ string, k []esenpat.CatalogoRegionale) error {
	if c.err == nil {
		c.k = k
	}
	return c.err
}

type banco struct {
	*aggiorna.Aggiornatore
	s     *servizio
	c     *copie
	usati [][]esenpat.CatalogoRegionale
}

func nuovo(s *servizio, c *copie, finestra time.Duration) *banco {
	b := &banco{s: s, c: c}
	b.Aggiornatore = aggiorna.New(aggiorna.Opzioni{
		Servizio: s, Copie: c, Nome: "prova", Orologio: time.Now, Caso: func(n int64) int64 { return n / 2 }, Finestra: finestra, Ogni: 6 * time.Hour,
		Log: slog.New(slog.DiscardHandler), Usa: func(k []esenpat.CatalogoRegionale) { b.usati = append(b.usati, k) },
	})
	return b
}

func regione() *servizio {
	return &servizio{
		versione: "1", esenzioni: []esenpat.VoceEsenzione{{Codice: "048"}, {Codice: "013"}},
		diagnosi: []esenpat.VoceDiagnosi{{Codice: "174.9", CodiceEsenzione: "048"}, {Codice: "250", CodiceEsenzione: "013"}},
	}
}

func TestControlla_unchangedIsOneSmallQuestion(t *testing.T) {
	b := nuovo(regione(), &copie{}, 0)

	cambiato, err := b.Controlla(t.Context())
	if err != nil || !cambiato || len(b.usati) != 1 || !slices.Equal(b.s.chiamate, []string{"elenco", "esenzioni", "diagnosi"}) {
		t.Fatalf("%v %v %v", cambiato, err, b.s.chiamate)
	}
	b.s.chiamate = nil
	cambiato, err = b.Controlla(t.Context())
	if err != nil || cambiato || len(b.usati) != 1 || !slices.Equal(b.s.chiamate, []string{"elenco"}) {
		t.Errorf("%v %v %v", cambiato, err, b.s.chiamate)
	}

	altro := nuovo(b.s, b.c, 0) // the next start
	if err = altro.Carica(t.Context()); err != nil || len(altro.usati) != 1 || len(altro.usati[0]) != 2 {
		t.Fatalf("%v %v", altro.usati, err)
	}
	b.s.chiamate = nil
	if cambiato, err = altro.Controlla(t.Context()); cambiato || err != nil || !slices.Equal(b.s.chiamate, []string{"elenco"}) {
		t.Errorf("%v %v %v", cambiato, err, b.s.chiamate)
	}
}

func TestControlla_aChangeComesAsADifference(t *testing.T) {
	b := nuovo(regione(), &copie{}, 0)
	if _, err := b.Controlla(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.s.versione = "2"
	b.s.esenzioni = []esenpat.VoceEsenzione{{Codice: "048", Descrizione: "nuova"}, {Codice: "057"}}
	b.s.diagnosi = b.s.diagnosi[:1]
	b.s.delta = map[string]esenpat.VariazioniCatalogo{
		esenpat.CatalogoEsenzioni: {VersioneDa: "1", VersioneA: "2", Esenzioni: b.s.esenzioni, Rimossi: []string{"013"}},
		esenpat.CatalogoDiagnosi:  {VersioneDa: "1", VersioneA: "2", Rimossi: []string{"013|250"}},
	}
	b.s.chiamate = nil

	cambiato, err := b.Controlla(t.Context())

	if err != nil || !cambiato || !slices.Equal(b.s.chiamate, []string{"elenco", "variazioni esenzioni", "variazioni diagnosi"}) {
		t.Fatalf("%v %v %v", cambiato, err, b.s.chiamate)
	}
	e, d := b.usati[1][0], b.usati[1][1]
	if e.Versione != "2" || len(e.Esenzioni) != 2 || e.Esenzioni[0].Descrizione != "nuova" || e.Esenzioni[1].Codice != "057" || len(d.Diagnosi) != 1 {
		t.Errorf("%+v %+v", e, d)
	}
}

func TestControlla_aVersionNoLongerKnownOrAWrongSumIsReadWhole(t *testing.T) {
	for nome, guasta := range map[string]func(*servizio){
		"cursor gone": func(*servizio) {},
		"wrong sum": func(s *servizio) {
			s.delta = map[string]esenpat.VariazioniCatalogo{esenpat.CatalogoEsenzioni: {VersioneDa: "1", VersioneA: "2"}, esenpat.CatalogoDiagnosi: {VersioneDa: "1", VersioneA: "2"}}
		},
		"another version": func(s *servizio) {
			s.delta = map[string]esenpat.VariazioniCatalogo{esenpat.CatalogoEsenzioni: {VersioneDa: "1", VersioneA: "7"}, esenpat.CatalogoDiagnosi: {VersioneDa: "1", VersioneA: "7"}}
		},
	} {
		b := nuovo(regione(), &copie{}, 0)
		if _, err := b.Controlla(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.s.versione, b.s.esenzioni, b.s.diagnosi = "2", b.s.esenzioni[:1], b.s.diagnosi[:1]
		guasta(b.s)

		_, err := b.Controlla(t.Context())

		if err != nil || len(b.usati) != 2 || len(b.usati[1][0].Esenzioni) != 1 || b.usati[1][0].Versione != "2" {
			t.Errorf("%s: %v %+v", nome, err, b.usati)
		}
	}
}

func TestControlla_anErrorChangesNothingAndADiskThatIsFullOnlyTheNextStart(t *testing.T) {
	b := nuovo(regione(), &copie{}, 0)
	b.s.err = errors.New("offline")
	if _, err := b.Controlla(t.Context()); err == nil || len(b.usati) != 0 || len(b.c.k) != 0 {
		t.Errorf("%v %v", err, b.usati)
	}
	b.s.err, b.s.senzaElenc = nil, true
	if _, err := b.Controlla(t.Context()); esenpat.CodeOf(err) != "catalogo.non-consegnato" || len(b.usati) != 0 {
		t.Errorf("%v", err)
	}
	b.s.senzaElenc, b.c.err = false, errors.New("disk full")
	if cambiato, err := b.Controlla(t.Context()); err == nil || !cambiato || len(b.usati) != 1 {
		t.Errorf("%v %v", cambiato, err)
	}
	if err := nuovo(b.s, b.c, 0).Carica(t.Context()); err == nil {
		t.Error("a damaged copy is not told")
	}
}

func TestSegui_waitsAsksAgainWakesAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := nuovo(regione(), &copie{}, 10*time.Minute)
		ctx, smetti := context.WithCancel(t.Context())
		fatto := make(chan struct{})
		go func() { b.Segui(ctx); close(fatto) }()

		time.Sleep(5*time.Minute - time.Second)
		synctest.Wait()
		if b.s.fatte() != 0 {
			t.Error("asked before its turn")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if n := b.s.fatte(); n != 3 {
			t.Errorf("%d calls at its turn", n)
		}
		b.Sveglia()
		synctest.Wait()
		if n := b.s.fatte(); n != 4 {
			t.Errorf("%d calls after being woken", n)
		}
		time.Sleep(6*time.Hour + 5*time.Minute + time.Second)
		synctest.Wait()
		if n := b.s.fatte(); n != 5 {
			t.Errorf("%d calls after six hours", n)
		}
		smetti()
		<-fatto
	})
}

func TestSegui_tenThousandWorkstationsDoNotAskInTheSameMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const postazioni, finestra = 10_000, 10 * time.Minute
		caso := rand.New(rand.NewPCG(1, 2))
		var mu sync.Mutex
		inizio := time.Now()
		minuti := make(chan int, postazioni)
		ctx, smetti := context.WithCancel(t.Context())
		for range postazioni {
			a := aggiorna.New(aggiorna.Opzioni{
				Servizio: quando(func() { minuti <- int(time.Since(inizio) / time.Minute) }), Copie: &copie{}, Orologio: time.Now,
				Caso: func(int64) int64 {
					mu.Lock()
					defer mu.Unlock()
					return caso.Int64N(int64(finestra))
				}, Finestra: finestra, Ogni: 6 * time.Hour, Log: slog.New(slog.DiscardHandler),
			})
			go a.Segui(ctx)
			synctest.Wait() // its wait is drawn
		}
		time.Sleep(finestra)
		synctest.Wait()
		smetti()
		close(minuti)
		var conta [10]int
		for m := range minuti {
			conta[m]++
		}
		for m, n := range conta {
			if n < 850 || n > 1150 {
				t.Errorf("minute %d: %d workstations", m, n)
			}
		}
	})
}

// quando is a service that only notes that it was asked.
type quando func()

func (q quando) Cataloghi(context.Context, string) ([]esenpat.VersioneCatalogo, string, error) {
	q()
	return nil, "", nil
}

func (quando) Catalogo(context.Context, string) (esenpat.CatalogoRegionale, error) {
	return esenpat.CatalogoRegionale{}, nil
}

func (quando) VariazioniCatalogo(context.Context, string, string) (esenpat.VariazioniCatalogo, error) {
	return esenpat.VariazioniCatalogo{}, nil
}
