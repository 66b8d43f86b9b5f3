//go:build !cgo

package identita

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// CarteDisponibili says whether this build can use smart cards: PKCS#11
// modules are C libraries, and this build has no cgo.
const CarteDisponibili = false

// Carta always fails with "carta.non-disponibile" (Unavailable).
func Carta(context.Context, string, esenpat.Secret, time.Time) (esenpat.Identita, error) {
	return esenpat.Identita{}, errore(esenpat.Unavailable, "carta.non-disponibile", nil)
}
