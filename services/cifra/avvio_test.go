package cifra_test

import (
	"crypto/rand"
	"sync"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/keys"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// TestMazzo_firstStartOfAProfileDoesNotWaitForItself puts the parts together
// as the program does: key ring and bunch share one lock between processes, and
// the first key of a profile needs the naming key too.
func TestMazzo_firstStartOfAProfileDoesNotWaitForItself(t *testing.T) {
	profilo, anello := t.TempDir(), keys.NewMemoria()
	processo := func() *cifra.Mazzo {
		serratura := sistema.Serratura(profilo)
		return cifra.NewMazzo(cifra.Opzioni{
			Portachiavi: keys.NewOpaco(anello, rand.Reader, serratura), Dir: profilo, Casuale: rand.Reader, Serratura: serratura,
		})
	}
	chiavi := make([]*cifra.Chiave, 6)
	var wg sync.WaitGroup
	for i := range chiavi {
		wg.Go(func() {
			k, err := processo().Chiave(t.Context(), medico)
			if err != nil {
				t.Error(err)
			}
			chiavi[i] = k
		})
	}
	wg.Wait()

	for i, k := range chiavi {
		if k == nil || !apre(t, k, chiavi[0]) {
			t.Errorf("process %d has another key", i)
		}
	}
}
