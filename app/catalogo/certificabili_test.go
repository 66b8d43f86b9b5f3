package catalogo_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/assets"
)

func oggi() esenpat.Data { return esenpat.NewData(2026, 11, 22) }

func radice(tb testing.TB) fs.FS {
	tb.Helper()
	f, err := fs.Sub(assets.Catalogo, "catalogo")
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func certificabili(tb testing.TB, dimostrative bool) *catalogo.Certificabili {
	tb.Helper()
	d, err := catalogo.LeggiCertificabili(radice(tb), dimostrative)
	if err != nil {
		tb.Fatalf("%v %v", err, esenpat.AsError(err).Params)
	}
	return catalogo.NewCertificabili(d, oggi)
}

func codiciEsenzione(v []esenpat.EsenzioneTrovata) []string {
	out := make([]string, len(v))
	for i, e := range v {
		out[i] = e.Voce.Codice
	}
	return out
}

func codiciDiagnosi(v []esenpat.DiagnosiTrovata) []string {
	out := make([]string, len(v))
	for i, d := range v {
		out[i] = d.Voce.Codice
	}
	return out
}

func TestCertificabili_048WorksInBothOrders(t *testing.T) {
	c := certificabili(t, false)

	es := c.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, Testo: "048"})
	if len(es) == 0 || es[0].Voce.Codice != "048" || es[0].Campo != "codice" {
		t.Fatalf("048: %+v", es)
	}
	if d := es[0].Voce.Durata; d.Valore != 5 || d.Unita != esenpat.DurataAnni || d.Fonte == "" {
		t.Errorf("048 lasts %+v", d)
	}
	dg := c.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, CodiceEsenzione: "048", Testo: "mammella femminile"})
	if len(dg) < 9 {
		t.Errorf("diagnoses of 048 for the breast: %v", codiciDiagnosi(dg))
	}
	for _, cod := range []string{"174.9", "153.9", "162.9", "174.4"} {
		dg = c.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, Testo: cod})
		if len(dg) == 0 || dg[0].Voce.Codice != cod {
			t.Fatalf("%s first: %v", cod, codiciDiagnosi(dg))
		}
		es = c.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, CodiceDiagnosi: cod})
		if len(es) != 1 || es[0].Voce.Codice != "048" {
			t.Errorf("%s narrows to %v", cod, codiciEsenzione(es))
		}
	}
}

func TestCertificabili_replacedCodesAreReadableNotOffered(t *testing.T) {
	c := certificabili(t, true)

	for _, cod := range []string{"002", "031", "034", "047", "004", "010", "015"} {
		for _, e := range c.CercaEsenzioni(esenpat.RicercaVoce{Testo: cod}) {
			if e.Voce.Codice == cod {
				t.Errorf("%s is offered", cod)
			}
		}
		if v, ok := c.Esenzione(cod); !ok || v.Offribile("", oggi()) || v.Nota == "" {
			t.Errorf("%s: %+v %v", cod, v, ok)
		}
	}
	for _, cod := range []string{"0A02", "0031", "0A31", "RFG101", "RM0120", "056", "067", "001", "055"} {
		if es := c.CercaEsenzioni(esenpat.RicercaVoce{Testo: cod}); len(es) == 0 || es[0].Voce.Codice != cod {
			t.Errorf("%s: %v", cod, codiciEsenzione(es))
		}
	}
}

func TestCertificabili_typeAndDateLimitWhatIsOffered(t *testing.T) {
	c := certificabili(t, true)

	for _, tipo := range []esenpat.Tipologia{esenpat.MalattiaCronica, esenpat.MalattiaRara, esenpat.Invalidita} {
		es := c.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: tipo})
		if len(es) == 0 {
			t.Errorf("%s is empty", tipo)
		}
		for _, e := range es {
			if e.Voce.Tipologia != tipo {
				t.Errorf("%s among %s", e.Voce.Codice, tipo)
			}
		}
	}
	prima := c.CercaEsenzioni(esenpat.RicercaVoce{Testo: "057", Al: esenpat.NewData(2016, 12, 31)})
	if len(prima) != 0 {
		t.Errorf("057 in 2016: %v", codiciEsenzione(prima))
	}
	if x := c.CercaEsenzioni(esenpat.RicercaVoce{Testo: "002", Al: esenpat.NewData(2010, 1, 1)}); len(x) > 0 && x[0].Voce.Codice == "002" {
		t.Error("002 offered for a date before its replacement: a new certificate may not carry it")
	}
}

