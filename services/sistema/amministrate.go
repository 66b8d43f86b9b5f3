package sistema

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// maxAmministrate bounds the file of the administrator.
const maxAmministrate = 1 << 20

// Amministrata is one setting that an administrator gives: a default, or fixed.
type Amministrata struct {
	Valore   string `json:"valore"`
	Bloccata bool   `json:"bloccata"`
}

// Amministrate are those settings by key of the preferences (spec 4, SE-35).
type Amministrate map[string]Amministrata

// LeggiAmministrate reads the file of the administrator:
// {"connessione.proxy": {"valore": "manuale", "bloccata": true}}. No file, no
// settings. Error, Kind Invalid: "impostazioni.amministratore" when it cannot be
// read; then nothing of it holds, and the user must be told.
func LeggiAmministrate(file string) (Amministrate, error) {
	const op = "sistema.LeggiAmministrate"
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "impostazioni.amministratore", op).Because(err)
	}
	defer func() { _ = f.Close() }()
	d := json.NewDecoder(io.LimitReader(f, maxAmministrate))
	d.DisallowUnknownFields()
	var a Amministrate
	if err := d.Decode(&a); err != nil {
		return nil, esenpat.NewError(esenpat.Invalid, "impostazioni.amministratore", op).Because(err)
	}
	return a, nil
}

// Bloccata reports whether a setting cannot be changed here.
func (a Amministrate) Bloccata(chiave string) bool { return a[chiave].Bloccata }

// Di returns what holds: the administrator's value if it is fixed or the user
// has none, else the user's own.
func (a Amministrate) Di(chiave, utente string) string {
	if v, ok := a[chiave]; ok && (v.Bloccata || utente == "") {
		return v.Valore
	}
	return utente
}
