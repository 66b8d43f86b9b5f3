package regionetest_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// TestPrestazioni_ilCatalogoAncheSenzaRete: X27. The services of a diagnosis come
// from the catalogue; without the service from its copy, with the date.
func TestPrestazioni_ilCatalogoAncheSenzaRete(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	vuote := copie.NewPrestazioni(p.Client, copie.New(store.NewMemoria(), p.sessione, p.Orologio.Ora))
	catalogo := copie.NewPrestazioni(p.Client, copie.New(store.NewMemoria(), p.sessione, p.Orologio.Ora))

	vivo, err := catalogo.Prestazioni(t.Context())
	p.bene(err)
	if !vivo.Letto.IsZero() || len(vivo.Di("048", "174.9")) != 3 || len(vivo.Di("013", "250")) != 1 || len(vivo.Di("048", "250")) != 0 {
		t.Errorf("048: %d, 013: %d, letto %v", len(vivo.Di("048", "174.9")), len(vivo.Di("013", "250")), vivo.Letto)
	}
	p.Spegni()

	copia, err := catalogo.Prestazioni(t.Context())
	if err != nil || copia.Letto.IsZero() || copia.Versione != vivo.Versione || len(copia.Di("048", "174.9")) != 3 {
		t.Errorf("copia %v %q, %v", copia.Letto, copia.Versione, err)
	}
	if _, err = vuote.Prestazioni(t.Context()); esenpat.KindOf(err) != esenpat.Offline {
		t.Errorf("senza copia: %v", err)
	}
}
