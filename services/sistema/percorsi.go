// Package sistema is what the program asks of the operating system: where its
// files lie, that it runs once, that a window can open, when the screen is
// locked, and that a document is opened or saved without leaving copies behind.
// It exists so that nothing above it knows which system it runs on.
package sistema

import (
	"os"
	"path/filepath"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// nomeCartella is the folder's name under the system's place for local data.
const nomeCartella = "esenpat-desktop"

// Percorsi are the folders of one profile: all the state of one OS user.
type Percorsi struct {
	Profilo    string // 0700, local to this computer, never roaming
	Log        string
	Cache      string // may be deleted at any time
	Temporanei string // PDFs handed to other programs, see Documenti
	Chiavi     string // keys wrapped by a passphrase
	Ambiente   string // state of the embedded test environment
}

// TrovaPercorsi returns the folders of the profile and makes them, readable by
// this user only. scelto (--profilo) wins over the system's place: XDG data on
// Linux, Application Support on macOS, LOCALAPPDATA on Windows. ambiente looks up an
// environment variable (os.Getenv) and casa the home folder (os.UserHomeDir).
// Errors, Kind Storage: "profilo.introvabile"; "profilo.non-scrivibile", where
// the folders are returned all the same: see [Percorsi.DiLettura].
func TrovaPercorsi(scelto string, ambiente func(string) string, casa func() (string, error)) (Percorsi, error) {
	const op = "sistema.TrovaPercorsi"
	base := scelto
	if base == "" {
		locale, err := datiLocali(ambiente, casa)
		if err != nil {
			return Percorsi{}, esenpat.NewError(esenpat.Storage, "profilo.introvabile", op).Because(err)
		}
		base = filepath.Join(locale, nomeCartella)
	}
	base, err := filepath.Abs(base)
	if err != nil {
		return Percorsi{}, esenpat.NewError(esenpat.Storage, "profilo.introvabile", op).Because(err)
	}
	p := sotto(base)
	for _, dir := range []string{p.Profilo, p.Log, p.Cache, p.Temporanei, p.Chiavi, p.Ambiente} {
		if err := cartella(dir); err != nil {
			return p, esenpat.NewError(esenpat.Storage, "profilo.non-scrivibile", op).Because(err)
		}
	}
	return p, nil
}

func sotto(base string) Percorsi {
	return Percorsi{
		Profilo: base, Log: filepath.Join(base, "log"), Cache: filepath.Join(base, "cache"),
		Temporanei: filepath.Join(base, "temporanei"), Chiavi: filepath.Join(base, "chiavi"),
		Ambiente: filepath.Join(base, "ambiente"),
	}
}

// cartella makes dir readable by this user only, whatever the umask and
// whoever made it before.
func cartella(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(dir, 0o700) //nolint:gosec // G302 takes a folder for a file
}
