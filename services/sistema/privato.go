package sistema

import (
	"errors"
	"io"
	"os"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// LeggiPrivato reads a file that only its owner may read, up to massimo bytes
// and one more. Errors: "file.non-leggibile" (NotFound), "contesto.file-aperto"
// (Forbidden) where other users could read it too.
func LeggiPrivato(nome string, massimo int64) ([]byte, error) {
	const op = "sistema.LeggiPrivato"
	info, err := os.Stat(nome)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file") // a pipe would block
	}
	if err != nil {
		return nil, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", op).Because(err)
	}
	if !soloMio(info) {
		return nil, esenpat.NewError(esenpat.Forbidden, "contesto.file-aperto", op)
	}
	f, err := os.Open(nome)
	if err != nil {
		return nil, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", op).Because(err)
	}
	b, err := io.ReadAll(io.LimitReader(f, massimo+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", op).Because(err)
	}
	return b, nil
}
