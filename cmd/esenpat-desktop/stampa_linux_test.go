package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/stampa"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/sistema"
	stampanti "github.com/esenpat/esenpat-desktop/services/stampa"
	"github.com/esenpat/esenpat-desktop/services/stampa/stampatest"
)

// TestUscita_printsThroughTheRealPrintSystem guards SE-11 and SE-23: the bytes
// arrive, each try is in the audit once with how it went, no copy is left.
// Manual: G26.
func TestUscita_printsThroughTheRealPrintSystem(t *testing.T) {
	cups := stampatest.Avvia(t, stampatest.Stampante{Nome: "Sala", Predefinita: true}, stampatest.Stampante{Nome: "Chiusa", Rifiuta: true})
	testi, err := caricaTesti("it")
	if err != nil {
		t.Fatal(err)
	}
	temporanei := filepath.Join(t.TempDir(), "temporanei")
	documenti, err := sistema.NewDocumenti(temporanei, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := tasktest.NewCoda()
	var annotati []string
	annota := func(_ context.Context, azione, nome string, err error) {
		annotati = append(annotati, azione+" "+nome+" "+esenpat.CodeOf(err))
	}
	p := stampa.New(t.Context(), stampa.Params{
		UI: q.Dispatch, Testi: testi, Stampanti: stampantiAnnotate{stampanti.New(nil, nil), annota}, Preferenze: nessuno{},
	})
	u := uscita{ui: q.Dispatch, annota: annota, documenti: documenti, stampe: p}
	fogli := []esenpat.DaStampare{
		{Nome: "promemoria.pdf", PDF: []byte("%PDF uno")}, {Nome: "attestato.pdf", PDF: []byte("%PDF due")},
	}
	chiedi := func(ctx context.Context) chan []error {
		esiti := make(chan []error, 1)
		go func() { esiti <- u.StampaInsieme(ctx, fogli) }()
		q.Fino(t, func() bool { return p.State().PuoStampare })
		return esiti
	}

	esiti := chiedi(t.Context())
	p.Scegli("Chiusa")
	q.Fino(t, func() bool { return p.State().PuoStampare })
	p.Stampa()
	q.Fino(t, func() bool { return !p.State().Avviso.Vuoto() })
	p.Scegli("Sala")
	q.Fino(t, func() bool { return p.State().PuoStampare })
	p.Stampa()
	for _, f := range fogli { // a printer prints one at a time, and waits to be read
		if l := cups.Attendi(t); !bytes.Equal(l.PDF, f.PDF) || l.Titolo != "Documento" {
			t.Errorf("arrived %q as %q", l.PDF, l.Titolo)
		}
	}
	q.Fino(t, func() bool { return !p.State().Aperto })
	if e := <-esiti; e[0] != nil || e[1] != nil {
		t.Errorf("told %v", e)
	}
	if want := []string{"STAMPATO promemoria.pdf stampa.non-riuscita", "STAMPATO promemoria.pdf ", "STAMPATO attestato.pdf "}; !slices.Equal(annotati, want) {
		t.Errorf("audit %q, want %q", annotati, want)
	}

	ctx, smetti := context.WithCancel(t.Context())
	esiti = chiedi(ctx)
	smetti() // the detail was closed, or the session ended
	q.Fino(t, func() bool { return !p.State().Aperto })
	if e := <-esiti; esenpat.KindOf(e[0]) != esenpat.Canceled || len(annotati) != 3 {
		t.Errorf("told %v, audit %q", e, annotati)
	}
	err = filepath.WalkDir(temporanei, func(nome string, _ os.DirEntry, err error) error {
		if filepath.Ext(nome) == ".pdf" {
			t.Errorf("a copy is left: %s", nome)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if err := documenti.Chiudi(); err != nil {
		t.Error(err)
	}
}
