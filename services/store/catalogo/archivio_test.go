package catalogo_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/assets"
	archivio "github.com/esenpat/esenpat-desktop/services/store/catalogo"
)

func ora() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }

func apri(t *testing.T, dir string) *archivio.Archivio {
	t.Helper()
	a, err := archivio.Apri(t.Context(), dir, ora)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Chiudi(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func file(t *testing.T) fstest.MapFS {
	t.Helper()
	radice, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		t.Fatal(err)
	}
	m := fstest.MapFS{}
	voci, err := fs.ReadDir(radice, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range voci {
		b, err := fs.ReadFile(radice, v.Name())
		if err != nil {
			t.Fatal(err)
		}
		m[v.Name()] = &fstest.MapFile{Data: b}
	}
	return m
}

func TestCarica_keepsTheLastGoodSetAndSaysSo(t *testing.T) {
	a := apri(t, t.TempDir())
	buono := file(t)
	d, s, err := a.Carica(t.Context(), buono)
	if err != nil || s.Precedente || s.Guasto != nil || s.Versione != d.Versione || !s.CaricatoIl.Equal(ora()) {
		t.Fatalf("%+v %v", s, err)
	}

	for nome, guasta := range map[string]func([]byte) []byte{
		"veneto.csv":         func(b []byte) []byte { return b[:len(b)/2] },
		"sicilia.csv":        func(b []byte) []byte { return bytes.Replace(b, []byte("riga,"), []byte("righe,"), 1) },
		"national.csv":       func(b []byte) []byte { return append(b, b[bytes.IndexByte(b, '\n')+1:]...) },
		"regole_codici.json": func([]byte) []byte { return []byte("{") },
		"validita.csv":       func(b []byte) []byte { return bytes.Replace(b, []byte("2006-12-31"), []byte("31/12/2006"), 1) },
		"anomalie.csv":       func(b []byte) []byte { return bytes.Replace(b, []byte("true"), []byte("vero"), 1) },
		"crosswalk.csv":      func(b []byte) []byte { return append(b, 0xff, '\n') },
	} {
		m := file(t)
		m[nome].Data = guasta(bytes.Clone(m[nome].Data))

		d2, s2, err := a.Carica(t.Context(), m)

		if err != nil || !s2.Precedente || s2.Guasto == nil || d2.Versione != d.Versione || len(d2.Voci) != len(d.Voci) {
			t.Errorf("%s: %+v %v", nome, s2, err)
		}
		if e := esenpat.AsError(s2.Guasto); e == nil || e.Params["file"] != nome {
			t.Errorf("%s: the fault does not name the file: %v", nome, s2.Guasto)
		}
	}
}

func TestCarica_withoutAnyGoodSetIsAnError(t *testing.T) {
	a := apri(t, t.TempDir())

	_, _, err := a.Carica(t.Context(), fstest.MapFS{})

	if err == nil {
		t.Error("an empty set was accepted")
	}
}

func TestUltimo_noticesAlteredFiles(t *testing.T) {
	dir := t.TempDir()
	a := apri(t, dir)
	if _, _, err := a.Carica(t.Context(), file(t)); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(dir, archivio.NomeFile)))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // the test is about what it wrote
	if _, err = db.ExecContext(t.Context(), "UPDATE file SET contenuto = replace(contenuto, 'Civili', 'Civile') WHERE nome = 'national.csv'"); err != nil {
		t.Fatal(err)
	}

	_, _, err = a.Ultimo(t.Context())

	if !errors.Is(err, &esenpat.Error{Code: "catalogo.archivio-danneggiato"}) {
		t.Errorf("altered file: %v", err)
	}
}

func icd(n int) string {
	var b strings.Builder
	b.WriteString("version,code,description,release_date\n")
	for i := range n {
		fmt.Fprintf(&b, "2007,%03d.%d,Voce \"%d\",2020-01-01\n", i/10, i%10, i)
	}
	return b.String()
}

func TestImport_showsDifferencesThenReplaces(t *testing.T) {
	dir := t.TempDir()
	a := apri(t, dir)
	primo, err := catalogo.LeggiImport(strings.NewReader(icd(1000)), "icd.csv", catalogo.ImportDiagnosi)
	if err != nil {
		t.Fatal(err)
	}
	if err = a.Salva(t.Context(), primo); err != nil {
		t.Fatal(err)
	}
	letto, err := a.Importazioni(t.Context())
	if err != nil || len(letto) != 1 || len(letto[0].Diagnosi) != 1000 || letto[0].Versione != "2007" {
		t.Fatalf("%v %v", letto, err)
	}

	testo := strings.Replace(icd(1000), "Voce \"7\"", "Altra", 1)
	testo = strings.Replace(testo, "2007,000.5,Voce \"5\",2020-01-01\n", "", 1) + "2007,999.9X,x,\n"
	if _, err = catalogo.LeggiImport(strings.NewReader(testo), "icd.csv", catalogo.ImportDiagnosi); esenpat.CodeOf(err) != "catalogo.csv-codice" ||
		esenpat.AsError(err).Params["riga"] != "1001" {
		t.Errorf("bad code: %v %v", err, esenpat.AsError(err).Params)
	}
	testo = strings.Replace(testo, "999.9X", "E9999", 1)
	secondo, err := catalogo.LeggiImport(strings.NewReader(testo), "icd.csv", catalogo.ImportDiagnosi)
	if err != nil {
		t.Fatal(err)
	}

	d := secondo.Confronta(letto[0].Voci)

	if len(d.Aggiunti) != 1 || d.Aggiunti[0] != "E999.9" || len(d.Modificati) != 1 || d.Modificati[0] != "000.7" || len(d.Rimossi) != 1 || d.Rimossi[0] != "000.5" || d.Invariati != 998 {
		t.Errorf("%+v", d)
	}
}

