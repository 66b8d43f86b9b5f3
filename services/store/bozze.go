package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

func luogoBozza(proprietario, id string, schema int) cifra.Luogo {
	return cifra.Luogo{Tabella: "bozze", Riga: id, Colonna: "contenuto", Schema: schema, Proprietario: proprietario}
}

// indice is the name of an owner in the database.
func indice(k *cifra.Chiave, proprietario string) string {
	return k.IndiceProprietario(proprietario)
}

// SalvaBozza writes b for its owner and returns once it is on the disk. A save
// that comes late, with a lower Sequenza than what is stored, is refused with
// "bozza.superata" (Conflict): the newer text stays.
func (a *Archivio) SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error {
	const op = "store.SalvaBozza"
	if b.ID == "" {
		return esenpat.NewError(esenpat.Invalid, "bozza.senza-id", op)
	}
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	chiaro, err := codificaBozza(b)
	if err != nil {
		return err
	}
	cella, err := k.Sigilla(luogoBozza(proprietario, b.ID, schemaBozza), chiaro)
	if err != nil {
		return err
	}
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `
INSERT INTO bozze (proprietario, id, sequenza, ordine, schema, contenuto)
VALUES (?, ?, ?, (SELECT coalesce(max(ordine), 0) + 1 FROM bozze), ?, ?)
ON CONFLICT (proprietario, id) DO UPDATE SET
  sequenza = excluded.sequenza, ordine = excluded.ordine, schema = excluded.schema, contenuto = excluded.contenuto
WHERE excluded.sequenza >= bozze.sequenza`, indice(k, proprietario), b.ID, b.Sequenza, schemaBozza, cella)
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		if err == nil && n == 0 {
			return esenpat.NewError(esenpat.Conflict, "bozza.superata", op)
		}
		return err
	})
}

// Bozze returns the drafts of an owner, the last saved first. One whose seal
// does not hold is put aside and left out: see [Archivio.BozzeGuaste].
func (a *Archivio) Bozze(ctx context.Context, proprietario string) ([]esenpat.Bozza, error) {
	const op = "store.Bozze"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	righe, err := leggiRighe(ctx, a.legge, `SELECT id, schema, contenuto FROM bozze WHERE proprietario = ? ORDER BY ordine DESC`,
		indice(k, proprietario))
	if err != nil {
		return nil, traduci(op, err)
	}
	bozze := make([]esenpat.Bozza, 0, len(righe))
	for _, r := range righe {
		b, err := apriBozza(k, proprietario, r)
		if esenpat.CodeOf(err) == "cifra.manomesso" {
			if err = a.accantona(ctx, indice(k, proprietario), r.id); err != nil {
				return nil, err
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		bozze = append(bozze, b)
	}
	return bozze, nil
}

// Bozza returns one draft, or NotFound "bozza.non-trovata".
func (a *Archivio) Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error) {
	const op = "store.Bozza"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return esenpat.Bozza{}, err
	}
	r := riga{id: id}
	err = a.legge.QueryRowContext(ctx, `SELECT schema, contenuto FROM bozze WHERE proprietario = ? AND id = ?`,
		indice(k, proprietario), id).Scan(&r.schema, &r.cella)
	if errors.Is(err, sql.ErrNoRows) {
		return esenpat.Bozza{}, esenpat.NewError(esenpat.NotFound, "bozza.non-trovata", op)
	}
	if err != nil {
		return esenpat.Bozza{}, traduci(op, err)
	}
	b, err := apriBozza(k, proprietario, r)
	if esenpat.CodeOf(err) == "cifra.manomesso" {
		return b, errors.Join(err, a.accantona(ctx, indice(k, proprietario), id))
	}
	return b, err
}

// EliminaBozza removes a draft so that its bytes are overwritten in the file
// and in its log too. Removing what is not there is no error.
func (a *Archivio) EliminaBozza(ctx context.Context, proprietario, id string) error {
	const op = "store.EliminaBozza"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	err = a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		_, errSQL := tx.ExecContext(ctx, `DELETE FROM bozze WHERE proprietario = ? AND id = ?`, indice(k, proprietario), id)
		return errSQL
	})
	if err != nil {
		return err
	}
	a.svuotaLog(ctx)
	return nil
}

// BozzeGuaste returns how many drafts of an owner were put aside because their
// seal did not hold: the doctor must be told.
func (a *Archivio) BozzeGuaste(ctx context.Context, proprietario string) (int, error) {
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return 0, err
	}
	var n int
	err = a.legge.QueryRowContext(ctx, `SELECT count(*) FROM bozze_guaste WHERE proprietario = ?`, indice(k, proprietario)).Scan(&n)
	return n, traduci("store.BozzeGuaste", err)
}

// accantona moves a draft to the damaged ones in one transaction.
func (a *Archivio) accantona(ctx context.Context, indice, id string) error {
	a.log.LogAttrs(ctx, slog.LevelError, "draft put aside: its seal does not hold", slog.String("id", id))
	return a.inTransazione(ctx, "store.accantona", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO bozze_guaste (proprietario, id, sequenza, schema, contenuto)
SELECT proprietario, id, sequenza, schema, contenuto FROM bozze WHERE proprietario = ? AND id = ?`, indice, id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM bozze WHERE proprietario = ? AND id = ?`, indice, id)
		return err
	})
}

type riga struct {
	id     string
	schema int
	cella  []byte
}

// interroga is a database or a transaction.
type interroga interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func leggiRighe(ctx context.Context, db interroga, query string, args ...any) (righe []riga, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r riga
		if err := rows.Scan(&r.id, &r.schema, &r.cella); err != nil {
			return nil, err
		}
		righe = append(righe, r)
	}
	return righe, rows.Err()
}

func apriBozza(k *cifra.Chiave, proprietario string, r riga) (esenpat.Bozza, error) {
	chiaro, err := k.Apri(luogoBozza(proprietario, r.id, r.schema), r.cella)
	if err != nil {
		return esenpat.Bozza{}, err
	}
	return decodificaBozza(r.schema, chiaro)
}
