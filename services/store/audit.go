package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

const schemaAudit = 1

// recAudit is one event; Prima is the hash of the sealed row before it.
type recAudit struct {
	ID          string    `json:"id"`
	Quando      time.Time `json:"quando"`
	Azione      string    `json:"azione"`
	Oggetto     string    `json:"oggetto"`
	AssistitoID string    `json:"assistito_id"`
	Esito       string    `json:"esito"`
	Prima       []byte    `json:"prima"`
}

// recTesta says where a chain ends and what was uploaded.
type recTesta struct {
	Ultimo  int64  `json:"ultimo"`
	Hash    []byte `json:"hash"` // of the last sealed row
	Inviati int64  `json:"inviati"`
	// Lotto is the Idempotency-Key under which the rows up to Fino were, or are
	// about to be, uploaded: a repetition must be the same request.
	Lotto string `json:"lotto"`
	Fino  int64  `json:"fino"`
}

func luogoAudit(proprietario string, n int64) cifra.Luogo {
	return cifra.Luogo{Tabella: "audit", Riga: strconv.FormatInt(n, 10), Colonna: "contenuto", Schema: schemaAudit, Proprietario: proprietario}
}

func luogoTesta(proprietario string) cifra.Luogo {
	return cifra.Luogo{Tabella: "audit_testa", Colonna: "contenuto", Schema: schemaAudit, Proprietario: proprietario}
}

// AnnotaAudit appends an event to the doctor's chain. A chain that was tampered
// with is not continued: the error is "audit.manomesso" (Storage).
func (a *Archivio) AnnotaAudit(ctx context.Context, proprietario string, e esenpat.EventoAudit) error {
	const op = "store.AnnotaAudit"
	return a.conTesta(ctx, op, proprietario, func(tx *sql.Tx, k *cifra.Chiave, t *recTesta) error {
		chiaro, err := json.Marshal(recAudit{e.ID, e.Quando, e.Azione, e.Oggetto, e.AssistitoID, e.Esito, t.Hash})
		if err != nil {
			return esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
		}
		cella, err := k.Sigilla(luogoAudit(proprietario, t.Ultimo+1), chiaro)
		if err != nil {
			return err
		}
		somma := sha256.Sum256(cella)
		t.Ultimo, t.Hash = t.Ultimo+1, somma[:]
		_, err = tx.ExecContext(ctx, `INSERT INTO audit (proprietario, n, contenuto) VALUES (?, ?, ?)`, indice(k, proprietario), t.Ultimo, cella)
		return err
	})
}

// LottoAudit returns the next events to upload, at most n, and the key to
// upload them with: the same ones again until [Archivio.InviatoAudit] confirms
// them. No events: nothing to upload. nuova makes a key.
func (a *Archivio) LottoAudit(ctx context.Context, proprietario string, n int, nuova func() string) (chiave string, eventi []esenpat.EventoAudit, err error) {
	const op = "store.LottoAudit"
	err = a.conTesta(ctx, op, proprietario, func(tx *sql.Tx, k *cifra.Chiave, t *recTesta) error {
		if t.Inviati == t.Ultimo {
			return nil
		}
		if t.Lotto == "" {
			t.Lotto, t.Fino = nuova(), min(t.Inviati+int64(n), t.Ultimo)
		}
		chiave = t.Lotto
		eventi, err = leggiAudit(ctx, tx, k, proprietario, *t, t.Inviati, t.Fino)
		return err
	})
	return chiave, eventi, err
}

// InviatoAudit confirms the batch that has this key.
func (a *Archivio) InviatoAudit(ctx context.Context, proprietario, chiave string) error {
	return a.conTesta(ctx, "store.InviatoAudit", proprietario, func(_ *sql.Tx, _ *cifra.Chiave, t *recTesta) error {
		if t.Lotto == chiave && chiave != "" {
			t.Inviati, t.Lotto, t.Fino = t.Fino, "", 0
		}
		return nil
	})
}

// VerificaAudit reads a doctor's whole chain. An event that was changed,
// removed, added or moved is "audit.manomesso" (Storage).
func (a *Archivio) VerificaAudit(ctx context.Context, proprietario string) (n int, err error) {
	err = a.conTesta(ctx, "store.VerificaAudit", proprietario, func(tx *sql.Tx, k *cifra.Chiave, t *recTesta) error {
		eventi, errLettura := leggiAudit(ctx, tx, k, proprietario, *t, 0, t.Ultimo)
		n = len(eventi)
		return errLettura
	})
	return n, err
}

