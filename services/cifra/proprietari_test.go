package cifra_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestProprietari_areThoseWithAKeyInTheRing(t *testing.T) {
	anello := &portachiavi{voci: map[string]string{}}
	m := mazzo(t, anello, t.TempDir())
	if chi, err := m.Proprietari(t.Context()); err != nil || len(chi) != 0 {
		t.Fatalf("a new ring knows %q: %v", chi, err)
	}
	var attesi []string
	for i := range 205 { // more than one entry holds
		chi := fmt.Sprintf("MEDICO%03d", i)
		if _, err := m.Chiave(t.Context(), chi); err != nil {
			t.Fatal(err)
		}
		attesi = append(attesi, chi)
	}
	if err := m.Distruggi(t.Context(), "MEDICO007"); err != nil {
		t.Fatal(err)
	}
	attesi = slices.Delete(attesi, 7, 8)

	chi, err := mazzo(t, anello, t.TempDir()).Proprietari(t.Context())

	if err != nil || !slices.Equal(chi, attesi) {
		t.Errorf("%d owners: %v", len(chi), err)
	}
	for voce, testo := range anello.voci {
		if len(testo) > 2560 {
			t.Errorf("entry %s has %d bytes: Windows refuses it", voce, len(testo))
		}
	}
}

func TestSbloccaTutti_opensOnlyWhatThePassphraseOpens(t *testing.T) {
	dir := t.TempDir()
	m := mazzo(t, &portachiavi{voci: map[string]string{}}, dir)
	una, altra := esenpat.NewSecret("quattro parole a caso"), esenpat.NewSecret("tutt'altra passphrase")
	for chi, p := range map[string]esenpat.Secret{medico: una, "": una, "ALTRO": altra} {
		if err := m.Sblocca(t.Context(), chi, p); err != nil {
			t.Fatal(err)
		}
	}

	chi, err := mazzo(t, &portachiavi{voci: map[string]string{}}, dir).SbloccaTutti(t.Context(), una)

	slices.Sort(chi)
	if err != nil || !slices.Equal(chi, []string{"", medico}) {
		t.Errorf("opened %q: %v", chi, err)
	}
}
