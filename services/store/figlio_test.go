package store_test

import (
	"context"
	"fmt"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// variabileUtente makes the child open the profile, save a draft there and
// print the codes of the errors: it runs as a user to whom rights apply.
const variabileUtente = "ESENPAT_PROVA_UTENTE"

func figlioUtente(ctx context.Context, dir string) error {
	a, err := store.Apri(ctx, store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
	if err != nil {
		fmt.Println("apri", esenpat.CodeOf(err))
		return nil
	}
	fmt.Println("apri bene", a.Quarantena())
	if err = a.SalvaBozza(ctx, medicoA, bozza("nuova", "x", 1)); err != nil {
		fmt.Println("salva", esenpat.CodeOf(err))
	}
	b, err := a.Bozze(ctx, medicoA)
	fmt.Println("bozze", len(b), esenpat.CodeOf(err))
	return a.Chiudi()
}
