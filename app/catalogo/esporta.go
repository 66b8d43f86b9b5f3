package catalogo

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// CSV returns results as a spreadsheet may open them: UTF-8 with a byte order
// mark, one header, and a leading apostrophe on every cell that a spreadsheet
// would take for a formula ("-" is a value in the Sicilian tables).
func CSV(r RispostaCerca) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\xef\xbb\xbf")
	w := csv.NewWriter(&b)
	if err := w.Write([]string{"codifica", "codice", "schema", "descrizione", "denominazione", "gruppo", "riferimento_normativo"}); err != nil {
		return nil, esportazione(err)
	}
	for _, x := range r.Risultati {
		riga := []string{string(x.Codifica), x.Codice, x.Schema, x.Descrizione, x.Denominazione, x.Gruppo, x.Riferimento}
		for i := range riga {
			riga[i] = CellaSicura(riga[i])
		}
		if err := w.Write(riga); err != nil {
			return nil, esportazione(err)
		}
	}
	w.Flush()
	return b.Bytes(), esportazione(w.Error())
}

// JSON returns any answer as indented JSON with "<" and ">" as they are.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, esportazione(err)
	}
	return b.Bytes(), nil
}

// segniDiFormula are what a spreadsheet takes for the beginning of a formula.
const segniDiFormula = "=+-@\t\r"

// CellaSicura protects a cell that begins with a sign of a formula. One that was
// already protected gets another apostrophe: who takes one away from each
// protected cell has them as they were.
func CellaSicura(s string) string {
	if protetta(s) {
		return "'" + s
	}
	return s
}

// protetta reports whether s, but for apostrophes, begins with such a sign.
func protetta(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.ContainsRune(segniDiFormula, rune(s[0]))
}

func esportazione(err error) error {
	if err == nil {
		return nil
	}
	return esenpat.NewError(esenpat.Internal, "catalogo.esportazione", "catalogo.esporta").Because(err)
}
