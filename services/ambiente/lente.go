package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"sync"

	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// riprovaLenta is when a client may ask again for an act that AURA is slow with.
const riprovaLenta = "5"

// lente are the issues that AURA has not answered yet. They are checked and
// waiting, nothing of them is written: a process that ends takes them along,
// and the certificate stays unused.
type lente struct {
	mu     sync.Mutex
	attive bool
	attese []func(context.Context)
}

// errSolaProva undoes a transaction that only looked whether it would succeed.
var errSolaProva = errors.New("ambiente: only tried")

// rimandaOEsegue puts an act off if AURA is slow, or does it.
func (s *server) rimandaOEsegue(ctx context.Context, r *richiesta, a atto, op archivio.Operazione) (risposta, bool, error) {
	ris, rimandata, err := s.rimanda(ctx, r, a, op)
	if err != nil || rimandata {
		return ris, rimandata, err
	}
	ris, err = s.esegueAtto(ctx, r, a, op)
	if err != nil {
		return risposta{}, false, err
	}
	return ris, false, nil
}

// rimanda puts an act off if AURA is slow, and reports whether it did. What
// would be refused is refused now.
func (s *server) rimanda(ctx context.Context, r *richiesta, a atto, op archivio.Operazione) (risposta, bool, error) {
	if r.nome != "rilasciaEsenzione" {
		return risposta{}, false, nil
	}
	s.lente.mu.Lock()
	defer s.lente.mu.Unlock()
	if !s.lente.attive {
		return risposta{}, false, nil
	}
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		if _, err := a.esegui(ctx, tx); err != nil {
			return err
		}
		return errSolaProva
	})
	if !errors.Is(err, errSolaProva) {
		return risposta{}, false, err
	}
	s.lente.attese = append(s.lente.attese, func(ctx context.Context) {
		defer s.libera(op.Utente, op.Chiave)
		if _, err := s.esegueAtto(ctx, r, a, op); err != nil {
			s.log.WarnContext(ctx, "an act put off was refused")
		}
	})
	ris := risposta{stato: http.StatusAccepted, corpo: filo.Operazione{Stato: "IN_CORSO", Tipo: a.tipo}}
	return ris.con("Location", Base+"/operazioni/"+op.Chiave).con("Retry-After", riprovaLenta), true, nil
}

// AURALenta makes AURA slow: issues and requests are answered 202 and wait until
// it is taken back, which brings them to their end.
func (a *Ambiente) AURALenta(ctx context.Context, si bool) { a.s.auraLenta(ctx, si) }

func (s *server) auraLenta(ctx context.Context, si bool) {
	s.lente.mu.Lock()
	attese := s.lente.attese
	s.lente.attive = si
	if !si {
		s.lente.attese = nil
	}
	s.lente.mu.Unlock()
	if si {
		return
	}
	for _, esegui := range attese {
		esegui(context.WithoutCancel(ctx))
	}
}

// inAttesa is how many issues AURA has not answered, and whether it is slow.
func (l *lente) inAttesa() (n int, attive bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.attese), l.attive
}
