package catalogo_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func composto(t *testing.T) *catalogo.Composto {
	t.Helper()
	d, err := catalogo.LeggiCertificabili(radice(t), false)
	if err != nil {
		t.Fatal(err)
	}
	return catalogo.NewComposto(d, oggi)
}

func consegna(versione string, ricevuto time.Time, e ...esenpat.VoceEsenzione) []esenpat.CatalogoRegionale {
	return []esenpat.CatalogoRegionale{
		{VersioneCatalogo: esenpat.VersioneCatalogo{Nome: esenpat.CatalogoEsenzioni, Versione: versione, AggiornatoIl: esenpat.NewData(2026, 11, 20)}, RicevutoIl: ricevuto, Esenzioni: e},
		{VersioneCatalogo: esenpat.VersioneCatalogo{Nome: esenpat.CatalogoDiagnosi, Versione: versione}, RicevutoIl: ricevuto, Diagnosi: []esenpat.VoceDiagnosi{
			{Codice: "174.9", Descrizione: "parole del servizio", CodiceEsenzione: "048"},
		}},
	}
}

func cerca(c *catalogo.Certificabili, s string) []string {
	var out []string
	for _, x := range c.CercaEsenzioni(esenpat.RicercaVoce{Testo: s}) {
		out = append(out, x.Voce.Codice)
	}
	return out
}

func TestComposto_theServiceTakesThePlaceOfTheProgram(t *testing.T) {
	k := composto(t)
	c := k.Certificabili()
	quando := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

	k.Regione(consegna(
		"42", quando, esenpat.VoceEsenzione{Codice: "048", Tipologia: esenpat.MalattiaCronica, Descrizione: "Neoplasie"},
		esenpat.VoceEsenzione{Codice: "057", Tipologia: esenpat.MalattiaCronica, Descrizione: "BPCO"},
		esenpat.VoceEsenzione{Codice: "013", Tipologia: esenpat.MalattiaCronica, Descrizione: "Diabete", ValidaAl: esenpat.NewData(2026, 11, 21)},
	))

	if c.Versione() != "42" || k.Del() != "2026-11-20" {
		t.Errorf("version %q of %q", c.Versione(), k.Del())
	}
	if len(cerca(c, "048")) != 1 || len(cerca(c, "007")) != 0 || len(cerca(c, "013")) != 0 {
		t.Error("offered are not the entries that the service delivered and that are in force")
	}
	if len(cerca(c, "RCG010")) != 1 {
		t.Error("rare diseases are still found by their pattern")
	}
	if v, ok := c.Esenzione("034"); !ok || v.Offerta || len(cerca(c, "034")) != 0 {
		t.Error("a replaced code is readable and never offered")
	}
	if v, _ := c.Esenzione("057"); v.Nota == "" {
		t.Error("the warning of 057 is lost")
	}
}

func TestComposto_diagnosesWithoutExemptionsAreNotUsed(t *testing.T) {
	k := composto(t)
	prima := k.Certificabili().Versione()

	k.Regione(consegna("42", time.Time{})[1:])

	if k.Certificabili().Versione() != prima {
		t.Error("half a delivery was put in use")
	}
}

func TestComposto_theNewerOfImportAndServiceWins(t *testing.T) {
	k := composto(t)
	c := k.Certificabili()
	alle := func(h int) time.Time { return time.Date(2026, 11, 22, h, 0, 0, 0, time.UTC) }
	lista := &catalogo.Importazione{Tipo: catalogo.ImportEsenzioni, SHA256: "0123456789abcdef", Il: alle(10), Esenzioni: []catalogo.VoceCertificabile{
		{VoceEsenzione: esenpat.VoceEsenzione{Codice: "999", Tipologia: esenpat.MalattiaCronica, Descrizione: "importata"}, Offerta: true},
	}}
	icd := &catalogo.Importazione{Tipo: catalogo.ImportDiagnosi, SHA256: "fedcba9876543210", Nome: "icd.csv", Il: alle(10), Diagnosi: []catalogo.Diagnosi{
		{Codice: "174.3", Descrizione: "importata"}, {Codice: "174.9", Descrizione: "importata"}, {Codice: "410", Descrizione: "infarto"},
	}}

	k.Regione(consegna("42", alle(9), esenpat.VoceEsenzione{Codice: "048", Tipologia: esenpat.MalattiaCronica, Descrizione: "Neoplasie"}))
	k.Importa(lista)
	k.Importa(icd)
	if len(cerca(c, "999")) != 1 {
		t.Error("a list imported after the delivery is not in use")
	}
	k.Regione(consegna("43", alle(11), esenpat.VoceEsenzione{Codice: "048", Tipologia: esenpat.MalattiaCronica, Descrizione: "Neoplasie"}))
	if len(cerca(c, "999")) != 0 || len(cerca(c, "048")) != 1 {
		t.Error("the newer delivery is not in use")
	}

	if d, ok := c.Diagnosi("048", "174.3"); !ok || d.Descrizione != "importata" {
		t.Error("an imported neoplasm does not go with 048")
	}
	if d, _ := c.Diagnosi("048", "174.9"); d.Descrizione != "parole del servizio" {
		t.Errorf("the words of the service were replaced: %q", d.Descrizione)
	}
	if _, ok := c.Diagnosi("048", "410"); ok {
		t.Error("an infarct is no neoplasm")
	}
}
