package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Limits that keep preferences from becoming a place for anything else.
const (
	maxChiavePreferenza = 64
	maxValorePreferenza = 2048
)

// Preferenze returns what was set for an owner ("" is the workstation itself
// and needs no key, so that theme and address are there before the login).
func (a *Archivio) Preferenze(ctx context.Context, proprietario string) (valori map[string]string, err error) {
	const op = "store.Preferenze"
	di, err := a.diChi(ctx, proprietario)
	if err != nil {
		return nil, err
	}
	rows, err := a.legge.QueryContext(ctx, `SELECT chiave, valore FROM preferenze WHERE proprietario = ?`, di)
	if err != nil {
		return nil, traduci(op, err)
	}
	defer func() { err = traduci(op, errors.Join(err, rows.Close())) }()
	valori = map[string]string{}
	for rows.Next() {
		var chiave, valore string
		if err := rows.Scan(&chiave, &valore); err != nil {
			return nil, traduci(op, err)
		}
		valori[chiave] = valore
	}
	return valori, traduci(op, rows.Err())
}

// SalvaPreferenza sets one preference: how the program looks, addresses, codes
// used last. It is not sealed: nothing clinical and no name may be put here.
// An empty value removes it. The error for a text too long is
// "preferenza.non-valida" (Invalid).
func (a *Archivio) SalvaPreferenza(ctx context.Context, proprietario, chiave, valore string) error {
	const op = "store.SalvaPreferenza"
	if err := preferenzaValida(op, chiave, valore); err != nil {
		return err
	}
	di, err := a.diChi(ctx, proprietario)
	if err != nil {
		return err
	}
	return a.inTransazione(ctx, op, func(tx *sql.Tx) error {
		if valore == "" {
			_, err := tx.ExecContext(ctx, `DELETE FROM preferenze WHERE proprietario = ? AND chiave = ?`, di, chiave)
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO preferenze (proprietario, chiave, valore) VALUES (?, ?, ?)
ON CONFLICT (proprietario, chiave) DO UPDATE SET valore = excluded.valore`, di, chiave, valore)
		return err
	})
}

func preferenzaValida(op, chiave, valore string) error {
	if chiave == "" || len(chiave) > maxChiavePreferenza || len(valore) > maxValorePreferenza {
		return esenpat.NewError(esenpat.Invalid, "preferenza.non-valida", op)
	}
	return nil
}

func (a *Archivio) diChi(ctx context.Context, proprietario string) (string, error) {
	if proprietario == "" {
		return "", nil
	}
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return "", err
	}
	return indice(k, proprietario), nil
}
