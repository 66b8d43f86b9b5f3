package catalogo_test

import (
	"database/sql"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	archivio "github.com/esenpat/esenpat-desktop/services/store/catalogo"
)

func TestCopie_comeBackAsTheyWereByService(t *testing.T) {
	a := apri(t, t.TempDir())
	k := []esenpat.CatalogoRegionale{
		{
			VersioneCatalogo: esenpat.VersioneCatalogo{Nome: "diagnosi", Versione: "2", ETag: `"d2"`, Elementi: 1, AggiornatoIl: esenpat.NewData(2026, 11, 20)},
			RicevutoIl:       ora(), Diagnosi: []esenpat.VoceDiagnosi{{Codice: "174.9", CodiceEsenzione: "048", ValidaAl: esenpat.NewData(2030, 1, 1)}},
		},
		{
			VersioneCatalogo: esenpat.VersioneCatalogo{Nome: "esenzioni", Versione: "2", ETag: `"e2"`, Elementi: 1, AggiornatoIl: esenpat.NewData(2026, 11, 20)},
			RicevutoIl:       ora(), Esenzioni: []esenpat.VoceEsenzione{{Codice: "048", Durata: esenpat.Durata{Valore: 5, Unita: esenpat.DurataAnni}}},
		},
	}
	if err := a.SalvaCopie(t.Context(), "prova", k[:1]); err != nil {
		t.Fatal(err)
	}
	if err := a.SalvaCopie(t.Context(), "prova", k); err != nil {
		t.Fatal(err)
	}

	got, err := a.Copie(t.Context(), "prova")
	if err != nil || !reflect.DeepEqual(got, k) {
		t.Errorf("%v\n%+v\n%+v", err, got, k)
	}
	if got, err = a.Copie(t.Context(), "https://altro"); err != nil || len(got) != 0 {
		t.Errorf("copies of one service are used for another: %v %v", got, err)
	}
}

func TestCopie_aDamagedOneIsToldAndNeverUsed(t *testing.T) {
	dir := t.TempDir()
	a := apri(t, dir)
	k := esenpat.CatalogoRegionale{VersioneCatalogo: esenpat.VersioneCatalogo{Nome: "esenzioni", Versione: "2"}, Esenzioni: []esenpat.VoceEsenzione{{Codice: "048"}}}
	if err := a.SalvaCopie(t.Context(), "prova", []esenpat.CatalogoRegionale{k}); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, archivio.NomeFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = db.ExecContext(t.Context(), "UPDATE copia SET dati = replace(dati, '048', '049')"); err != nil {
		t.Fatal(err)
	}
	if err = db.Close(); err != nil {
		t.Fatal(err)
	}

	got, err := a.Copie(t.Context(), "prova")

	if esenpat.CodeOf(err) != "catalogo.archivio-danneggiato" || got != nil {
		t.Errorf("%v %v", got, err)
	}
}