// conTesta runs f on the head of a chain in one transaction and writes the head
// back if f changed it.
func (a *Archivio) conTesta(ctx context.Context, op, proprietario string, f func(*sql.Tx, *cifra.Chiave, *recTesta) error) error {
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		t, prima, err := leggiTesta(ctx, tx, k, proprietario)
		if err != nil {
			return err
		}
		if err = f(tx, k, &t); err != nil {
			return err
		}
		dopo, err := json.Marshal(t)
		if err != nil || bytes.Equal(prima, dopo) {
			return err
		}
		cella, err := k.Sigilla(luogoTesta(proprietario), dopo)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO audit_testa (proprietario, contenuto) VALUES (?, ?)
ON CONFLICT (proprietario) DO UPDATE SET contenuto = excluded.contenuto`, indice(k, proprietario), cella)
		return err
	})
}

// leggiTesta returns the head of a chain; without one there must be no rows.
func leggiTesta(ctx context.Context, tx *sql.Tx, k *cifra.Chiave, proprietario string) (t recTesta, chiaro []byte, err error) {
	var cella []byte
	err = tx.QueryRowContext(ctx, `SELECT contenuto FROM audit_testa WHERE proprietario = ?`, indice(k, proprietario)).Scan(&cella)
	if errors.Is(err, sql.ErrNoRows) {
		var righe int
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM audit WHERE proprietario = ?`, indice(k, proprietario)).Scan(&righe)
		if err == nil && righe > 0 {
			err = manomesso()
		}
		return t, nil, err
	}
	if err != nil {
		return t, nil, err
	}
	if chiaro, err = k.Apri(luogoTesta(proprietario), cella); err != nil || json.Unmarshal(chiaro, &t) != nil {
		return t, nil, manomesso()
	}
	return t, chiaro, nil
}

func manomesso() error { return esenpat.NewError(esenpat.Storage, "audit.manomesso", "store.audit") }

// rigaAudit is one sealed event.
type rigaAudit struct {
	n     int64
	cella []byte
}

// leggiAudit returns the events after da up to fino and checks the chain from
// there to its end, where the last hash must be the head's.
func leggiAudit(ctx context.Context, tx *sql.Tx, k *cifra.Chiave, proprietario string, t recTesta, da, fino int64) ([]esenpat.EventoAudit, error) {
	inizio := max(da, 1)
	righe, err := righeAudit(ctx, tx, indice(k, proprietario), inizio)
	if err != nil {
		return nil, err
	}
	var eventi []esenpat.EventoAudit
	var somma []byte // of the row before; at the first row read it is not known, but for the chain's own first
	for i, r := range righe {
		e, errSigillo := r.apri(k, proprietario)
		if errSigillo != nil || r.n != inizio+int64(i) || (i > 0 || r.n == 1) && !bytes.Equal(e.Prima, somma) {
			return nil, manomesso()
		}
		h := sha256.Sum256(r.cella)
		somma = h[:]
		if r.n > da && r.n <= fino {
			eventi = append(eventi, esenpat.EventoAudit{ID: e.ID, Quando: e.Quando, Azione: e.Azione, Oggetto: e.Oggetto, AssistitoID: e.AssistitoID, Esito: e.Esito})
		}
	}
	if inizio+int64(len(righe)) != t.Ultimo+1 || !bytes.Equal(somma, t.Hash) {
		return nil, manomesso()
	}
	return eventi, nil
}

func (r rigaAudit) apri(k *cifra.Chiave, proprietario string) (e recAudit, err error) {
	chiaro, err := k.Apri(luogoAudit(proprietario, r.n), r.cella)
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(chiaro, &e)
}

func righeAudit(ctx context.Context, tx *sql.Tx, indice string, da int64) (righe []rigaAudit, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT n, contenuto FROM audit WHERE proprietario = ? AND n >= ? ORDER BY n`, indice, da)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r rigaAudit
		if err := rows.Scan(&r.n, &r.cella); err != nil {
			return nil, err
		}
		righe = append(righe, r)
	}
	return righe, rows.Err()
}
