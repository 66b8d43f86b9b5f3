package diario

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxRaccolta bounds what is read of one file.
const maxRaccolta = 4 << 20

// Registro is one file of the log, masked once more.
type Registro struct {
	Nome  string
	Testo []byte
}

// Raccogli returns the files of the log in dir, those of the runs before and
// the collected crash reports included. They were written masked; what an older
// version or another hand left there is masked again. The raw report of a crash
// that nobody has collected is left out.
func Raccogli(dir string) ([]Registro, error) {
	const op = "diario.Raccogli"
	var nomi []string
	for _, modello := range []string{nomeLog + "*", "arresto-*.txt"} {
		trovati, err := filepath.Glob(filepath.Join(dir, modello))
		if err != nil {
			return nil, esenpat.NewError(esenpat.Internal, "errore.imprevisto", op).Because(err)
		}
		nomi = append(nomi, trovati...)
	}
	slices.Sort(nomi)
	g := nuovaGuardia()
	registri := make([]Registro, 0, len(nomi))
	for _, nome := range nomi {
		b, err := os.ReadFile(nome)
		if err != nil {
			return nil, esenpat.NewError(esenpat.Storage, "file.non-leggibile", op).Because(err)
		}
		b = b[max(0, len(b)-maxRaccolta):]
		registri = append(registri, Registro{filepath.Base(nome), []byte(g.righe(string(b)))})
	}
	return registri, nil
}