// TestImport_publishedListHasOneCodeTwice keeps what the official list really
// holds: 43 with two texts; the same row twice is an error all the same.
func TestImport_publishedListHasOneCodeTwice(t *testing.T) {
	const lista = "version,code,description,release_date\n\"\",43,Incisione ed asportazione dello stomaco,\n\"\",43,MALATTIA DA SARS-CoV-2,\n\"\",43.0,Gastrotomia,\n"

	imp, err := catalogo.LeggiImport(strings.NewReader(lista), "icd.csv", catalogo.ImportDiagnosi)

	if err != nil || len(imp.Doppi) != 1 || imp.Doppi[0].Righe != [2]int{2, 3} || len(imp.Diagnosi) != 3 {
		t.Fatalf("%+v %v", imp, err)
	}
	a := apri(t, t.TempDir())
	if err = a.Salva(t.Context(), imp); err != nil {
		t.Fatal(err)
	}
	letto, err := a.Importazioni(t.Context())
	if err != nil || len(imp.Confronta(letto[0].Voci).Modificati) != 0 {
		t.Errorf("the same list differs from itself: %v", err)
	}
	_, err = catalogo.LeggiImport(strings.NewReader(lista+"\"\",43.0,Gastrotomia,\n"), "icd.csv", catalogo.ImportDiagnosi)
	if e := esenpat.AsError(err); e == nil || e.Code != "catalogo.csv-chiave-doppia" || e.Params["riga"] != "5" || e.Params["prima"] != "4" {
		t.Errorf("the same row twice: %v", err)
	}
}

func TestImport_complete20700EntriesAnswer(t *testing.T) {
	a := apri(t, t.TempDir())
	imp, err := catalogo.LeggiImport(strings.NewReader(icd(9990)), "icd.csv", catalogo.ImportDiagnosi)
	if err != nil {
		t.Fatal(err)
	}
	if err = a.Salva(t.Context(), imp); err != nil {
		t.Fatal(err)
	}
	certificabili, err := catalogo.LeggiCertificabili(file(t), false)
	if err != nil {
		t.Fatal(err)
	}

	c := catalogo.NewCertificabili(certificabili.ConImport(imp), func() esenpat.Data { return esenpat.DataDi(ora()) })

	dg := c.CercaDiagnosi(esenpat.RicercaVoce{CodiceEsenzione: "048", Testo: "174.7"})
	if len(dg) == 0 || dg[0].Voce.Codice != "174.7" || dg[0].Voce.Durata.Valore != 5 {
		t.Errorf("an imported neoplasm goes with 048 for 5 years: %+v", dg)
	}
	for _, d := range c.CercaDiagnosi(esenpat.RicercaVoce{Testo: "500.1"}) {
		if d.Voce.Codice == "500.1" {
			t.Errorf("no exemption has 500.1: %+v", d)
		}
	}
	if c.Versione() == certificabili.Versione {
		t.Error("the version must tell the import")
	}
}

// A damaged file must not keep the doctor from looking a code up nor from
// importing again; until then it is told.
func TestApri_damagedDatabaseIsSetAsideUntilTheNextImport(t *testing.T) {
	imp, err := catalogo.LeggiImport(strings.NewReader(icd(50)), "icd.csv", catalogo.ImportDiagnosi)
	if err != nil {
		t.Fatal(err)
	}
	for nome, guasta := range map[string]func([]byte) []byte{
		"random bytes": func(b []byte) []byte { return bytes.Repeat([]byte("Esenpat!"), len(b)/8) },
		"cut in half":  func(b []byte) []byte { return b[:len(b)/2] },
		"pages of 0":   func(b []byte) []byte { return append(b[:4096], make([]byte, len(b)-4096)...) },
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, archivio.NomeFile)
		a, errApri := archivio.Apri(t.Context(), dir, ora)
		if err = errors.Join(errApri, a.Salva(t.Context(), imp), a.Chiudi()); err != nil {
			t.Fatal(err)
		}
		b, errFile := os.ReadFile(file)
		if err = errors.Join(errFile, os.WriteFile(file, guasta(b), 0o600)); err != nil {
			t.Fatal(err)
		}

		a = apri(t, dir)
		_, errImp := a.Importazioni(t.Context())
		detto := errors.Join(errImp, a.Danno())
		errSalva := a.Salva(t.Context(), imp)
		dopo, errDopo := a.Importazioni(t.Context())

		if !errors.Is(detto, &esenpat.Error{Code: "catalogo.archivio-danneggiato"}) {
			t.Errorf("%s: nobody was told: %v", nome, detto)
		}
		if err = errors.Join(errSalva, errDopo, a.Danno()); err != nil || len(dopo) != 1 || len(dopo[0].Diagnosi) != 50 {
			t.Errorf("%s: not good again after the import: %v %v", nome, dopo, err)
		}
	}
}
