package store_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

type conservatore interface {
	Conserva(ctx context.Context, proprietario string, c esenpat.Conservato) error
	Conservato(ctx context.Context, proprietario, cassetto, chiave string) (esenpat.Conservato, error)
	Conservati(ctx context.Context, proprietario, cassetto string) ([]esenpat.Conservato, error)
	TogliConservato(ctx context.Context, proprietario, cassetto, chiave string) error
	EliminaTutto(ctx context.Context, proprietario string) error
}

func cosa(chiave, testo string) esenpat.Conservato {
	return esenpat.Conservato{Cassetto: "elenchi", Chiave: chiave, Quando: istante(), Contenuto: []byte(testo)}
}

func TestConservati_areKeptPerDoctorAndKindLastFirst(t *testing.T) {
	for nome, d := range map[string]conservatore{"SQLite": apriIn(t, t.TempDir()), "Memoria": store.NewMemoria()} {
		t.Run(nome, func(t *testing.T) {
			ctx := t.Context()
			for _, c := range []esenpat.Conservato{cosa("a", "1"), cosa("b", "2"), cosa("a", "3")} {
				if err := d.Conserva(ctx, medicoA, c); err != nil {
					t.Fatal(err)
				}
			}

			c, err := d.Conservati(ctx, medicoA, "elenchi")
			if err != nil || len(c) != 2 || c[0].Chiave != "a" || string(c[0].Contenuto) != "3" || !c[0].Quando.Equal(istante()) {
				t.Errorf("kept %v %v", c, err)
			}
			if _, err := d.Conservato(ctx, medicoB, "elenchi", "a"); esenpat.CodeOf(err) != "conservato.assente" {
				t.Errorf("B reads what A keeps: %v", err)
			}
			for range 2 {
				if err := d.TogliConservato(ctx, medicoA, "elenchi", "b"); err != nil {
					t.Error(err)
				}
			}
			if _, err := d.Conservato(ctx, medicoA, "elenchi", "b"); esenpat.KindOf(err) != esenpat.NotFound {
				t.Errorf("removed and still there: %v", err)
			}
			if err := d.EliminaTutto(ctx, medicoA); err != nil {
				t.Fatal(err)
			}
			if c, err := d.Conservati(ctx, medicoA, "elenchi"); err != nil || len(c) != 0 {
				t.Errorf("left after the removal: %v %v", c, err)
			}
		})
	}
}

func TestConservati_diskTellsNothingAndAMovedCellIsLeftOut(t *testing.T) {
	dir := t.TempDir()
	a := apriIn(t, dir)
	for i := range 3 {
		if err := a.Conserva(t.Context(), medicoA, cosa(fmt.Sprint("chiavecanarino", i), "testocanarino")); err != nil {
			t.Fatal(err)
		}
	}
	for nome, b := range tutti(t, dir) {
		for _, canarino := range []string{"chiavecanarino", "testocanarino", medicoA} {
			if bytes.Contains(b, []byte(canarino)) {
				t.Errorf("%s holds %q", filepath.Base(nome), canarino)
			}
		}
	}

	esegui(t, sqlite(t, dir), `UPDATE conservati SET contenuto = (SELECT contenuto FROM conservati WHERE ordine = 1) WHERE ordine = 2`)

	c, err := a.Conservati(t.Context(), medicoA, "elenchi")
	if err != nil || len(c) != 2 {
		t.Errorf("a cell in another's place is shown: %d %v", len(c), err)
	}
}