func TestCertificabili_noCodedDiagnosis(t *testing.T) {
	c := certificabili(t, true)

	dg := c.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, CodiceEsenzione: "051"})
	if len(dg) != 1 || !dg[0].Voce.Fittizia || dg[0].Voce.CodiceVisibile() != "000" {
		t.Fatalf("051: %+v", dg)
	}
	for _, d := range c.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica}) {
		if d.Voce.Fittizia {
			t.Fatal("a placeholder without a chosen exemption")
		}
	}
	if d, ok := c.Diagnosi("051", ""); !ok || !d.Fittizia {
		t.Errorf("051 without code: %+v", d)
	}
	if v, ok := c.Esenzione("051"); !ok || !v.DurataProva.Illimitata() || v.Durata.Nota() {
		t.Errorf("051: %+v", v)
	}
}

func TestCertificabili_rareDiseaseByPatternHasNoInventedName(t *testing.T) {
	c := certificabili(t, false)

	es := c.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaRara, Testo: "rcg010"})
	if len(es) != 1 || es[0].Voce.Codice != "RCG010" {
		t.Fatalf("RCG010: %+v", es)
	}
	dg := c.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaRara, CodiceEsenzione: "RCG010"})
	if len(dg) != 1 || !dg[0].Voce.Fittizia {
		t.Errorf("its diagnosis: %+v", dg)
	}
	if es = c.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, Testo: "RCG010"}); len(es) != 0 {
		t.Errorf("among chronic diseases: %+v", es)
	}
	for _, e := range c.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaRara}) {
		if e.Voce.Dimostrativa {
			t.Errorf("%s is only for the test environment", e.Voce.Codice)
		}
	}
}

func TestCertificabili_unknownDurationIsNeverUnlimited(t *testing.T) {
	d, err := catalogo.LeggiCertificabili(radice(t), true)
	if err != nil {
		t.Fatal(err)
	}

	for _, e := range d.Esenzioni {
		if e.Durata.Nota() != (e.Codice == "048") {
			t.Errorf("%s: duration %+v without a source", e.Codice, e.Durata)
		}
		if e.Durata.Nota() && e.Durata.Fonte == "" {
			t.Errorf("%s: duration without source", e.Codice)
		}
		if e.DurataProva.Unita != "" && e.DurataProva.Fonte == "" {
			t.Errorf("%s: demonstration duration not marked", e.Codice)
		}
	}
}

// The published list holds procedures too: 15.01, a biopsy of an eye muscle,
// stands between "140" and "209" when codes are compared as texts.
func TestConImport_proceduresAreNoTumours(t *testing.T) {
	imp, err := catalogo.LeggiImport(strings.NewReader("version,code,description,release_date\n"+
		"1,15.01,Biopsia di muscoli extraoculari,\n1,20.9,Altri interventi,\n1,208.92,Leucemia voce nuova,\n1,14,Interventi sulla retina,\n1,209,Carcinoidi,\n1,140.6,Labbro voce nuova,\n"),
		"icd.csv", catalogo.ImportDiagnosi)
	if err != nil {
		t.Fatal(err)
	}
	d, err := catalogo.LeggiCertificabili(radice(t), false)
	if err != nil {
		t.Fatal(err)
	}

	dopo := d.ConImport(imp).Diagnosi

	var nuove []string
	for _, x := range dopo[len(d.Diagnosi):] {
		nuove = append(nuove, x.CodiceEsenzione+" "+x.Codice)
	}
	if got := strings.Join(nuove, ", "); got != "048 208.92, 048 140.6" {
		t.Errorf("added to the certificates: %s", got)
	}
}
