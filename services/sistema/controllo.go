package sistema

import (
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Conteggi is what lies in a profile, by kind, without any name.
type Conteggi struct {
	Aperti     int // files or folders that other users may read or write
	Temporanei int // copies of documents for other programs
	Passphrase int // keys behind a passphrase
}

// Controlla counts what lies in the profile. Where other users can read
// something the error is "profilo.leggibile-da-altri" (Storage), with the
// counts; Windows keeps rights in another way and is not looked at.
func (p Percorsi) Controlla() (c Conteggi, err error) {
	const op = "sistema.Controlla"
	err = filepath.WalkDir(p.Profilo, func(nome string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return nil //nolint:nilerr // a file that is gone meanwhile needs no check
		}
		if runtime.GOOS != "windows" && info.Mode()&fs.ModeSymlink == 0 && info.Mode().Perm()&0o077 != 0 {
			c.Aperti++
		}
		switch {
		case d.IsDir():
		case strings.HasPrefix(nome, p.Temporanei+string(filepath.Separator)) && strings.HasSuffix(nome, ".pdf"):
			c.Temporanei++
		case filepath.Ext(nome) == ".chiave":
			c.Passphrase++
		}
		return nil
	})
	switch {
	case err != nil:
		return c, esenpat.NewError(esenpat.Storage, "profilo.introvabile", op).Because(err)
	case c.Aperti > 0:
		return c, esenpat.NewError(esenpat.Storage, "profilo.leggibile-da-altri", op)
	}
	return c, nil
}
