package bozze_test

import (
	"reflect"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// due are two versions of a draft that differ in every field that is compared.
func due() (mia, altra esenpat.Bozza) {
	mia = esenpat.Bozza{ID: "x", Sequenza: 3, Chiave: "", Assistito: esenpat.Assistito{Cognome: "ROSSI"}, Dati: esenpat.DatiCertificato{
		Tipologia: "MC", TipologiaInvalidita: "C", Esenzione: esenpat.VoceEsenzione{Codice: "048"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9"},
		Patologia: "qui", LeggiSpeciali: esenpat.Si, UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: "1", Descrizione: "A"},
		OscuratoGenitore: esenpat.Si, Regime: esenpat.RegimeSSN, VersioneCatalogo: "1",
	}}
	altra = esenpat.Bozza{ID: "x", Sequenza: 7, Chiave: "k", Assistito: esenpat.Assistito{Cognome: "BIANCHI"}, Dati: esenpat.DatiCertificato{
		Tipologia: "MR", TipologiaInvalidita: "K", Esenzione: esenpat.VoceEsenzione{Codice: "013"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "250"},
		Patologia: "Qui", LeggiSpeciali: esenpat.No, UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: "2", Descrizione: "B"},
		OscuratoGenitore: esenpat.No, Regime: esenpat.RegimeSSR, VersioneCatalogo: "2",
	}}
	return mia, altra
}

// TestUnisci_everyFieldGoesWhereTheDoctorSays guards FT-36: whatever is compared
// can be chosen, no field follows by itself, and those that hold together do.
func TestUnisci_everyFieldGoesWhereTheDoctorSays(t *testing.T) {
	mia, altra := due()
	gruppi := map[string]int{}
	for _, d := range bozze.Confronta(mia, altra) {
		gruppi[bozze.Gruppo(d.Campo)]++
	}
	if len(gruppi) != 7 || gruppi["codice_esenzione"] != 4 {
		t.Fatalf("groups %v", gruppi)
	}
	for scelto, n := range gruppi {
		b := bozze.Unisci(mia, altra, map[string]bool{scelto: true})

		if diff := bozze.Confronta(b, altra); len(diff) != len(bozze.Confronta(mia, altra))-n {
			t.Errorf("%s: still different from the other: %v", scelto, diff)
		}
		if diff := bozze.Confronta(mia, b); len(diff) != n || bozze.Gruppo(diff[0].Campo) != scelto {
			t.Errorf("%s: changed %v", scelto, diff)
		}
		if b.Sequenza != altra.Sequenza || b.Chiave != altra.Chiave {
			t.Errorf("%s: does not continue the other: %+v", scelto, b)
		}
	}
	tutti := map[string]bool{}
	for g := range gruppi {
		tutti[g] = true
	}
	if b := bozze.Unisci(mia, altra, tutti); !reflect.DeepEqual(b.Dati, altra.Dati) {
		t.Errorf("all theirs: %+v", b.Dati)
	}
}
