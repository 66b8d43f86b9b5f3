package catalogo

import (
	"bytes"
	"encoding/csv"
	"time"
)

// Foglio is what is printed of a result or of a card: ready sentences, laid out
// by services/documento. A result has Colonne and Righe, a card has Blocchi.
type Foglio struct {
	Titolo, Sotto string
	Blocchi       []BloccoFoglio
	Colonne       []string // headings of the table: coding, code, description, where it matched
	Righe         [][]string
	Nota          string
	Quando        time.Time
}

// BloccoFoglio is a section of a card.
type BloccoFoglio struct {
	Titolo string
	Righe  [][2]string // label and value
	Testi  []string
}

// CSVFoglio returns a card as a table for spreadsheets: section, label, text.
// Cells are as safe as those of CSV.
func CSVFoglio(f Foglio, testata [3]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\xef\xbb\xbf")
	w := csv.NewWriter(&b)
	riga := func(celle ...string) error {
		for i := range celle {
			celle[i] = CellaSicura(celle[i])
		}
		return w.Write(celle)
	}
	err := riga(testata[:]...)
	for _, x := range f.Blocchi {
		titolo := x.Titolo
		if titolo == "" {
			titolo = f.Titolo
		}
		for _, r := range x.Righe {
			if err == nil {
				err = riga(titolo, r[0], r[1])
			}
		}
		for _, t := range x.Testi {
			if err == nil {
				err = riga(titolo, "", t)
			}
		}
	}
	w.Flush()
	if err == nil {
		err = w.Error()
	}
	return b.Bytes(), esportazione(err)
}
