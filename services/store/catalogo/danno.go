package catalogo

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// NomeDanneggiato is what a database that cannot be read is renamed to. It stays
// until an official list is imported again: nothing else could be in it that the
// program does not carry.
const NomeDanneggiato = "catalogo.danneggiato.db"

// Danno returns the error "catalogo.archivio-danneggiato" while a damaged
// database lies aside: what was imported is not in use.
func (a *Archivio) Danno() error {
	if a.dir == "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(a.dir, NomeDanneggiato)); err != nil {
		return nil //nolint:nilerr // no damaged file, no damage
	}
	return danneggiato("catalogo.Danno")
}

// rifai sets the damaged database aside and begins a new one.
func (a *Archivio) rifai(ctx context.Context) error {
	if a.dir == "" {
		return danneggiato("catalogo.rifai")
	}
	_ = a.db.Close() // it is damaged: what counts is the new one
	if err := mettiDaParte(a.dir); err != nil {
		return guasto("catalogo.rifai", err)
	}
	db, err := apri(a.dir)
	if err != nil {
		return err
	}
	a.db = db
	return prepara(ctx, db)
}

func mettiDaParte(dir string) error {
	file := filepath.Join(dir, NomeFile)
	for _, coda := range []string{"-wal", "-shm"} {
		if err := os.Remove(file + coda); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Rename(file, filepath.Join(dir, NomeDanneggiato))
}

// riparato removes the sign of a damage that an import has made good.
func (a *Archivio) riparato() {
	if a.dir != "" {
		_ = os.Remove(filepath.Join(a.dir, NomeDanneggiato)) // it is only a notice
	}
}

// corrotto reports whether SQLite found the file damaged.
func corrotto(err error) bool {
	s, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return false
	}
	primario := s.Code() & 0xff // the low byte is the primary code
	return primario == sqlite3.SQLITE_CORRUPT || primario == sqlite3.SQLITE_NOTADB
}

func eDanneggiato(err error) bool { return esenpat.CodeOf(err) == "catalogo.archivio-danneggiato" }
