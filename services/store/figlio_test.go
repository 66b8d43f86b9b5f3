package store_test

import (
	"context"
	"fmt"
	"os"
	"strings"

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

// variabileConferme makes the test binary save drafts and write each
// acknowledgement to this file, on another disk than the database.
const variabileConferme = "ESENPAT_PROVA_CONFERME"

// variabileNormale weakens the database on purpose: the harness must notice.
const variabileNormale = "ESENPAT_PROVA_NORMALE"

func figlioConferme(ctx context.Context, dir string) error {
	a, err := store.Apri(ctx, store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: istante})
	if err != nil {
		return err
	}
	if os.Getenv(variabileNormale) != "" {
		if err = a.Prova(ctx, "PRAGMA synchronous = NORMAL"); err != nil {
			return err
		}
	}
	conferme, err := os.OpenFile(os.Getenv(variabileConferme), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	for n := int64(1); ; n++ {
		b := bozza(fmt.Sprint("id", n%5), fmt.Sprint(strings.Repeat("testo ", 600), n), n)
		if err := a.SalvaBozza(ctx, medicoA, b); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(conferme, b.ID, n); err != nil {
			return err
		}
		fmt.Println(n)
	}
}
