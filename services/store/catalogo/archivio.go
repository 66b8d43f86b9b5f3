// Package catalogo keeps the code catalogues of this workstation in SQLite: the
// set that the program carries, entry by entry with version and hash, and the
// official files that were imported. It has a database file of its own, because
// nothing in it is personal and a damaged catalogue must not touch a draft.
package catalogo

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// NomeFile is the database's name in the profile.
const NomeFile = "catalogo.db"

// schemaCatalogo is the schema version that this program writes.
const schemaCatalogo = 1

const tabelle = `
CREATE TABLE IF NOT EXISTS insieme (
  id INTEGER PRIMARY KEY CHECK (id = 1), schema INTEGER NOT NULL, versione TEXT NOT NULL, sha256 TEXT NOT NULL, caricato_il TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS file (nome TEXT PRIMARY KEY, sha256 TEXT NOT NULL, contenuto BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS voce (
  codifica TEXT NOT NULL, codice TEXT NOT NULL, riga TEXT NOT NULL, gruppo TEXT NOT NULL, descrizione TEXT NOT NULL,
  riferimento TEXT NOT NULL, note TEXT NOT NULL, valida_da TEXT NOT NULL, valida_fino TEXT NOT NULL, PRIMARY KEY (codifica, codice)
);
CREATE TABLE IF NOT EXISTS importato (
  tipo TEXT PRIMARY KEY, nome TEXT NOT NULL, versione TEXT NOT NULL, sha256 TEXT NOT NULL, sha256_voci TEXT NOT NULL, importato_il TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS voce_importata (
  tipo TEXT NOT NULL REFERENCES importato (tipo) ON DELETE CASCADE, posto INTEGER NOT NULL, codice TEXT NOT NULL, dati TEXT NOT NULL,
  PRIMARY KEY (tipo, posto)
);
CREATE TABLE IF NOT EXISTS copia (
  servizio TEXT NOT NULL, nome TEXT NOT NULL, versione TEXT NOT NULL, etag TEXT NOT NULL, aggiornato_il TEXT NOT NULL, ricevuto_il TEXT NOT NULL,
  sha256 TEXT NOT NULL, dati TEXT NOT NULL, PRIMARY KEY (servizio, nome)
);
`

// Archivio is the catalogue database of one profile. Every write is one
// transaction: on an error what was there stays. Errors are Kind Storage
// "catalogo.archivio", and "catalogo.archivio-danneggiato" when what is read
// does not match its hash.
type Archivio struct {
	db  *sql.DB
	dir string // empty when the caller owns the database
	ora func() time.Time
}

// Apri opens or creates the database in dir. One that is damaged is set aside
// and a new one takes its place; Danno then says so.
func Apri(ctx context.Context, dir string, ora func() time.Time) (*Archivio, error) {
	db, err := apri(dir)
	if err != nil {
		return nil, err
	}
	a := &Archivio{db: db, dir: dir, ora: ora}
	if err = prepara(ctx, db); eDanneggiato(err) {
		err = a.rifai(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, a.db.Close())
	}
	return a, nil
}

func apri(dir string) (*sql.DB, error) {
	if err := riserva(filepath.Join(dir, NomeFile)); err != nil {
		return nil, guasto("catalogo.Apri", err)
	}
	file := (&url.URL{Path: filepath.ToSlash(filepath.Join(dir, NomeFile))}).EscapedPath()
	if file != "" && file[0] != '/' { // a Windows path begins with its drive
		file = "/" + file
	}
	db, err := sql.Open("sqlite", "file:"+file+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(5000)")
	return db, guasto("catalogo.Apri", err)
}

// riserva makes file the user's own whatever the umask; SQLite gives the same
// mode to the files that it puts beside it.
func riserva(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// New prepares the tables in db, which the caller goes on owning.
func New(ctx context.Context, db *sql.DB, ora func() time.Time) (*Archivio, error) {
	if err := prepara(ctx, db); err != nil {
		return nil, err
	}
	return &Archivio{db: db, ora: ora}, nil
}

func prepara(ctx context.Context, db *sql.DB) error {
	db.SetMaxOpenConns(1)
	_, err := db.ExecContext(ctx, tabelle)
	return guasto("catalogo.prepara", err)
}

// Chiudi closes the database.
func (a *Archivio) Chiudi() error { return guasto("catalogo.Chiudi", a.db.Close()) }

// inTransazione runs f in one transaction.
func (a *Archivio) inTransazione(ctx context.Context, op string, f func(*sql.Tx) error) error {
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return guasto(op, err)
	}
	if err = f(tx); err != nil {
		_ = tx.Rollback() // the cause is what counts
		return guasto(op, err)
	}
	return guasto(op, tx.Commit())
}

func guasto(op string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*esenpat.Error](err); ok {
		return e
	}
	if corrotto(err) {
		return danneggiato(op)
	}
	return esenpat.NewError(esenpat.Storage, "catalogo.archivio", op).Because(err)
}

func danneggiato(op string) error {
	return esenpat.NewError(esenpat.Storage, "catalogo.archivio-danneggiato", op)
}
