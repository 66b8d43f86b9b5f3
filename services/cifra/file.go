package cifra

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	estensione = ".chiave"
	// accantonata is added to the name of a header whose passphrase is lost: it
	// is kept, in case the passphrase comes back to mind.
	accantonata = ".locked"
)

// scrivi puts the header on the disk, synced, before the key is used: a key
// that a power cut forgets would take all drafts with it.
func scrivi(file string, b []byte) (err error) {
	dir := filepath.Dir(file)
	if err = os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, "nuova-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rimuovi(tmp.Name())) }()
	_, errScrittura := tmp.Write(b)
	if err = errors.Join(errScrittura, tmp.Chmod(0o600), tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err = os.Rename(tmp.Name(), file); err != nil {
		return err
	}
	fissaCartella(dir)
	return nil
}

// fissaCartella makes a new name survive a power cut. Some file systems and
// Windows do not offer it and keep names in order by themselves.
func fissaCartella(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

func rimuovi(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
