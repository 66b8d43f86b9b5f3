package bozze_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestSfoltisci_onlyWhatTheDoctorWasToldOf(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	adesso := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	a := nuovo(d, &chi{"A"}, func() time.Time { return adesso })
	for id, stato := range map[string]esenpat.StatoBozza{"aperta": esenpat.BozzaAperta, "coda": esenpat.BozzaInCoda, "rivedere": esenpat.BozzaDaRivedere} {
		if _, err := a.Salva(t.Context(), esenpat.Bozza{ID: id, Stato: stato}); err != nil {
			t.Fatal(err)
		}
	}
	giorni := func(n int) { adesso = adesso.AddDate(0, 0, n) }
	vede := func() {
		t.Helper()
		tutte, err := a.Elenca(t.Context())
		if err == nil {
			err = a.SegnaAvvisate(t.Context(), tutte)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	restano := func(quante int) {
		t.Helper()
		if _, err := a.Sfoltisci(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := len(d.di["A"]); n != quante {
			t.Fatalf("%d drafts left, want %d", n, quante)
		}
	}

	giorni(29)
	vede()
	giorni(371) // a clock that jumps, or a long leave: nobody has seen any notice
	restano(3)
	vede()
	restano(3) // seen just now
	giorni(8)
	restano(2)
	giorni(1000)
	vede()
	giorni(1000)
	restano(2) // never one in the queue or to be reviewed
}

func TestSegnaAvvisate_anEditBeginsAgain(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	adesso := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	a := nuovo(d, &chi{"A"}, func() time.Time { return adesso })
	b, err := a.Salva(t.Context(), esenpat.Bozza{ID: "x"})
	if err != nil {
		t.Fatal(err)
	}
	adesso = adesso.AddDate(0, 0, 40)
	if err = a.SegnaAvvisate(t.Context(), []esenpat.Bozza{b}); err != nil || d.di["A"]["x"].AvvisataIl.IsZero() {
		t.Fatalf("not written down: %v", err)
	}
	if _, err = a.Salva(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	adesso = adesso.AddDate(0, 0, 60)

	if n, err := a.Sfoltisci(t.Context()); err != nil || n != 0 {
		t.Errorf("removed %d, %v", n, err)
	}
}

func TestDuplica_isAnotherCertificate(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	a := nuovo(d, &chi{"A"}, time.Now)
	b, err := a.Salva(t.Context(), esenpat.Bozza{Chiave: "k", Stato: esenpat.BozzaInCoda, Dati: esenpat.DatiCertificato{Patologia: "x"}})
	if err != nil {
		t.Fatal(err)
	}

	c, err := a.Duplica(t.Context(), b.ID)

	if err != nil || c.ID == b.ID || c.Chiave != "" || c.Stato != esenpat.BozzaAperta || c.Coda != 0 || c.Dati.Patologia != "x" {
		t.Errorf("%+v %v", c, err)
	}
}

func TestAccogli_keepsBothVersionsAndRefusesOthers(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	a := nuovo(d, &chi{"A"}, time.Now)
	qui, err := a.Salva(t.Context(), esenpat.Bozza{ID: "x", Dati: esenpat.DatiCertificato{Patologia: "qui"}})
	if err != nil {
		t.Fatal(err)
	}
	altrove, nuova := qui, qui
	altrove.Dati.Patologia, altrove.ModificataIl = "altrove", qui.ModificataIl.Add(time.Hour)
	nuova.ID = "y"

	n, err := a.Accogli(t.Context(), []esenpat.Bozza{qui, altrove, nuova})

	if err != nil || n != 2 || len(d.di["A"]) != 3 || d.di["A"]["x"].Dati.Patologia != "qui" {
		t.Fatalf("%d new, %d drafts, %v", n, len(d.di["A"]), err)
	}
	for id, b := range d.di["A"] {
		if id != "x" && id != "y" && (b.Stato != esenpat.BozzaDaRivedere || b.Dati.Patologia != "altrove") {
			t.Errorf("%+v", b)
		}
	}
	nuova.Medico.CodiceFiscale = "B"
	if n, err = a.Accogli(t.Context(), []esenpat.Bozza{nuova}); n != 0 || esenpat.CodeOf(err) != "bozza.di-altro-medico" {
		t.Errorf("another doctor's: %d %v", n, err)
	}
}
