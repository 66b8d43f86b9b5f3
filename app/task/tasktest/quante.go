package tasktest

import "os"

// variabile asks for the counts of a release instead of those of every day:
// `make test-lungo` sets it.
const variabile = "ESENPAT_PROVE"

// Quante returns how often a fault is tried: breve in `make test`, lungo in
// `make test-lungo` (spec 4, 4.4: «CI / nightly-release»).
func Quante(breve, lungo int) int {
	if os.Getenv(variabile) == "lunghe" {
		return lungo
	}
	return breve
}
