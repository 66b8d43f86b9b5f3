package audit_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

const medico = "FRRLRA75C41L219K"

// servizio keeps what arrives, once per key, and can lose its answers.
type servizio struct {
	mu       sync.Mutex
	guasto   error
	perde    bool
	chiavi   []string
	accolti  map[string][]esenpat.EventoAudit
	sessione bool
	arrivato chan struct{} // one message once events were taken
}

func (s *servizio) Audit(_ context.Context, chiave string, e []esenpat.EventoAudit) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chiavi = append(s.chiavi, chiave)
	if s.guasto != nil {
		return s.guasto
	}
	s.accolti[chiave] = e
	select {
	case s.arrivato <- struct{}{}:
	default:
	}
	if s.perde {
		s.perde = false
		return esenpat.NewError(esenpat.Offline, "rete.assente", "test")
	}
	return nil
}

func (s *servizio) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: medico}}, s.sessione
}

func (s *servizio) quanti() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, e := range s.accolti {
		n += len(e)
	}
	return n
}

type chiavi struct{}

func (chiavi) Chiave(context.Context, string) (*cifra.Chiave, error) {
	return cifra.NewChiave(make([]byte, cifra.LunghezzaDEK), rand.Reader)
}

func nuovo(t *testing.T, s *servizio) (*audit.Registro, *store.Archivio, *evento.Bus) {
	t.Helper()
	a, err := store.Apri(context.Background(), store.Opzioni{Dir: t.TempDir(), Chiavi: chiavi{}, Ora: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Chiudi() })
	s.accolti, s.arrivato = map[string][]esenpat.EventoAudit{}, make(chan struct{}, 1)
	n, bus := 0, &evento.Bus{}
	return audit.New(audit.Opzioni{
		Catena: a, Servizio: s, Sessione: s, NuovoID: func() string { n++; return fmt.Sprint("id", n) }, Orologio: time.Now, Log: slog.New(slog.DiscardHandler),
	}, bus), a, bus
}

func TestInvia_aLostAnswerMakesNoSecondEntry(t *testing.T) {
	s := &servizio{sessione: true, perde: true}
	r, a, _ := nuovo(t, s)
	for i := range 150 {
		r.Annota(t.Context(), audit.Stampato, fmt.Sprint("doc", i), "cit", "OK")
	}

	if err := r.Invia(t.Context()); esenpat.KindOf(err) != esenpat.Offline {
		t.Fatalf("the lost answer: %v", err)
	}
	r.Annota(t.Context(), audit.Aperto, "doc", "cit", "OK")
	if err := r.Invia(t.Context()); err != nil {
		t.Fatal(err)
	}

	if s.quanti() != 151 || len(s.chiavi) != 3 || s.chiavi[0] != s.chiavi[1] {
		t.Errorf("%d events with keys %v", s.quanti(), s.chiavi)
	}
	if n, err := a.VerificaAudit(t.Context(), medico); n != 151 || err != nil {
		t.Errorf("chain: %d, %v", n, err)
	}
}

func TestAnnota_nobodyIsNobodysAction(t *testing.T) {
	s := &servizio{}
	r, _, _ := nuovo(t, s)
	r.Annota(t.Context(), audit.Aperto, "doc", "", "OK")
	s.sessione = true
	if err := r.Invia(t.Context()); err != nil || s.quanti() != 0 {
		t.Errorf("%d events, %v", s.quanti(), err)
	}
	senza := audit.New(audit.Opzioni{Servizio: s, Sessione: s}, &evento.Bus{})
	senza.Annota(t.Context(), audit.Aperto, "doc", "", "OK") // without a database nothing is kept, and nothing breaks
	if err := senza.Invia(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSegui_uploadsWhenTheServiceIsBackAndEnds(t *testing.T) {
	s := &servizio{sessione: true, guasto: esenpat.NewError(esenpat.Offline, "rete.assente", "test")}
	r, _, bus := nuovo(t, s)
	r.Annota(t.Context(), audit.Esportato, "doc", "cit", audit.Esito(errors.New("x")))
	if err := r.Invia(t.Context()); err == nil || s.quanti() != 0 {
		t.Errorf("off line: %d, %v", s.quanti(), err)
	}
	s.guasto = nil
	ctx, ferma := context.WithCancel(t.Context())
	finito := make(chan struct{})
	bus.Pubblica(evento.InLinea{})
	go func() { r.Segui(ctx); close(finito) }()
	<-s.arrivato
	ferma()
	<-finito
	if s.quanti() != 1 {
		t.Errorf("%d events", s.quanti())
	}
}

// TestAnnotaRifiuto_aLoginThatFailedIsKnownToo guards SE-23: it happened before
// anybody was there, names nobody, and goes up with the next session.
func TestAnnotaRifiuto_aLoginThatFailedIsKnownToo(t *testing.T) {
	s := &servizio{}
	r, a, _ := nuovo(t, s)
	r.AnnotaRifiuto(t.Context(), "accesso.credenziali-errate")
	r.AnnotaRifiuto(t.Context(), "accesso.credenziali-errate")
	if err := r.Invia(t.Context()); err != nil || s.quanti() != 0 {
		t.Fatalf("without a session: %d, %v", s.quanti(), err)
	}
	s.sessione = true
	r.Annota(t.Context(), audit.Accesso, "", "", "OK")

	if err := r.Invia(t.Context()); err != nil {
		t.Fatal(err)
	}

	rifiuti := 0
	for _, lotto := range s.accolti {
		for _, e := range lotto {
			if e.Azione == audit.Rifiutato && e.Esito == "accesso.credenziali-errate" && e.Oggetto == "" && e.AssistitoID == "" {
				rifiuti++
			}
		}
	}
	if n, err := a.VerificaAudit(t.Context(), ""); rifiuti != 2 || s.quanti() != 3 || n != 2 || err != nil {
		t.Errorf("%d refusals among %d events; chain %d, %v", rifiuti, s.quanti(), n, err)
	}
}
