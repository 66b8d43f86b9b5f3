package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

const schemaConservato = 1

// maxConservati is how many things of one kind a doctor keeps; the oldest go.
const maxConservati = 500

type recConservato struct {
	Chiave    string    `json:"chiave"`
	Quando    time.Time `json:"quando"`
	Contenuto []byte    `json:"contenuto"`
}

func luogoConservato(proprietario, cassetto, indice string) cifra.Luogo {
	return cifra.Luogo{
		Tabella: "conservati", Riga: cassetto + "/" + indice, Colonna: "contenuto", Schema: schemaConservato, Proprietario: proprietario,
	}
}

// Conserva keeps c for its owner, in place of what had the same Cassetto and
// Chiave, and returns once it is on the disk.
func (a *Archivio) Conserva(ctx context.Context, proprietario string, c esenpat.Conservato) error {
	const op = "store.Conserva"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	chiaro, err := json.Marshal(recConservato{c.Chiave, c.Quando, c.Contenuto})
	if err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
	}
	di, chiave := indice(k, proprietario), k.Impronta("conservati/"+c.Cassetto, c.Chiave)
	cella, err := k.Sigilla(luogoConservato(proprietario, c.Cassetto, chiave), chiaro)
	if err != nil {
		return err
	}
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
INSERT INTO conservati (proprietario, cassetto, chiave, ordine, schema, contenuto)
VALUES (?, ?, ?, (SELECT coalesce(max(ordine), 0) + 1 FROM conservati), ?, ?)
ON CONFLICT (proprietario, cassetto, chiave) DO UPDATE SET ordine = excluded.ordine, schema = excluded.schema, contenuto = excluded.contenuto`,
			di, c.Cassetto, chiave, schemaConservato, cella)
		if err == nil {
			_, err = tx.ExecContext(ctx, `
DELETE FROM conservati WHERE proprietario = ? AND cassetto = ? AND chiave NOT IN
  (SELECT chiave FROM conservati WHERE proprietario = ? AND cassetto = ? ORDER BY ordine DESC LIMIT ?)`,
				di, c.Cassetto, di, c.Cassetto, maxConservati)
		}
		return err
	})
}

// Conservati returns what an owner keeps of one kind, the last kept first. One
// whose seal does not hold is left out: it can be had again.
func (a *Archivio) Conservati(ctx context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error) {
	const op = "store.Conservati"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	righe, err := leggiRighe(ctx, a.legge, `SELECT chiave, schema, contenuto FROM conservati WHERE proprietario = ? AND cassetto = ? ORDER BY ordine DESC`,
		indice(k, proprietario), cassetto)
	if err != nil {
		return nil, traduci(op, err)
	}
	out := make([]esenpat.Conservato, 0, len(righe))
	for _, r := range righe {
		if c, ok := a.apriConservato(ctx, k, proprietario, cassetto, r); ok {
			out = append(out, c)
		}
	}
	return out, nil
}

// Conservato returns one of them, or NotFound "conservato.assente".
func (a *Archivio) Conservato(ctx context.Context, proprietario, cassetto, chiave string) (esenpat.Conservato, error) {
	const op = "store.Conservato"
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return esenpat.Conservato{}, err
	}
	r := riga{id: k.Impronta("conservati/"+cassetto, chiave)}
	err = a.legge.QueryRowContext(ctx, `SELECT schema, contenuto FROM conservati WHERE proprietario = ? AND cassetto = ? AND chiave = ?`,
		indice(k, proprietario), cassetto, r.id).Scan(&r.schema, &r.cella)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return esenpat.Conservato{}, traduci(op, err)
	}
	if err == nil {
		if c, ok := a.apriConservato(ctx, k, proprietario, cassetto, r); ok {
			return c, nil
		}
	}
	return esenpat.Conservato{}, conservatoAssente(op)
}

func conservatoAssente(op string) error {
	return esenpat.NewError(esenpat.NotFound, "conservato.assente", op)
}

func (a *Archivio) apriConservato(ctx context.Context, k *cifra.Chiave, proprietario, cassetto string, r riga) (esenpat.Conservato, bool) {
	chiaro, err := k.Apri(luogoConservato(proprietario, cassetto, r.id), r.cella)
	if err != nil {
		a.log.LogAttrs(ctx, slog.LevelError, "kept item left out: its seal does not hold", slog.String("cassetto", cassetto))
		return esenpat.Conservato{}, false
	}
	var rec recConservato
	if r.schema != schemaConservato || json.Unmarshal(chiaro, &rec) != nil {
		return esenpat.Conservato{}, false
	}
	return esenpat.Conservato{Cassetto: cassetto, Chiave: rec.Chiave, Quando: rec.Quando, Contenuto: rec.Contenuto}, true
}

// TogliConservato removes one of them, so that its bytes are overwritten too;
// what is not there is no error.
func (a *Archivio) TogliConservato(ctx context.Context, proprietario, cassetto, chiave string) error {
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	err = a.inTransazione(ctx, "store.TogliConservato", func(tx *sql.Tx) error {
		_, errSQL := tx.ExecContext(ctx, `DELETE FROM conservati WHERE proprietario = ? AND cassetto = ? AND chiave = ?`,
			indice(k, proprietario), cassetto, k.Impronta("conservati/"+cassetto, chiave))
		return errSQL
	})
	if err == nil {
		a.svuotaLog(ctx)
	}
	return err
}

// Conserva keeps c; see [Archivio.Conserva].
func (m *Memoria) Conserva(_ context.Context, proprietario string, c esenpat.Conservato) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.togliConservato(proprietario, c.Cassetto, c.Chiave)
	m.conservati = append(m.conservati, conservatoDi{proprietario, c})
	return nil
}

// Conservati returns what an owner keeps of one kind, the last kept first.
func (m *Memoria) Conservati(_ context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []esenpat.Conservato
	for _, x := range slices.Backward(m.conservati) {
		if x.proprietario == proprietario && x.c.Cassetto == cassetto {
			out = append(out, x.c)
		}
	}
	return out, nil
}

// Conservato returns one of them, or NotFound "conservato.assente".
func (m *Memoria) Conservato(_ context.Context, proprietario, cassetto, chiave string) (esenpat.Conservato, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, x := range m.conservati {
		if x.proprietario == proprietario && x.c.Cassetto == cassetto && x.c.Chiave == chiave {
			return x.c, nil
		}
	}
	return esenpat.Conservato{}, conservatoAssente("store.Conservato")
}

// TogliConservato removes one of them; what is not there is no error.
func (m *Memoria) TogliConservato(_ context.Context, proprietario, cassetto, chiave string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.togliConservato(proprietario, cassetto, chiave)
	return nil
}
