//go:build race

package verifica_test

import "time"

// The race detector makes everything ten times slower; the bound itself is
// asserted without it.
const (
	limite = time.Minute
	passo  = 17
)
