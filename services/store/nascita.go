package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// pronta sees to it that there is a database that may be opened, and returns
// the folder of the quarantine if something had to go there first:
//
//   - a new one is made under a name of its own and appears whole: an empty file
//     is then never the beginning of a profile, but the rest of a damaged one;
//   - a log (-wal) that was written for another database, as when a copy was
//     put back beside it, would replace our pages without a word: its pages
//     carry another number than ours (PRAGMA application_id).
func pronta(ctx context.Context, dir, file string, ora time.Time) (quarantena string, err error) {
	info, err := os.Stat(file)
	_, errLog := os.Stat(file + "-wal")
	switch {
	case errors.Is(err, fs.ErrNotExist) && errLog == nil, err == nil && info.Size() == 0:
		if quarantena, err = isola(dir, ora, "", "-wal", "-shm"); err != nil {
			return "", err
		}
	case err == nil && logAltrui(file):
		return isola(dir, ora, "-wal", "-shm")
	case err == nil:
		return "", nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", traduci("store.pronta", err)
	}
	return quarantena, nasce(ctx, dir, file)
}

// nasce makes an empty database with today's schema; that another process was
// first is no error.
func nasce(ctx context.Context, dir, file string) (err error) {
	const op = "store.nasce"
	tmp := file + ".nuovo-" + rand.Text()
	f, err := os.OpenFile(tmp, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return traduci(op, err)
	}
	defer func() {
		for _, coda := range []string{"", "-wal", "-shm", "-journal"} {
			if resto := os.Remove(tmp + coda); err == nil && !errors.Is(resto, fs.ErrNotExist) {
				err = traduci(op, resto)
			}
		}
		fissaCartella(dir)
	}()
	if err = f.Close(); err != nil {
		return traduci(op, err)
	}
	db, err := apriSQLite(tmp, scrivere)
	if err != nil {
		return err
	}
	err = errors.Join(migra(ctx, db, tmp, 0), numera(ctx, db))
	if err = errors.Join(err, db.Close()); err != nil { // the log goes into the file
		return traduci(op, err)
	}
	if err = os.Link(tmp, file); errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil { // a file system without links
		if _, errStat := os.Stat(file); errStat == nil {
			return nil
		}
		err = os.Rename(tmp, file)
	}
	return traduci(op, err)
}

// numera gives a database its number, once.
func numera(ctx context.Context, db *sql.DB) error {
	const op = "store.numera"
	var n uint32
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&n); err != nil || n != 0 {
		return traduci(op, err)
	}
	b := make([]byte, 4)
	if _, err := rand.Read(b); err != nil {
		return traduci(op, err)
	}
	_, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", binary.BigEndian.Uint32(b)>>2|1))
	return traduci(op, err)
}

const (
	postoNumero = 68 // of application_id in the first page
	lungaTesta  = 100
	lungoInizio = 32 // of a log
	lungoQuadro = 24 // the head of each of its pages
	primaPagina = 1
)

// logAltrui reports whether the log beside a database holds a first page with
// another number. What cannot be read is left to SQLite.
func logAltrui(file string) bool {
	testa, err := inizioDi(file)
	if err != nil || binary.BigEndian.Uint32(testa[postoNumero:]) == 0 {
		return false
	}
	f, err := os.Open(file + "-wal")
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }() // only read
	inizio := make([]byte, lungoInizio)
	if _, err = io.ReadFull(f, inizio); err != nil || binary.BigEndian.Uint32(inizio[8:]) != latoPagina {
		return false
	}
	quadro := make([]byte, lungoQuadro+latoPagina)
	for {
		if _, err = io.ReadFull(f, quadro); err != nil {
			return false
		}
		if binary.BigEndian.Uint32(quadro) != primaPagina {
			continue
		}
		// Without a number it was written before ours got one.
		altro := binary.BigEndian.Uint32(quadro[lungoQuadro+postoNumero:])
		if altro != 0 && altro != binary.BigEndian.Uint32(testa[postoNumero:]) {
			return true
		}
	}
}

func inizioDi(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	testa := make([]byte, lungaTesta)
	_, err = io.ReadFull(f, testa)
	return testa, err
}
