package tabella_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo/tabella"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func opzioni() tabella.Opzioni {
	return tabella.Opzioni{Colonne: []string{"codice", "testo"}, Chiave: []string{"codice"}}
}

func TestLeggi_acceptsHarmlessDifferences(t *testing.T) {
	for nome, csv := range map[string]string{
		"LF":              "codice,testo\nA1,uno\n",
		"CRLF":            "codice,testo\r\nA1,uno\r\n",
		"BOM":             "\xef\xbb\xbfcodice,testo\nA1,uno\n",
		"no last newline": "codice,testo\nA1,uno",
		"reordered":       "testo,codice\nuno,A1\n",
		"extra columns":   "codice,altro,testo\nA1,x,uno\n",
		"header case":     "Codice, TESTO\nA1,uno\n",
		"semicolon":       "\xef\xbb\xbfcodice;testo\r\nA1;uno\r\n",
		"quoted newline":  "codice,testo\nA1,\"uno\"\n",
	} {
		tab, err := tabella.Leggi(strings.NewReader(csv), "prova.csv", opzioni())

		if err != nil || len(tab.Righe) != 1 || tab.Righe[0].Testo("codice") != "A1" || tab.Righe[0].Testo("testo") != "uno" {
			t.Errorf("%s: %v %v", nome, tab, err)
		}
	}
	tab, err := tabella.Leggi(strings.NewReader("codice,testo\nA1,\"due\nrighe\"\nA2,x\n"), "prova.csv", opzioni())
	if err != nil || tab.Righe[0].Testo("testo") != "due\nrighe" || tab.Righe[1].Numero != 4 {
		t.Errorf("quoted newline: %+v %v", tab, err)
	}
}

func TestLeggi_saysFileLineAndColumn(t *testing.T) {
	for nome, p := range map[string]struct{ csv, codice, riga, colonna string }{
		"empty":          {"", "catalogo.csv-vuoto", "1", "1"},
		"header only":    {"codice,testo\n", "catalogo.csv-senza-righe", "2", "1"},
		"missing column": {"codice,altro\nA1,uno\n", "catalogo.csv-colonna-mancante", "1", "1"},
		"column twice":   {"codice,testo,codice\nA1,uno,A1\n", "catalogo.csv-colonna-doppia", "1", "14"},
		"too few fields": {"codice,testo\nA1,uno\nA2\n", "catalogo.csv-numero-campi", "3", "2"},
		"too many":       {"codice,testo\nA1,uno,due\n", "catalogo.csv-numero-campi", "2", "3"},
		"duplicate key":  {"codice,testo\nA1,uno\nA2,due\nA1,tre\n", "catalogo.csv-chiave-doppia", "4", "1"},
		"empty key":      {"codice,testo\n,uno\n", "catalogo.csv-chiave-vuota", "2", "1"},
		"open quote":     {"codice,testo\nA1,\"uno\nA2,due\n", "catalogo.csv-virgolette", "2", "1"},
		"bare quote":     {"codice,testo\nA1,u\"no\n", "catalogo.csv-virgolette", "2", "5"},
		"Latin-1":        {"codice,testo\nA1,citt\xe0\n", "catalogo.csv-non-utf8", "2", "8"},
		"UTF-16":         {"\xff\xfec\x00o\x00", "catalogo.csv-non-utf8", "1", "1"},
		"binary":         {"codice,testo\nA1,\x00\n", "catalogo.csv-non-testo", "2", "4"},
		"10 MB line":     {"codice,testo\nA1," + strings.Repeat("x", 10<<20) + "\n", "catalogo.csv-riga-lunga", "2", "1048576"},
	} {
		_, err := tabella.Leggi(strings.NewReader(p.csv), "prova.csv", opzioni())

		e := esenpat.AsError(err)
		if e == nil || e.Code != p.codice || e.Params["riga"] != p.riga || e.Params["colonna"] != p.colonna || e.Params["file"] != "prova.csv" {
			t.Errorf("%s: %v %v", nome, err, e)
		}
	}
}

func TestRiga_refusesBadValues(t *testing.T) {
	tab, err := tabella.Leggi(strings.NewReader("codice,testo\nA1,vero\nA2,2026-02-30\nA3,-1\n"), "prova.csv", opzioni())
	if err != nil {
		t.Fatal(err)
	}

	_, e1 := tab.Righe[0].Booleano("testo")
	_, e2 := tab.Righe[1].Data("testo")
	_, e3 := tab.Righe[2].Intero("testo")
	_, e4 := tab.Righe[2].Uno("testo", "A", "B")

	for codice, err := range map[string]error{
		"catalogo.csv-booleano": e1, "catalogo.csv-data": e2, "catalogo.csv-numero": e3, "catalogo.csv-valore": e4,
	} {
		if esenpat.CodeOf(err) != codice || esenpat.AsError(err).Params["campo"] != "testo" {
			t.Errorf("%s: %v", codice, err)
		}
	}
}

func TestLeggi_lazyQuotesForThePublishedList(t *testing.T) {
	o := tabella.Opzioni{Colonne: []string{"code", "description"}, Chiave: []string{"code"}, VirgoletteL: true}

	tab, err := tabella.Leggi(strings.NewReader("code,description\n001.0,Colera da \"vibrio\" cholerae\n"), "icd.csv", o)

	if err != nil || tab.Righe[0].Testo("description") != `Colera da "vibrio" cholerae` {
		t.Errorf("%v %v", tab, err)
	}
}
