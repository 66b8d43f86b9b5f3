package sistema_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/services/sistema"
)

func TestAcceso_neverGoesBack(t *testing.T) {
	prima := sistema.Acceso()
	for range 1000 {
		ora := sistema.Acceso()
		if ora < prima || ora <= 0 {
			t.Fatalf("%v after %v", ora, prima)
		}
		prima = ora
	}
}
