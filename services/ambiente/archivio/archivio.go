// Package archivio is the memory of the test environment: one SQLite file in
// WAL mode with synchronous FULL, so that what was answered survives a power
// cut. It knows no rule; every change happens inside the caller's transaction.
package archivio

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver
)

//go:embed migrazioni/*.sql
var migrazioni embed.FS

// NomeFile is the database in the environment's directory.
const NomeFile = "ambiente.db"

// ErrNessuno says that there is no such row.
var ErrNessuno = errors.New("archivio: no row")

// Esecutore is what *sql.DB and *sql.Tx share.
type Esecutore interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Archivio is the open database.
type Archivio struct{ db *sql.DB }

// Apri opens or creates the database in dir (0700; the file is 0600) and
// brings it to the current version. What says something of a person is closed by
// sigillo; nil leaves it in plain.
func Apri(ctx context.Context, dir string, sigillo Sigillo) (*Archivio, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("archivio: %w", err)
	}
	percorso := filepath.Join(dir, NomeFile)
	f, err := os.OpenFile(percorso, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("archivio: %w", err)
	}
	if err = errors.Join(f.Close(), os.Chmod(percorso, 0o600)); err != nil {
		return nil, fmt.Errorf("archivio: %w", err)
	}
	dsn := "file:" + filepath.ToSlash(percorso) +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_txlock=immediate"
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("archivio: %w", err)
	}
	if sigillo != nil {
		sqlite := db.Driver()
		if err = db.Close(); err != nil { // it was never connected
			return nil, fmt.Errorf("archivio: %w", err)
		}
		db = sql.OpenDB(&sigillato{sqlite, dsn, sigillo})
	}
	db.SetMaxOpenConns(4)
	a := &Archivio{db}
	err = a.migra(ctx)
	if err == nil && sigillo != nil {
		err = a.chiudi(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return a, nil
}

// DB returns the database, for the signing authorities that share it.
func (a *Archivio) DB() *sql.DB { return a.db }

// Chiudi closes the database.
func (a *Archivio) Chiudi() error { return a.db.Close() }

func (a *Archivio) migra(ctx context.Context) error {
	var versione int
	if err := a.db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&versione); err != nil {
		return fmt.Errorf("archivio: %w", err)
	}
	passi, err := fs.Glob(migrazioni, "migrazioni/*.sql")
	if err != nil {
		return fmt.Errorf("archivio: %w", err)
	}
	if versione > len(passi) {
		return fmt.Errorf("archivio: schema %d is newer than this program", versione)
	}
	for i := versione; i < len(passi); i++ {
		b, err := migrazioni.ReadFile(passi[i])
		if err != nil {
			return fmt.Errorf("archivio: %w", err)
		}
		err = a.Transazione(ctx, func(tx *sql.Tx) error {
			_, err = tx.ExecContext(ctx, string(b)+fmt.Sprintf(";\nPRAGMA user_version = %d", i+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("archivio: %s: %w", passi[i], err)
		}
	}
	return nil
}

// Transazione runs f in one transaction and commits if it returns nil.
func (a *Archivio) Transazione(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := a.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("archivio: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // no effect after Commit
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Conta returns how many rows a table has, for tests.
func (a *Archivio) Conta(ctx context.Context, condizione string, args ...any) (int, error) {
	var n int
	err := a.db.QueryRowContext(ctx, `SELECT count(*) FROM `+condizione, args...).Scan(&n)
	return n, err
}

func istante(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

func leggiIstante(s string) time.Time {
	t, err := time.Parse("2006-01-02T15:04:05.000Z", s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// nessuno turns sql.ErrNoRows into ErrNessuno.
func nessuno(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNessuno
	}
	return err
}

// Impostazione returns a setting, creating it with valore at first use.
func Impostazione(ctx context.Context, q Esecutore, chiave, valore string) (string, error) {
	if _, err := q.ExecContext(ctx, `INSERT INTO impostazioni (chiave, valore) VALUES (?, ?) ON CONFLICT DO NOTHING`, chiave, valore); err != nil {
		return "", err
	}
	var v string
	err := q.QueryRowContext(ctx, `SELECT valore FROM impostazioni WHERE chiave = ?`, chiave).Scan(&v)
	return v, err
}

// Prossimo returns the next number of a counter that restarts every year for
// every company (spec 1.4, progressivo).
func Prossimo(ctx context.Context, q Esecutore, tipo, asl string, anno int) (int64, error) {
	var n int64
	err := q.QueryRowContext(ctx, `INSERT INTO progressivi (tipo, asl, anno, valore) VALUES (?, ?, ?, 1)
		ON CONFLICT DO UPDATE SET valore = valore + 1 RETURNING valore`, tipo, asl, anno).Scan(&n)
	return n, err
}

// revisione numbers the changes of all resources: the cursor of the deltas.
func revisione(ctx context.Context, q Esecutore) (int64, error) {
	return Prossimo(ctx, q, "REV", "", 0)
}
