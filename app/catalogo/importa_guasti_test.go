package catalogo_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// zeri is an endless file of nothing but one sign.
type zeri struct{ resta int }

func (z *zeri) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	z.resta -= len(b)
	return len(b), nil
}

func TestLeggiImport_badFilesAreRefusedWithLineAndColumn(t *testing.T) {
	const testata = "version,code,description,release_date\n"
	for nome, p := range map[string]struct{ csv, codice, riga, colonna string }{
		"open quote swallows rows":    {testata + "2007,001,\"Colera\n2007,002,Tifo,\n2007,003,\"Altre\",\n", "catalogo.csv-virgolette", "2", "3"},
		"a quote swallows whole rows": {testata + "2007,001,\"Colera\n2007,002,Tifo,x\n2007,003,Altre\",\n", "catalogo.csv-virgolette", "2", "3"},
		"no description":              {testata + "2007,001,,\n", "catalogo.csv-chiave-vuota", "2", "3"},
		"no code":                     {testata + "2007,,Colera,\n", "catalogo.csv-codice", "2", "2"},
		"wrong code":                  {testata + "2007,001,Colera,\n2007,ABC,x,\n", "catalogo.csv-codice", "3", "2"},
		"same row twice":              {testata + "2007,001,Colera,\n2007,001,Colera,\n", "catalogo.csv-chiave-doppia", "3", "2"},
		"other catalogue":             {"codice,descrizione\n048,x\n", "catalogo.csv-colonna-mancante", "1", "1"},
		"a PDF":                       {"%PDF-1.7\n\xe2\xe3\xcf\xd3\n", "catalogo.csv-non-utf8", "2", "1"},
	} {
		imp, err := catalogo.LeggiImport(strings.NewReader(p.csv), "icd.csv", catalogo.ImportDiagnosi)

		e := esenpat.AsError(err)
		if imp != nil || e == nil || e.Code != p.codice || e.Params["riga"] != p.riga || e.Params["colonna"] != p.colonna || e.Params["file"] != "icd.csv" {
			t.Errorf("%s: %v %v", nome, err, e)
		}
	}
}

func TestLeggiImport_aHugeFileIsRefusedAfterAFewReads(t *testing.T) {
	z := &zeri{resta: 200 << 20}

	_, err := catalogo.LeggiImport(z, "grande.csv", catalogo.ImportDiagnosi)

	if esenpat.CodeOf(err) != "catalogo.csv-file-grande" || z.resta < 64<<20 {
		t.Errorf("%v, %d bytes not read", err, z.resta)
	}
}

// A description broken over lines inside its quotes (RFC 4180) is one entry, in
// one line, also where bare quotes of the published list stand elsewhere.
func TestLeggiImport_aLineBreakInsideQuotesIsRead(t *testing.T) {
	const csv = "version,code,description,release_date\r\n2007,001,\"Colera,\r\n  non specificato\",\r\n2007,002,Tifo \"vero\",\r\n2007,003,\"Altre\n(\"\"varie\"\"), con febbre\",2007-01-01\r\n"

	imp, err := catalogo.LeggiImport(strings.NewReader(csv), "icd.csv", catalogo.ImportDiagnosi)

	if err != nil || imp.Voci["001"] != "Colera, non specificato" || imp.Voci["002"] != `Tifo "vero"` || imp.Voci["003"] != `Altre ("varie"), con febbre` || len(imp.Diagnosi) != 3 {
		t.Fatalf("%v %+v", err, imp)
	}
}

func TestConfronta_tellsOldAndNewText(t *testing.T) {
	imp, err := catalogo.LeggiImport(strings.NewReader("version,code,description,release_date\n2007,001,Colera nuovo,\n2007,002,Tifo,\n"), "icd.csv", catalogo.ImportDiagnosi)
	if err != nil {
		t.Fatal(err)
	}
	d := imp.Confronta(map[string]string{"001": "Colera", "002": "Tifo"})
	if len(d.Modifiche) != 1 || d.Modifiche[0] != (catalogo.Modifica{Codice: "001", Prima: "Colera", Dopo: "Colera nuovo"}) || d.Invariati != 1 {
		t.Errorf("%+v", d)
	}
	if r := imp.Risposta(d, false); len(r.Modifiche) != 1 || r.Modifiche[0].Dopo != "Colera nuovo" {
		t.Errorf("%+v", r)
	}
	// An exemption says what changed of it, not only its words.
	prima, dopo := certificabili(t, false), certificabili(t, false)
	a, _ := prima.Esenzione("048")
	b, _ := dopo.Esenzione("048")
	b.ValidaAl = oggi()
	nuova := &catalogo.Importazione{Tipo: catalogo.ImportEsenzioni, Voci: catalogo.AttualiEsenzioni([]catalogo.VoceCertificabile{b})}
	d = nuova.Confronta(catalogo.AttualiEsenzioni([]catalogo.VoceCertificabile{a}))
	if len(d.Modifiche) != 1 || !strings.Contains(d.Modifiche[0].Dopo, oggi().String()) || strings.ContainsAny(d.Modifiche[0].Prima, "\x00") {
		t.Errorf("%+v", d.Modifiche)
	}
}
