// Package mondo is the invented world of the test environment: health
// companies, municipalities, doctors, patients and the catalogue that
// certificates are written from. It is read once and never changes; what
// happens in it lives in the database of services/ambiente.
package mondo

import (
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

//go:embed dati/*.csv dati/*.json
var dati embed.FS

// Piemonte is the ISTAT code of the Region the service works for.
const Piemonte = "010"

// Mondo is the whole invented world.
type Mondo struct {
	Aziende      map[string]Azienda
	Comuni       map[string]Comune // by Belfiore code
	Collocazioni map[string]Collocazione
	Medici       []Medico
	Assistiti    []Assistito
	Catalogo     *Catalogo
}

// Azienda is a health company; a hospital company has no residents.
type Azienda struct {
	esenpat.Azienda
	Ospedale bool

	ScartoConFirma bool // a certificate still to sign is annulled with a signed document too
	AnnullaUsati   bool // a certificate used for an exemption may be annulled: the exemption ends
}

// Comune is a municipality with what depends on it.
type Comune struct {
	esenpat.Comune
	CAP     string
	Regione string
	Azienda string // ASL of the residents
}

// Carica reads the embedded world and, from cataloghi, the catalogue files
// certificabili_esenzioni.csv and certificabili_diagnosi.csv. An error is
// Internal "ambiente.dati": a file is damaged.
func Carica(cataloghi fs.FS) (*Mondo, error) {
	m := &Mondo{Aziende: map[string]Azienda{}, Comuni: map[string]Comune{}, Collocazioni: map[string]Collocazione{}}
	for _, passo := range []func() error{m.leggiAziende, m.leggiComuni, m.leggiCollocazioni, m.leggiMedici, m.leggiAssistiti} {
		if err := passo(); err != nil {
			return nil, guasto(err)
		}
	}
	c, err := leggiCatalogo(cataloghi)
	if err != nil {
		return nil, guasto(err)
	}
	m.Catalogo = c
	return m, nil
}

func guasto(err error) error {
	return esenpat.NewError(esenpat.Internal, "ambiente.dati", "mondo.Carica").Because(err)
}

func leggiJSON(nome string, v any) error {
	b, err := dati.ReadFile("dati/" + nome)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", nome, err)
	}
	return nil
}

// righe reads a CSV with a heading as one map per line.
func righe(f fs.FS, nome string) ([]map[string]string, error) {
	file, err := f.Open(nome)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	r := csv.NewReader(file)
	testata, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", nome, err)
	}
	var tutte []map[string]string
	for {
		campi, err := r.Read()
		if err == io.EOF {
			return tutte, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", nome, err)
		}
		riga := make(map[string]string, len(testata))
		for i, k := range testata {
			riga[k] = campi[i]
		}
		tutte = append(tutte, riga)
	}
}

func data(s string) (esenpat.Data, error) {
	var d esenpat.Data
	err := d.UnmarshalText([]byte(s))
	return d, err
}
