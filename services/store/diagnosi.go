package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Diagnosi is what can be told of a database without any key.
type Diagnosi struct {
	Schema      int
	Byte        int64
	Bozze       int
	BozzeGuaste int
	Atti        int
	Quarantene  int
}

// Esamina looks at the database of a profile without changing it, also while a
// window uses it, and runs SQLite's full check. A profile without a database is
// no error. Errors: "archivio.schema-nuovo" and those of [Archivio].
func Esamina(ctx context.Context, dir string) (d Diagnosi, err error) {
	const op = "store.Esamina"
	file := filepath.Join(dir, nomeFile)
	quarantene, err := os.ReadDir(filepath.Join(dir, "quarantena"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d, traduci(op, err)
	}
	d.Quarantene = len(quarantene)
	info, err := os.Stat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err != nil {
		return d, traduci(op, err)
	}
	d.Byte = info.Size()
	if d.Schema, err = esamina(ctx, file); err != nil || d.Schema == 0 {
		return d, err
	}
	if d.Schema > ultima() {
		return d, esenpat.NewError(esenpat.Storage, "archivio.schema-nuovo", op)
	}
	db, err := apriSQLite(file, leggere)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, traduci(op, db.Close())) }()
	for query, dove := range map[string]*int{
		`SELECT count(*) FROM bozze`: &d.Bozze, `SELECT count(*) FROM bozze_guaste`: &d.BozzeGuaste, `SELECT count(*) FROM atti_in_sospeso`: &d.Atti,
	} {
		if err := db.QueryRowContext(ctx, query).Scan(dove); err != nil {
			return d, traduci(op, err)
		}
	}
	return d, verifica(ctx, db, "PRAGMA integrity_check")
}
