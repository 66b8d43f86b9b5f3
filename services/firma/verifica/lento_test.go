//go:build !race

package verifica_test

import "time"

// limite is that of VF-09; passo checks every byte of a file.
const (
	limite = 2 * time.Second
	passo  = 1
)
