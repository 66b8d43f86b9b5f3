package store_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"reflect"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// altreChiavi are the keys of a time without a key ring.
type altreChiavi struct{}

func (altreChiavi) Chiave(_ context.Context, proprietario string) (*cifra.Chiave, error) {
	dek := sha256.Sum256([]byte("passphrase/" + proprietario))
	return cifra.NewChiave(dek[:], rand.Reader)
}

func chiave(t *testing.T, c store.Chiavi) *cifra.Chiave {
	t.Helper()
	k, err := c.Chiave(t.Context(), medicoA)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// TestRisigilla_draftsOfBothKeysAreOneList guards SE-04: what was written
// behind a passphrase is there when the key ring is back.
func TestRisigilla_draftsOfBothKeysAreOneList(t *testing.T) {
	dir := t.TempDir()
	senza, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: altreChiavi{}, Ora: istante})
	if err != nil {
		t.Fatal(err)
	}
	salva(t, senza, bozza("solo-passphrase", "p", 1))
	salva(t, senza, bozza("piu-nuova-qui", "nuova", 5))
	salva(t, senza, bozza("piu-vecchia-qui", "vecchia", 1))
	if err = senza.AnnotaAtto(t.Context(), esenpat.AttoInSospeso{Chiave: "k", Proprietario: medicoA, RisorsaID: "r"}); err != nil {
		t.Fatal(err)
	}
	chiudi(t, senza)
	a := apriIn(t, dir)
	salva(t, a, bozza("solo-portachiavi", "q", 1))
	salva(t, a, bozza("piu-nuova-qui", "vecchia", 2))
	salva(t, a, bozza("piu-vecchia-qui", "nuova", 3))

	for range 2 { // the second time finds nothing to do
		if err = a.Risigilla(t.Context(), medicoA, chiave(t, altreChiavi{}), chiave(t, chiavi{})); err != nil {
			t.Fatal(err)
		}
	}

	trovate := map[string]string{}
	bozze, err := a.Bozze(t.Context(), medicoA)
	for _, b := range bozze {
		trovate[b.ID] = b.Dati.Patologia
	}
	attese := map[string]string{"solo-passphrase": "p", "solo-portachiavi": "q", "piu-nuova-qui": "nuova", "piu-vecchia-qui": "nuova"}
	if err != nil || !reflect.DeepEqual(trovate, attese) {
		t.Errorf("got %v, %v", trovate, err)
	}
	if atti, err := a.AttiInSospeso(t.Context(), medicoA); err != nil || len(atti) != 1 || atti[0].RisorsaID != "r" {
		t.Errorf("acts: %v %v", atti, err)
	}
}
