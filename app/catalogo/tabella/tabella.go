// Package tabella reads the CSV files of the catalogues and trusts none of
// them: columns are found by name, and every fault is told with file, line and
// column, because the person who must repair the file needs exactly that.
package tabella

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Limits against files that are not catalogues at all.
const (
	maxFile  = 64 << 20 // bytes
	maxRiga  = 1 << 20  // bytes of one record: the longest legal text has 2,000
	maxRighe = 1_000_000
)

// Opzioni say what is expected of a file.
type Opzioni struct {
	Colonne     []string // that must be there; others may stand anywhere
	Chiave      []string // columns whose values together may not repeat
	VirgoletteL bool     // accept bare quotes inside a field (the published ICD-9-CM list has them)
}

// Tabella is a file that passed all checks of Leggi.
type Tabella struct {
	nome    string
	colonne map[string]int
	Righe   []Riga
}

// Riga is one record.
type Riga struct {
	t      *Tabella
	Numero int // line in the file, the header is 1
	campi  []string
}

// Leggi reads the whole of r, called nome in errors. It accepts LF and CRLF, a
// byte order mark, and the semicolon of Italian spreadsheets. Errors are Invalid with a code "catalogo.csv-<reason>"
// and the parameters file, riga, colonna and, where one is at fault, valore.
func Leggi(r io.Reader, nome string, o Opzioni) (*Tabella, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, esenpat.NewError(esenpat.Storage, "catalogo.csv-illeggibile", "tabella.Leggi").With("file", nome).Because(err)
	}
	if len(b) > maxFile {
		return nil, difetto("file-grande", nome, 1, 1)
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return nil, difetto("non-utf8", nome, 1, 1) // UTF-16: «Testo Unicode» of a spreadsheet
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if err = controllaTesto(b, nome); err != nil {
		return nil, err
	}
	c := csv.NewReader(bytes.NewReader(b))
	c.Comma = separatore(b)
	c.LazyQuotes = o.VirgoletteL
	c.FieldsPerRecord = -1
	t := &Tabella{nome: nome}
	if err = t.testata(c, o); err != nil {
		return nil, err
	}
	if err = t.corpo(c, b, o); err != nil {
		return nil, err
	}
	return t, nil
}

// separatore is the comma, or the semicolon that Italian spreadsheets write
// when the first line has no comma.
func separatore(b []byte) rune {
	testata, _, _ := bytes.Cut(b, []byte("\n"))
	if bytes.IndexByte(testata, ',') < 0 && bytes.IndexByte(testata, ';') >= 0 {
		return ';'
	}
	return ','
}

// controllaTesto checks the encoding and the length of the lines.
func controllaTesto(b []byte, nome string) error {
	riga := 0
	for l := range bytes.Lines(b) {
		riga++
		if len(l) > maxRiga {
			return difetto("riga-lunga", nome, riga, maxRiga)
		}
		if i := bytes.IndexByte(l, 0); i >= 0 {
			return difetto("non-testo", nome, riga, i+1)
		}
		if utf8.Valid(l) {
			continue
		}
		for i := 0; i < len(l); {
			ru, n := utf8.DecodeRune(l[i:])
			if ru == utf8.RuneError && n == 1 {
				return difetto("non-utf8", nome, riga, i+1)
			}
			i += n
		}
	}
	return nil
}

func (t *Tabella) testata(c *csv.Reader, o Opzioni) error {
	testa, err := c.Read()
	if errors.Is(err, io.EOF) {
		return difetto("vuoto", t.nome, 1, 1)
	}
	if err != nil {
		return t.daCSV(err)
	}
	t.colonne = make(map[string]int, len(testa))
	for i, n := range testa {
		n = strings.ToLower(strings.TrimSpace(n))
		riga, col := c.FieldPos(i)
		if _, due := t.colonne[n]; due {
			return difetto("colonna-doppia", t.nome, riga, col).With("valore", n)
		}
		t.colonne[n] = i
	}
	for _, n := range o.Colonne {
		if _, ok := t.colonne[n]; !ok {
			return difetto("colonna-mancante", t.nome, 1, 1).With("valore", n)
		}
	}
	return nil
}

func (t *Tabella) corpo(c *csv.Reader, b []byte, o Opzioni) error {
	visti := map[string]int{}
	for {
		inizio := c.InputOffset()
		campi, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return t.daCSV(err)
		}
		if n := spezzato(campi); n >= 0 && o.VirgoletteL && !chiuso(b[inizio:c.InputOffset()], c.Comma) {
			riga, _ := c.FieldPos(n)
			return difetto("virgolette", t.nome, riga, n+1)
		}
		riga, _ := c.FieldPos(0)
		if len(campi) != len(t.colonne) {
			return difetto("numero-campi", t.nome, riga, min(len(campi), len(t.colonne))+1).
				With("valore", strconv.Itoa(len(campi))).With("attesi", strconv.Itoa(len(t.colonne)))
		}
		if len(t.Righe) >= maxRighe {
			return difetto("troppe-righe", t.nome, riga, 1)
		}
		t.Righe = append(t.Righe, Riga{t, riga, campi})
		if err = t.chiaveUnica(visti, o.Chiave); err != nil {
			return err
		}
	}
	if len(t.Righe) == 0 {
		return difetto("senza-righe", t.nome, 2, 1)
	}
	return nil
}

// spezzato returns the first field with a line break, -1 for none.
func spezzato(campi []string) int {
	return slices.IndexFunc(campi, func(s string) bool { return strings.ContainsAny(s, "\r\n") })
}

// chiuso reports whether one record stands by the strict rules (RFC 4180): with
// the lenient ones a quote that nothing closes swallows the rows after it.
func chiuso(record []byte, separatore rune) bool {
	c := csv.NewReader(bytes.NewReader(record))
	c.Comma = separatore
	_, err := c.Read()
	return err == nil
}

func (t *Tabella) chiaveUnica(visti map[string]int, chiave []string) error {
	if len(chiave) == 0 {
		return nil
	}
	r := t.Righe[len(t.Righe)-1]
	parti := make([]string, len(chiave))
	for i, k := range chiave {
		parti[i] = r.Testo(k)
	}
	k := strings.Join(parti, "\x00")
	if strings.Trim(k, "\x00") == "" {
		return r.Difetto("chiave-vuota", chiave[0])
	}
	if prima, due := visti[k]; due {
		return r.Difetto("chiave-doppia", chiave[0]).With("prima", strconv.Itoa(prima))
	}
	visti[k] = r.Numero
	return nil
}

func (t *Tabella) daCSV(err error) error {
	pe, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return esenpat.NewError(esenpat.Storage, "catalogo.csv-illeggibile", "tabella.Leggi").With("file", t.nome).Because(err)
	}
	motivo := "forma"
	if errors.Is(pe.Err, csv.ErrQuote) || errors.Is(pe.Err, csv.ErrBareQuote) {
		motivo = "virgolette"
	}
	if pe.StartLine < pe.Line { // a quote that nothing closes: the row it began in is the faulty one
		return difetto(motivo, t.nome, pe.StartLine, 1)
	}
	return difetto(motivo, t.nome, pe.Line, pe.Column)
}

// Nome returns the name given to Leggi.
func (t *Tabella) Nome() string { return t.nome }

// Ha reports whether the file has the column.
func (t *Tabella) Ha(colonna string) bool { _, ok := t.colonne[colonna]; return ok }

// Colonne returns the names of the columns in the order of the file.
func (t *Tabella) Colonne() []string {
	out := make([]string, len(t.colonne))
	for n, i := range t.colonne {
		out[i] = n
	}
	return out
}
