package tabella

import (
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Testo returns the value of the column, "" if the file has none.
func (r Riga) Testo(colonna string) string {
	i, ok := r.t.colonne[colonna]
	if !ok {
		return ""
	}
	return r.campi[i]
}

// Lista returns the values of a cell that holds several, separated by "|".
func (r Riga) Lista(colonna string) []string {
	s := r.Testo(colonna)
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// Data reads YYYY-MM-DD; an empty cell is no date.
func (r Riga) Data(colonna string) (esenpat.Data, error) {
	s := r.Testo(colonna)
	if s == "" {
		return esenpat.Data{}, nil
	}
	d, err := esenpat.ParseData(s)
	if err != nil {
		return d, r.Difetto("data", colonna)
	}
	return d, nil
}

// Booleano reads true or false.
func (r Riga) Booleano(colonna string) (bool, error) {
	switch s := r.Testo(colonna); s {
	case "true":
		return true, nil
	case "false":
		return false, nil
	default:
		return false, r.Difetto("booleano", colonna)
	}
}

// Intero reads a number; an empty cell is 0.
func (r Riga) Intero(colonna string) (int, error) {
	s := r.Testo(colonna)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, r.Difetto("numero", colonna)
	}
	return n, nil
}

// Uno checks that the cell holds one of the values.
func (r Riga) Uno(colonna string, valori ...string) (string, error) {
	s := r.Testo(colonna)
	if !slices.Contains(valori, s) {
		return "", r.Difetto("valore", colonna)
	}
	return s, nil
}

// Difetto returns the error "catalogo.csv-<motivo>" for a cell of the row.
func (r Riga) Difetto(motivo, colonna string) *esenpat.Error {
	return difetto(motivo, r.t.nome, r.Numero, r.t.colonne[colonna]+1).With("campo", colonna).With("valore", r.Testo(colonna))
}

func difetto(motivo, nome string, riga, colonna int) *esenpat.Error {
	return esenpat.NewError(esenpat.Invalid, "catalogo.csv-"+motivo, "tabella.Leggi").
		With("file", nome).With("riga", strconv.Itoa(riga)).With("colonna", strconv.Itoa(colonna))
}
