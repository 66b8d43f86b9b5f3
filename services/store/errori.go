package store

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// traduci maps what SQLite and the file system answer; nil stays nil and an
// Error of ours stays as it is.
func traduci(op string, err error) error {
	if err == nil {
		return nil
	}
	if nostro, ok := errors.AsType[*esenpat.Error](err); ok {
		return nostro
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(err)
	}
	if s, ok := errors.AsType[*sqlite.Error](err); ok {
		return traduciSQLite(op, s)
	}
	codice := "archivio.errore-disco"
	switch {
	case errors.Is(err, syscall.ENOSPC):
		codice = "archivio.disco-pieno"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		codice = "archivio.sola-lettura"
	}
	return esenpat.NewError(esenpat.Storage, codice, op).Because(err)
}

func traduciSQLite(op string, s *sqlite.Error) error {
	kind, codice := esenpat.Storage, "archivio.errore-disco"
	if s.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // the file that cannot grow is one page long: the disk is full
		return esenpat.NewError(kind, "archivio.disco-pieno", op).Because(s)
	}
	switch s.Code() & 0xff { // the low byte is the primary code
	case sqlite3.SQLITE_FULL:
		codice = "archivio.disco-pieno"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		codice = "archivio.sola-lettura"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		codice = "archivio.corrotto"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		codice = "archivio.occupato"
	case sqlite3.SQLITE_CANTOPEN:
		codice = "archivio.non-leggibile"
	case sqlite3.SQLITE_INTERRUPT:
		kind, codice = esenpat.Canceled, "operazione.annullata"
	}
	return esenpat.NewError(kind, codice, op).Because(s)
}

func guasto(err error) bool { return esenpat.CodeOf(err) == "archivio.corrotto" }
