package sistema

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Scrivibile reports whether files can be made in the profile, by making one.
func (p Percorsi) Scrivibile() bool {
	for _, dir := range []string{p.Profilo, p.Log, p.Cache, p.Temporanei, p.Ambiente} {
		f, err := os.CreateTemp(dir, ".prova-*")
		if err != nil {
			return false
		}
		if err = errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
			return false
		}
	}
	return true
}

// DiLettura are the folders for a run over a profile that cannot be written: a
// private folder of the system that holds a copy of its databases, for SQLite
// cannot open one in a place where it may not write. What is clinical in them
// is sealed, and lascia removes them. Keys are still read from the profile.
// Error: "profilo.non-scrivibile" (Storage) where even that folder cannot be made.
func (p Percorsi) DiLettura() (q Percorsi, lascia func() error, err error) {
	const op = "sistema.DiLettura"
	dir, err := os.MkdirTemp("", "esenpat-")
	if err != nil {
		return p, nil, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(senzaPercorso(err))
	}
	lascia = func() error { return os.RemoveAll(dir) }
	q = sotto(dir)
	q.Chiavi = p.Chiavi
	for _, d := range []string{q.Log, q.Cache, q.Temporanei, q.Ambiente} {
		if err = cartella(d); err != nil {
			return p, nil, errors.Join(esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(senzaPercorso(err)), lascia())
		}
	}
	for _, nome := range []string{"archivio.db", "archivio.db-wal", "catalogo.db", "catalogo.db-wal"} {
		_ = copia(filepath.Join(p.Profilo, nome), filepath.Join(dir, nome)) // what cannot be read is not there
	}
	return q, lascia, nil
}

// copia leaves nothing of a file that it could not read to its end.
func copia(da, a string) (err error) {
	in, err := os.Open(da)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	if info, errInfo := in.Stat(); errInfo != nil || !info.Mode().IsRegular() {
		return errors.Join(errInfo, fs.ErrInvalid)
	}
	out, err := os.OpenFile(a, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Close()); err != nil {
		return errors.Join(err, os.Remove(a))
	}
	return nil
}
