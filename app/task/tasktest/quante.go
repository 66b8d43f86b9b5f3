package tasktest

import (
	"os"
	"strconv"
	"testing"
)

const (
	// variabile asks for the counts of a release instead of those of every day:
	// `make test-lungo` sets it.
	variabile = "ESENPAT_PROVE"
	// quota is the percentage of those counts that there is time for.
	quota  = "ESENPAT_QUOTA"
	intera = 100
)

// Quante returns how often a fault is tried: breve in `make test`, lungo in
// `make test-lungo` (spec 4, 4.4: «CI / nightly-release»), or the part of it
// that `make test-lungo QUOTA=10` asks for, but never less than every day.
func Quante(breve, lungo int) int {
	if os.Getenv(variabile) != "lunghe" {
		return breve
	}
	q, err := strconv.Atoi(os.Getenv(quota))
	if err != nil || q <= 0 || q >= intera || lungo <= 1 { // one is a yes, not a count
		return lungo
	}
	return max(breve, lungo*q/intera)
}

// Avanza says how far a long test has come, ten times on the way.
func Avanza(tb testing.TB, fatte, tutte int) {
	tb.Helper()
	if passo := tutte / 10; os.Getenv(variabile) == "lunghe" && passo > 0 && fatte%passo == 0 && fatte < tutte {
		tb.Logf("%d of %d", fatte, tutte)
	}
}
