package bozze_test

import (
	"fmt"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// TestCerca_amongThousandsMakesNoRowAgain guards FT-12: a key in the search and
// a move of the cursor cost the rows that are shown, not all drafts again.
func TestCerca_amongThousandsMakesNoRowAgain(t *testing.T) {
	const molte = 2000
	b := nuovo(t)
	for i := range molte {
		b.salva(fmt.Sprint("id", i), esenpat.BozzaAperta, func(x *esenpat.Bozza) { x.Assistito.Cognome = fmt.Sprint("ROSSI", i) })
	}
	b.p.Mostra()
	b.quieto()
	if n := len(b.p.State().Righe); n != molte {
		t.Fatalf("%d rows", n)
	}
	b.confronti = 0

	b.p.Scegli(1500)
	for n := range len("rossi1321") {
		b.p.Cerca("rossi1321"[:n+1])
	}

	if r := b.p.State().Righe; len(r) != 1 || r[0].ID != "id1321" {
		t.Errorf("found %d", len(r))
	}
	if b.confronti != 0 {
		t.Errorf("%d rows were made again", b.confronti)
	}
	b.p.Cerca("")
	if n := len(b.p.State().Righe); n != molte {
		t.Errorf("%d rows after the search", n)
	}
}
