package ambiente

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// How long the outcome of an act is kept: creations may wait in an offline
// queue, signatures may not.
const (
	tieniFirma     = 24 * time.Hour
	tieniCreazione = 7 * 24 * time.Hour
)

// atto is an operation that must happen at most once.
type atto struct {
	tipo  string
	tieni time.Duration
	// esegui does the act in tx. A refusal made with conserva keeps what was
	// written (attempt counters); any other error undoes everything.
	esegui func(ctx context.Context, tx *sql.Tx) (fatto, error)
}

// fatto is an act that was done.
type fatto struct {
	risposta risposta
	risorsa  string
}

// conserva wraps a refusal whose counters must be committed.
type conserva struct{ *filo.Rifiuto }

// Unwrap leads errors.As to the refusal.
func (c conserva) Unwrap() error { return c.Rifiuto }

// unaVolta runs an act under its Idempotency-Key. The key is looked up before
// anything else of the act, so before the OTP; the act, its record and the
// audit line commit together.
func (s *server) unaVolta(ctx context.Context, r *richiesta, a atto) (risposta, error) {
	chiave := strings.ToLower(r.http.Header.Get("Idempotency-Key"))
	if _, err := uuid.Parse(chiave); err != nil || len(chiave) != 36 {
		return risposta{}, s.nega("PARAMETRI_MANCANTI").Al("Idempotency-Key")
	}
	utente := r.sessione.medico.NomeUtente
	segno := improntaDellAtto(r)
	if !s.occupa(utente, chiave, a.tipo) {
		return risposta{}, s.nega("OPERAZIONE_IN_CORSO").Dopo(time.Second)
	}
	rimandata := false
	defer func() {
		if !rimandata { // one that AURA is slow with keeps its key until it ends
			s.libera(utente, chiave)
		}
	}()
	prima, err := archivio.LeggiOperazione(ctx, s.archivio.DB(), utente, chiave, s.ora())
	if err != nil && !errors.Is(err, archivio.ErrNessuno) {
		return risposta{}, err
	}
	if err == nil && prima.Riuscita {
		if prima.Impronta != segno {
			return risposta{}, s.nega("CHIAVE_RIUSATA")
		}
		return ripetuta(prima), nil
	}
	s.guasti.prima(PuntoChiave, r.nome)
	// What follows must end even if the client goes away: it may ask later.
	fermo := context.WithoutCancel(ctx)
	s.attendi(fermo, r)
	op := archivio.Operazione{Utente: utente, Chiave: chiave, Tipo: a.tipo, Impronta: segno, Scade: s.ora().Add(a.tieni)}
	var ris risposta
	if ris, rimandata, err = s.rimandaOEsegue(fermo, r, a, op); err != nil || rimandata {
		return ris, err
	}
	s.guasti.prima(PuntoDopoIlCommit, r.nome)
	return ris, nil
}

func (s *server) esegueAtto(ctx context.Context, r *richiesta, a atto, op archivio.Operazione) (risposta, error) {
	var ris risposta
	var rifiutato error
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		f, err := a.esegui(ctx, tx)
		if c, si := errors.AsType[conserva](err); si {
			rifiutato = c.Rifiuto
			return s.annotaRifiuto(ctx, tx, r, op, c.Rifiuto)
		}
		if err != nil {
			return err
		}
		s.guasti.prima(PuntoAtto, r.nome)
		if op.Corpo, err = json.Marshal(f.risposta.corpo); err != nil {
			return err
		}
		op.Riuscita, op.Risorsa, op.HTTP, op.Intestazioni = true, f.risorsa, f.risposta.stato, f.risposta.testate
		if err = archivio.SalvaOperazione(ctx, tx, op, s.ora()); err != nil {
			return err
		}
		s.guasti.prima(PuntoRegistrato, r.nome)
		if err = s.traccia(ctx, tx, r.sessione, r, a.tipo, f.risorsa, "OK"); err != nil {
			return err
		}
		s.guasti.prima(PuntoPrimaDelCommit, r.nome)
		ris = f.risposta
		ris.corpo = json.RawMessage(op.Corpo)
		if ris.solo != nil {
			ris.corpo = ris.solo
		}
		return nil
	})
	if rifiutato != nil && err == nil {
		return risposta{}, rifiutato
	}
	if rif, si := errors.AsType[*filo.Rifiuto](err); si {
		err = errors.Join(err, s.archivio.Transazione(ctx, func(tx *sql.Tx) error { return s.annotaRifiuto(ctx, tx, r, op, rif) }))
	}
	return ris, err
}

