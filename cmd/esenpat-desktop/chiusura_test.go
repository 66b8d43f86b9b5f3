package main

import (
	"context"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
	"github.com/esenpat/esenpat-desktop/views/kit"
)

// chiuso counts how often the program was asked to end.
type chiuso struct {
	fyne.App
	volte int
}

func (c *chiuso) Quit() { c.volte++ }

// nessuno answers for what is not there: without a network a draft needs it not.
type nessuno struct{ medicoFisso }

func (nessuno) UnitaProduttive(context.Context) ([]esenpat.UnitaProduttiva, error) {
	return nil, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
}
func (nessuno) Leggi(context.Context, string) (string, error) { return "", nil }
func (nessuno) Scrivi(context.Context, string, string) error  { return nil }
func (nessuno) Accoda(_ context.Context, b esenpat.Bozza, _ error) (esenpat.Bozza, error) {
	return b, nil
}

type medicoFisso struct{}

func (medicoFisso) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{
		Utente: esenpat.Utente{CodiceFiscale: "FRRNNA74C48L219C"}, Azioni: []esenpat.Azione{esenpat.AzioneMalattiaCronica},
	}, true
}

// TestFinestra_closingAndLosingTheFocusSaveWhatWasTypedLast guards FT-14: the
// last key before the close is on the disk, without waiting for the autosave.
func TestFinestra_closingAndLosingTheFocusSaveWhatWasTypedLast(t *testing.T) {
	for nome, evento := range map[string]func(*finestra){
		"close": (*finestra).esci, "focus lost": (*finestra).salva, "ended by the toolkit": (*finestra).dopo,
	} {
		t.Run(nome, func(t *testing.T) {
			q, ora, deposito, programma := tasktest.NewCoda(), tasktest.NewOrologio(time.Now()), store.NewMemoria(), &chiuso{App: test.NewApp()}
			testi, err := caricaTesti("it")
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			id := func() string { n++; return strconv.Itoa(n) }
			arch := bozze.New(deposito, medicoFisso{}, id, time.Now)
			p := nuovocertificato.New(t.Context(), nuovocertificato.Params{
				UI: q.Dispatch, Dopo: ora.Dopo, Adesso: ora.Adesso, NuovoID: id, Testi: testi, InLinea: func() bool { return false },
				Firma:    firma.New(t.Context(), firma.Params{UI: q.Dispatch, Dopo: ora.Dopo, Adesso: ora.Adesso, Testi: testi}),
				Rilascio: rilascio.New(t.Context(), rilascio.Params{UI: q.Dispatch, Adesso: ora.Adesso, Testi: testi}),
				Porte:    nuovocertificato.Porte{Bozze: arch, Ambulatori: nessuno{}, Preferenze: nessuno{}, Sessioni: nessuno{}, Coda: nessuno{}},
			})
			f := &finestra{base: &base{testi: testi}, app: programma, appunti: kit.NewAppunti(programma.Clipboard(), kit.NewTempoFermo(time.Now()))}
			f.lavoro = &lavoro{finestra: f, nuovo: p}
			p.Apri()
			p.SetCodiceFiscale("RSSLNE68D52L219V")
			p.SetPersona("Rossetti", "Elena", "")
			p.ContinuaAMano()
			q.Svuota()
			p.AttendiSalvataggio()
			q.Svuota()
			p.SetPatologia("l'ultima parola") // nobody moves the clock: the autosave is still to come

			evento(f)
			p.AttendiSalvataggio()

			salvate, err := arch.Elenca(t.Context())
			if err != nil || len(salvate) != 1 || salvate[0].Dati.Patologia != "l'ultima parola" {
				t.Errorf("on the disk: %d drafts, %v", len(salvate), err)
			}
			if (nome == "close") != (programma.volte == 1) {
				t.Errorf("asked to end %d times", programma.volte)
			}
		})
	}
}
