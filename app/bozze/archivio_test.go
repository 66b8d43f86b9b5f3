package bozze_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type deposito struct {
	di   map[string]map[string]esenpat.Bozza
	err  error // instead of writing
	dopo error // after writing
}

func (d *deposito) SalvaBozza(_ context.Context, p string, b esenpat.Bozza) error {
	if d.err != nil {
		return d.err
	}
	if d.di[p] == nil {
		d.di[p] = map[string]esenpat.Bozza{}
	}
	d.di[p][b.ID] = b
	return d.dopo
}

func (d *deposito) Bozze(_ context.Context, p string) ([]esenpat.Bozza, error) {
	var r []esenpat.Bozza
	for _, b := range d.di[p] {
		r = append(r, b)
	}
	return r, nil
}

func (d *deposito) Bozza(_ context.Context, p, id string) (esenpat.Bozza, error) {
	b, ok := d.di[p][id]
	if !ok {
		return b, esenpat.NewError(esenpat.NotFound, "bozza.assente", "finto")
	}
	return b, nil
}

func (d *deposito) EliminaBozza(_ context.Context, p, id string) error {
	delete(d.di[p], id)
	return nil
}

type chi struct{ cf esenpat.CodiceFiscale }

func (c *chi) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: c.cf}, Azienda: esenpat.Azienda{Codice: "010301"}}, c.cf != ""
}

func nuovo(d *deposito, c *chi, ora func() time.Time) *bozze.Archivio {
	n := 0
	return bozze.New(d, c, func() string { n++; return "id" + strconv.Itoa(n) }, ora)
}

func TestArchivio_orderDoesNotDependOnTheClock(t *testing.T) {
	d, c := &deposito{di: map[string]map[string]esenpat.Bozza{}}, &chi{"DOTT"}
	ora := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	orologio := func() time.Time { ora = ora.Add(-time.Hour); return ora } // runs backwards
	a := nuovo(d, c, orologio)
	prima, _ := a.Salva(t.Context(), esenpat.Bozza{})
	_, _ = a.Salva(t.Context(), esenpat.Bozza{})
	a = nuovo(d, c, orologio) // another start of the program
	prima.Dati.Patologia = "testo"
	prima, err := a.Salva(t.Context(), prima)
	if err != nil {
		t.Fatal(err)
	}

	tutte, err := a.Elenca(t.Context())

	if err != nil || len(tutte) != 2 || tutte[0].ID != prima.ID || prima.Sequenza != 3 || prima.CreataIl.IsZero() || prima.Stato != esenpat.BozzaAperta {
		t.Errorf("drafts = %+v, %v", tutte, err)
	}
	if prima.Medico.CodiceFiscale != "DOTT" || prima.Azienda.Codice != "010301" {
		t.Errorf("owner = %+v", prima.Medico)
	}
}

// Manual: G16.
func TestArchivio_anotherDoctorSeesNothing(t *testing.T) {
	d, c := &deposito{di: map[string]map[string]esenpat.Bozza{}}, &chi{"UNO"}
	a := nuovo(d, c, time.Now)
	b, _ := a.Salva(t.Context(), esenpat.Bozza{})

	c.cf = "DUE"
	tutte, _ := a.Elenca(t.Context())
	_, err := a.Bozza(t.Context(), b.ID)
	_ = a.Elimina(t.Context(), b.ID)
	altra, _ := a.Salva(t.Context(), esenpat.Bozza{})

	if len(tutte) != 0 || esenpat.KindOf(err) != esenpat.NotFound || altra.Sequenza != 1 {
		t.Errorf("drafts = %v, %v", tutte, err)
	}
	c.cf = "UNO"
	if _, err := a.Bozza(t.Context(), b.ID); err != nil {
		t.Errorf("lost: %v", err)
	}
}

func TestArchivio_failedSaveIsAnError(t *testing.T) {
	d := &deposito{err: esenpat.NewError(esenpat.Storage, "disco.pieno", "finto")}

	_, err := nuovo(d, &chi{"UNO"}, time.Now).Salva(t.Context(), esenpat.Bozza{})

	if esenpat.CodeOf(err) != "disco.pieno" {
		t.Errorf("err = %v", err)
	}
}

func TestArchivio_openFormDoesNotWipeTheKeyOfASentDraft(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	a := nuovo(d, &chi{"UNO"}, time.Now)
	b, _ := a.Salva(t.Context(), esenpat.Bozza{})
	inviata := b
	inviata.Chiave = "k1"
	_ = d.SalvaBozza(t.Context(), "UNO", inviata)

	b, err := a.Salva(t.Context(), b)

	if err != nil || b.Chiave != "k1" {
		t.Errorf("Chiave = %q, %v", b.Chiave, err)
	}
}

// TestArchivio_ownSaveThatEndedWithAnErrorIsNoOtherVersion guards FT-36: a save
// that the disk took but called failed was told as «modificata altrove», in one
// window alone.
func TestArchivio_ownSaveThatEndedWithAnErrorIsNoOtherVersion(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	a := nuovo(d, &chi{"A"}, time.Now)
	b, err := a.Salva(t.Context(), esenpat.Bozza{ID: "x"})
	if err != nil {
		t.Fatal(err)
	}
	b.Passo = "tipologia"
	d.dopo = esenpat.NewError(esenpat.Storage, "archivio.errore-disco", "finto")
	if _, err = a.Salva(t.Context(), b); esenpat.CodeOf(err) != "archivio.errore-disco" || d.di["A"]["x"].Passo != "tipologia" {
		t.Fatalf("%v, stored %q", err, d.di["A"]["x"].Passo)
	}
	d.dopo = nil
	b.Passo = "dati"

	salvata, err := a.Salva(t.Context(), b) // edited from the version before

	if err != nil || d.di["A"]["x"].Passo != "dati" {
		t.Fatalf("%v, stored %q", err, d.di["A"]["x"].Passo)
	}
	altra := salvata // somebody else, meanwhile
	altra.Sequenza++
	_ = d.SalvaBozza(t.Context(), "A", altra)
	if _, err = a.Salva(t.Context(), salvata); esenpat.CodeOf(err) != "bozza.superata" {
		t.Errorf("another version was overwritten: %v", err)
	}
}