// annotaRifiuto remembers a refusal for GET /operazioni. It does not hold the
// key: the next request with it is a new one.
func (s *server) annotaRifiuto(ctx context.Context, tx *sql.Tx, r *richiesta, op archivio.Operazione, rif *filo.Rifiuto) error {
	b, err := json.Marshal(rif.Corpo(r.id))
	if err != nil {
		return err
	}
	op.Riuscita, op.HTTP, op.Corpo = false, rif.Stato, b
	if err = archivio.SalvaOperazione(ctx, tx, op, s.ora()); err != nil {
		return err
	}
	return s.traccia(ctx, tx, r.sessione, r, op.Tipo, "", rif.Codice)
}

// ripetuta gives the first answer again.
func ripetuta(o archivio.Operazione) risposta {
	r := risposta{stato: o.HTTP, testate: o.Intestazioni}
	if len(o.Corpo) > 0 && !bytes.Equal(o.Corpo, []byte("null")) {
		r.corpo = json.RawMessage(o.Corpo)
	}
	return r.con("Idempotency-Replayed", "true")
}

// improntaDellAtto identifies what is asked, by method, address and body. PIN
// and OTP are left out: they are not what is signed, and change at each try.
func improntaDellAtto(r *richiesta) string {
	corpo := r.corpo
	var campi map[string]json.RawMessage
	if json.Unmarshal(corpo, &campi) == nil {
		delete(campi, "pin")
		delete(campi, "otp")
		delete(campi, "autorizzazione")
		if b, err := json.Marshal(campi); err == nil {
			corpo = b
		}
	}
	return impronta([]byte(r.http.Method + " " + r.http.URL.Path + "\n" + string(corpo)))
}

func (s *server) occupa(utente, chiave, tipo string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, occupata := s.inCorso[utente+"|"+chiave]; occupata {
		return false
	}
	s.inCorso[utente+"|"+chiave] = tipo
	return true
}

func (s *server) libera(utente, chiave string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.inCorso, utente+"|"+chiave)
}

// operazione tells what came of an act of this user.
func (s *server) operazione(ctx context.Context, r *richiesta) (risposta, error) {
	utente, chiave := r.sessione.medico.NomeUtente, strings.ToLower(r.percorso("idempotency_key"))
	s.mu.Lock()
	tipo, corre := s.inCorso[utente+"|"+chiave]
	s.mu.Unlock()
	if corre {
		return ok(filo.Operazione{Stato: "IN_CORSO", Tipo: tipo}), nil
	}
	o, err := archivio.LeggiOperazione(ctx, s.archivio.DB(), utente, chiave, s.ora())
	if errors.Is(err, archivio.ErrNessuno) {
		return risposta{}, s.nega("OPERAZIONE_NON_TROVATA")
	}
	if err != nil {
		return risposta{}, err
	}
	v := filo.Operazione{Stato: "RIUSCITA", Tipo: o.Tipo, RisorsaID: o.Risorsa}
	if !o.Riuscita {
		v.Stato, v.Errore = "FALLITA", new(filo.Errore)
		if err := json.Unmarshal(o.Corpo, v.Errore); err != nil {
			return risposta{}, err
		}
	}
	return ok(v), nil
}

// seCorrisponde wants If-Match to name the current version.
func (s *server) seCorrisponde(r *richiesta, etag string) error {
	switch v := strings.TrimSpace(r.http.Header.Get("If-Match")); v {
	case "":
		return s.nega("VERSIONE_MANCANTE").Al("If-Match")
	case etag, "*":
		return nil
	default:
		return s.nega("VERSIONE_SUPERATA").Al("If-Match")
	}
}
