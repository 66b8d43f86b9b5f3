package bozze_test

import (
	"context"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type aperte []string

func (a aperte) Proprietari(context.Context) ([]string, error) { return a, nil }

func (aperte) Integre(context.Context) error { return nil }

func TestArchivio_editOfAnOldVersionIsRefused(t *testing.T) {
	d := &deposito{di: map[string]map[string]esenpat.Bozza{}}
	io, tu := nuovo(d, &chi{"A"}, time.Now), nuovo(d, &chi{"A"}, time.Now)
	mia, err := io.Salva(t.Context(), esenpat.Bozza{})
	if err != nil {
		t.Fatal(err)
	}
	tua := mia
	tua.Passo = "dati"
	if tua, err = tu.Salva(t.Context(), tua); err != nil {
		t.Fatal(err)
	}
	mia.Passo = "tipologia"

	_, err = io.Salva(t.Context(), mia)

	if esenpat.CodeOf(err) != "bozza.superata" || d.di["A"][mia.ID].Passo != "dati" {
		t.Errorf("%v, stored %q", err, d.di["A"][mia.ID].Passo)
	}
	mia.Sequenza = tua.Sequenza // the doctor has seen the other version and chosen
	if _, err = io.Salva(t.Context(), mia); err != nil || d.di["A"][mia.ID].Passo != "tipologia" {
		t.Errorf("%v, stored %q", err, d.di["A"][mia.ID].Passo)
	}
}

func TestProfilo_queuedDraftIsNotEditedAndKeepsItsKey(t *testing.T) {
	const id = "5f0f3a52-6b5c-4a55-9d1c-0d1c7b0c0001"
	d := &deposito{di: map[string]map[string]esenpat.Bozza{"A": {id: {ID: id, Stato: esenpat.BozzaInCoda, Chiave: "k", Sequenza: 4}}}}
	p := bozze.NewProfilo(d, aperte{"", "A"}, func() string { return "nuovo" }, time.Now)

	_, err := p.Importa(t.Context(), esenpat.Bozza{ID: id, Passo: "dati"})

	if esenpat.CodeOf(err) != "bozza.in-coda" {
		t.Errorf("got %v", err)
	}
	b := d.di["A"][id]
	b.Stato = esenpat.BozzaDaRivedere
	d.di["A"][id] = b
	if _, err = p.Importa(t.Context(), esenpat.Bozza{ID: id}); err != nil {
		t.Fatal(err)
	}
	if b = d.di["A"][id]; b.Chiave != "k" || b.Sequenza <= 4 || len(d.di[""]) != 0 {
		t.Errorf("after the edit: %+v", b)
	}
}
