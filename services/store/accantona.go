package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// tabelleDi are the tables whose rows belong to a doctor.
func tabelleDi() []string {
	return []string{"bozze", "bozze_guaste", "atti_in_sospeso", "conservati", "audit", "audit_testa", "preferenze"}
}

// accantonato is the file where the rows of a lost key are put aside.
func (a *Archivio) accantonato(indice string) string {
	return filepath.Join(a.dir, "archivio-"+indice+".locked")
}

// ContaChiuse returns how many drafts and acts without an outcome lie under a
// blind index: to count them needs no key.
func (a *Archivio) ContaChiuse(ctx context.Context, indice string) (bozze, atti int, err error) {
	err = a.legge.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM bozze WHERE proprietario = ?1),
(SELECT count(*) FROM atti_in_sospeso WHERE proprietario = ?1)`, indice).Scan(&bozze, &atti)
	return bozze, atti, traduci("store.ContaChiuse", err)
}

// Accantona moves what lies under a blind index whose key is lost (see
// cifra.Mazzo.Perse) to a file of its own, "archivio-….locked", with the rights
// of the archive: nothing is deleted before the copy is on the disk, and no
// other doctor's row is touched. Preferences are copied and stay, see
// [Archivio.EreditaPreferenze]. It may be repeated after a crash.
func (a *Archivio) Accantona(ctx context.Context, indice string) error {
	const op = "store.Accantona"
	file := a.accantonato(indice)
	if err := nasce(ctx, a.dir, file); err != nil { // what is there already stays
		return err
	}
	err := a.inTransazione(ctx, op, func(tx *sql.Tx) error { // nobody writes meanwhile
		if err := a.copiaIn(ctx, file, indice); err != nil {
			return err
		}
		return elimina(ctx, tx, indice, tabelleDi()[:len(tabelleDi())-1])
	})
	if err != nil {
		return err
	}
	a.svuotaLog(ctx)
	return nil
}

func elimina(ctx context.Context, tx *sql.Tx, indice string, tabelle []string) error {
	for _, t := range tabelle {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+t+` WHERE proprietario = ?`, indice); err != nil { //nolint:gosec // the names are ours
			return err
		}
	}
	return nil
}

// copiaIn copies the rows to the file, all of them or none.
func (a *Archivio) copiaIn(ctx context.Context, file, indice string) (err error) {
	altro, err := apriSQLite(file, scrivere)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, altro.Close()) }() // the log goes into the file
	if err = controlla(ctx, altro); err != nil {
		return err
	}
	c, err := altro.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if _, err = c.ExecContext(ctx, `ATTACH DATABASE ? AS origine`, filepath.Join(a.dir, nomeFile)); err != nil {
		return err
	}
	// Not the immediate transaction of the driver: that would want to write in
	// the origin too, which the caller holds. Closing rolls back.
	if _, err = c.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	for _, t := range tabelleDi() {
		copia := strings.ReplaceAll(`INSERT OR REPLACE INTO main.tabella SELECT * FROM origine.tabella WHERE proprietario = ?1
EXCEPT SELECT * FROM main.tabella WHERE proprietario = ?1`, "tabella", t)
		if _, err = c.ExecContext(ctx, copia, indice); err != nil {
			return err
		}
	}
	_, err = c.ExecContext(ctx, "COMMIT")
	return err
}

// EreditaPreferenze gives the doctor, who has a new key, the preferences that
// lie under the index of the lost one: they are no secret, and their choice.
func (a *Archivio) EreditaPreferenze(ctx context.Context, indiceVecchio, proprietario string) error {
	k, err := a.chiavi.Chiave(ctx, proprietario)
	if err != nil {
		return err
	}
	return a.inTransazione(ctx, "store.EreditaPreferenze", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE OR IGNORE preferenze SET proprietario = ? WHERE proprietario = ?`, indice(k, proprietario), indiceVecchio); err != nil {
			return err
		}
		return elimina(ctx, tx, indiceVecchio, []string{"preferenze"})
	})
}

// EliminaChiuse removes what lies under a blind index, put aside or not: only
// for «Rimuovi i miei dati da questa postazione» (SE-06).
func (a *Archivio) EliminaChiuse(ctx context.Context, indice string) error {
	const op = "store.EliminaChiuse"
	if err := a.inTransazione(ctx, op, func(tx *sql.Tx) error { return elimina(ctx, tx, indice, tabelleDi()) }); err != nil {
		return err
	}
	a.svuotaLog(ctx)
	for _, coda := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(a.accantonato(indice) + coda); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return esenpat.NewError(esenpat.Storage, "archivio.non-scrivibile", op).Because(err)
		}
	}
	return nil
}
