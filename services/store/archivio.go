// Package store keeps what must survive on this workstation: drafts, acts
// without a known outcome, preferences. It exists so that "saved" on the screen
// means on the disk, also after a power cut, and that a stolen disk says
// nothing of a patient: what is clinical is sealed cell by cell before SQLite
// sees it (spec 4, SE-01, 4.3).
package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite", pure Go
)

const nomeFile = "archivio.db"

// Chiavi gives the key of a doctor. Errors have Kind Keyring; it may wait some
// seconds for the key ring, and never falls back to plain text.
type Chiavi interface {
	Chiave(ctx context.Context, proprietario string) (*cifra.Chiave, error)
}

// Opzioni open an [Archivio].
type Opzioni struct {
	Dir    string // the profile; made with 0700
	Chiavi Chiavi
	Ora    func() time.Time
	Log    *slog.Logger // nil: nothing is logged
}

// Archivio is the database of one profile. It is safe for concurrent use, also
// by several processes on the same profile. Writers wait for each other, up to
// five seconds.
//
// Every method returns, beside its own errors, those of the keys (Kind Keyring)
// and, Kind Storage: "archivio.disco-pieno", "archivio.sola-lettura",
// "archivio.corrotto", "archivio.occupato", "archivio.errore-disco". A write
// that returned nil is durable; one that returned an error changed nothing and
// may be repeated.
type Archivio struct {
	scrive *sql.DB // one connection: SQLite has one writer
	legge  *sql.DB
	chiavi Chiavi
	log    *slog.Logger

	dir        string
	quarantena string
}

// Apri opens the database of the profile, creating or migrating it. A damaged
// one is moved aside, never deleted, and a new one takes its place: see
// [Archivio.Quarantena]. Errors: "archivio.schema-nuovo" when a newer version
// of the program wrote it (the file is left as it is), "archivio.non-leggibile",
// and those of [Archivio].
func Apri(ctx context.Context, o Opzioni) (*Archivio, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	file := filepath.Join(o.Dir, nomeFile)
	a := &Archivio{chiavi: o.Chiavi, log: o.Log, dir: o.Dir}
	versione, err := a.trova(ctx, o, file)
	if err != nil {
		return nil, err
	}
	if versione > ultima() {
		return nil, esenpat.NewError(esenpat.Storage, "archivio.schema-nuovo", "store.Apri")
	}
	if err := a.collega(ctx, file, versione); err != nil {
		return nil, errors.Join(err, a.Chiudi())
	}
	if a.quarantena != "" {
		a.recupera(ctx)
	}
	return a, nil
}

// trova makes sure of a database that can be opened, and returns its schema.
func (a *Archivio) trova(ctx context.Context, o Opzioni, file string) (versione int, err error) {
	if err = preparaCartella(o.Dir); err != nil {
		return 0, err
	}
	if a.quarantena, err = pronta(ctx, o.Dir, file, o.Ora()); err != nil {
		return 0, err
	}
	if err = prepara(o.Dir, file); err != nil {
		return 0, err
	}
	err = insisti(ctx, func() (err error) {
		versione, err = esamina(ctx, file)
		return err
	})
	if !guasto(err) {
		return versione, err
	}
	o.Log.LogAttrs(ctx, slog.LevelError, "database damaged, moved to quarantine", slog.Any("err", esenpat.AsError(err)))
	if a.quarantena, err = isola(o.Dir, o.Ora(), "", "-wal", "-shm"); err == nil {
		err = nasce(ctx, o.Dir, file)
	}
	return ultima(), err
}

// collega opens the connections, migrates and checks that the settings that
// durability rests upon are really in force.
func (a *Archivio) collega(ctx context.Context, file string, versione int) error {
	var err error
	if a.scrive, err = apriSQLite(file, scrivere); err != nil {
		return err
	}
	if err = insisti(ctx, func() error { return migra(ctx, a.scrive, file, versione) }); err != nil {
		return err
	}
	if err = controlla(ctx, a.scrive); err != nil {
		return err
	}
	if err = insisti(ctx, func() error { return numera(ctx, a.scrive) }); err != nil {
		return err
	}
	a.legge, err = apriSQLite(file, leggere)
	return err
}

// Quarantena returns the folder where a damaged database was put when this one
// was opened, "" when nothing was wrong: the user must be told.
func (a *Archivio) Quarantena() string { return a.quarantena }

// Chiudi writes everything back to the main file and closes it.
func (a *Archivio) Chiudi() error {
	var errs []error
	for _, db := range []*sql.DB{a.legge, a.scrive} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if err := errors.Join(errs...); err != nil {
		return traduci("store.Chiudi", err)
	}
	return nil
}

// Integra runs SQLite's full check; it is for diagnostics and tests.
func (a *Archivio) Integra(ctx context.Context) error {
	return verifica(ctx, a.legge, "PRAGMA integrity_check")
}

// preparaCartella makes the folder with the rights of SE-05 whatever the umask.
func preparaCartella(dir string) error {
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		err = restringi(dir, 0o700)
	}
	return traduci("store.preparaCartella", err)
}

// prepara gives the file the rights of SE-05: SQLite gives its -wal and -shm
// files those of the main one. It fails where the file cannot be written.
func prepara(dir, file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return traduci("store.prepara", err)
	}
	if err := f.Close(); err != nil {
		return traduci("store.prepara", err)
	}
	if err := restringi(file, 0o600); err != nil {
		return traduci("store.prepara", err)
	}
	fissaCartella(dir)
	fissaCartella(filepath.Dir(dir))
	return nil
}

// fissaCartella makes new names survive a power cut. Some file systems and
// Windows do not offer it and keep names in order by themselves.
func fissaCartella(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

func restringi(path string, mode fs.FileMode) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&^mode == 0 {
		return err
	}
	return os.Chmod(path, mode)
}
