package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// migrazioni are numbered from 1 without gaps; a released one is never edited.
//
//go:embed migrazioni/*.sql
var migrazioni embed.FS

func elencoMigrazioni() []string {
	voci, err := migrazioni.ReadDir("migrazioni")
	if err != nil {
		return nil // cannot be: the folder is compiled in
	}
	nomi := make([]string, len(voci)) // ReadDir sorts by name, hence by number
	for i, v := range voci {
		nomi[i] = path.Join("migrazioni", v.Name())
	}
	return nomi
}

// ultima returns the schema version that this program writes.
func ultima() int { return len(elencoMigrazioni()) }

// migra brings the schema from versione to the latest, each step in one
// transaction with its version number: a kill in between leaves one or the
// other, and running again goes on from there. An older database is copied
// aside first.
func migra(ctx context.Context, db *sql.DB, file string, versione int) error {
	passi := elencoMigrazioni()
	if versione == len(passi) {
		return nil
	}
	if versione > 0 {
		if err := copia(ctx, db, fmt.Sprintf("%s.schema%d", file, versione)); err != nil {
			return err
		}
	}
	for ; versione < len(passi); versione++ {
		testo, err := migrazioni.ReadFile(passi[versione])
		if err != nil {
			return traduci("store.migra", err)
		}
		if err := passo(ctx, db, string(testo), versione); err != nil {
			return err
		}
	}
	return nil
}

// passo runs one migration unless another process ran it meanwhile.
func passo(ctx context.Context, db *sql.DB, testo string, da int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return traduci("store.migra", err)
	}
	var ora int
	err = tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&ora)
	if err == nil && ora == da {
		_, err = tx.ExecContext(ctx, testo+fmt.Sprintf("\nPRAGMA user_version = %d;", da+1))
	}
	if err != nil {
		_ = tx.Rollback() // the cause is what counts
		return traduci("store.migra", err)
	}
	return traduci("store.migra", tx.Commit())
}

// copia keeps the database as it is now; cells stay sealed in the copy. It is
// made under a name of its own and then given the right one: several processes
// may come here at once.
func copia(ctx context.Context, db *sql.DB, dove string) (err error) {
	tmp := dove + "." + rand.Text()
	defer func() {
		if resto := os.Remove(tmp); err == nil && !errors.Is(resto, fs.ErrNotExist) {
			err = traduci("store.copia", resto)
		}
	}()
	if _, err = db.ExecContext(ctx, "VACUUM INTO ?", tmp); err != nil {
		return traduci("store.copia", err)
	}
	if err = os.Chmod(tmp, 0o600); err != nil {
		return traduci("store.copia", err)
	}
	return traduci("store.copia", os.Rename(tmp, dove))
}
