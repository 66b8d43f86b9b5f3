package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

func annotati(t *testing.T, dir string, n int) *store.Archivio {
	t.Helper()
	a := apriIn(t, dir)
	for i := range n {
		e := esenpat.EventoAudit{ID: fmt.Sprint("e", i), Quando: istante().Add(time.Duration(i) * time.Second), Azione: "STAMPATO", Oggetto: fmt.Sprint("documento", i), Esito: "OK"}
		if err := a.AnnotaAudit(t.Context(), medicoA, e); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// TestVerificaAudit_noticesWhateverWasDoneToTheRows guards SE-23.
func TestVerificaAudit_noticesWhateverWasDoneToTheRows(t *testing.T) {
	for nome, istruzioni := range map[string][]string{
		"one changed":     {`UPDATE audit SET contenuto = CAST(substr(contenuto, 1, 60) || x'00' || substr(contenuto, 62) AS BLOB) WHERE n = 3`},
		"one removed":     {`DELETE FROM audit WHERE n = 3`},
		"the first":       {`DELETE FROM audit WHERE n = 1`},
		"the last":        {`DELETE FROM audit WHERE n = 5`},
		"all":             {`DELETE FROM audit`},
		"the head":        {`DELETE FROM audit_testa`},
		"head and last":   {`DELETE FROM audit WHERE n = 5`, `DELETE FROM audit_testa`},
		"two exchanged":   {`UPDATE audit SET n = 99 WHERE n = 2`, `UPDATE audit SET n = 2 WHERE n = 3`, `UPDATE audit SET n = 3 WHERE n = 99`},
		"one put in":      {`INSERT INTO audit SELECT proprietario, 6, contenuto FROM audit WHERE n = 5`},
		"moved up":        {`DELETE FROM audit WHERE n = 2`, `UPDATE audit SET n = n - 1 WHERE n > 2`},
		"content swapped": {`UPDATE audit SET contenuto = (SELECT contenuto FROM audit WHERE n = 4) WHERE n = 2`},
	} {
		t.Run(nome, func(t *testing.T) {
			dir := t.TempDir()
			a := annotati(t, dir, 5)
			if n, err := a.VerificaAudit(t.Context(), medicoA); n != 5 || err != nil {
				t.Fatalf("whole: %d, %v", n, err)
			}
			db := sqlite(t, dir)
			for _, s := range istruzioni {
				esegui(t, db, s)
			}

			if _, err := a.VerificaAudit(t.Context(), medicoA); esenpat.CodeOf(err) != "audit.manomesso" {
				t.Errorf("not noticed: %v", err)
			}
		})
	}
}

// TestLottoAudit_theSameBatchUntilItIsConfirmed guards the exactly-once upload:
// a lost answer must not make two entries at the service.
func TestLottoAudit_theSameBatchUntilItIsConfirmed(t *testing.T) {
	dir, chiavi := t.TempDir(), 0
	nuova := func() string { chiavi++; return fmt.Sprint("k", chiavi) }
	a := annotati(t, dir, 5)
	k1, eventi, err := a.LottoAudit(t.Context(), medicoA, 3, nuova)
	if err != nil || k1 != "k1" || len(eventi) != 3 || eventi[0].ID != "e0" {
		t.Fatalf("%q %v %v", k1, eventi, err)
	}
	chiudi(t, a) // the answer is lost and the program ends
	a = annotati(t, dir, 1)
	if k, e, errLotto := a.LottoAudit(t.Context(), medicoA, 3, nuova); errLotto != nil || k != k1 || len(e) != 3 || e[2] != eventi[2] {
		t.Errorf("after a restart: %q %v %v", k, e, errLotto)
	}
	if err = a.InviatoAudit(t.Context(), medicoA, "another key"); err != nil {
		t.Fatal(err)
	}
	if err = a.InviatoAudit(t.Context(), medicoA, k1); err != nil {
		t.Fatal(err)
	}
	k2, resto, err := a.LottoAudit(t.Context(), medicoA, 10, nuova)
	if err != nil || k2 == k1 || len(resto) != 3 || resto[0].ID != "e3" {
		t.Errorf("the rest: %q %v %v", k2, resto, err)
	}
	if err := a.InviatoAudit(t.Context(), medicoA, k2); err != nil {
		t.Fatal(err)
	}
	if k, e, err := a.LottoAudit(t.Context(), medicoA, 10, nuova); err != nil || k != "" || e != nil {
		t.Errorf("nothing is left: %q %v %v", k, e, err)
	}
	if k, e, err := a.LottoAudit(t.Context(), medicoB, 10, nuova); err != nil || k != "" || e != nil {
		t.Errorf("another doctor: %q %v %v", k, e, err)
	}
	if n, err := a.VerificaAudit(t.Context(), medicoA); n != 6 || err != nil {
		t.Errorf("%d %v", n, err)
	}
}
