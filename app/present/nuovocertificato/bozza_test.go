package nuovocertificato_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// Manual: G15.
func TestSessione_expiredAtAnyStepGoesOnAfterTheLogin(t *testing.T) {
	scaduta := err(esenpat.Unauthenticated, "sessione.scaduta")
	for nome, c := range map[string]struct {
		guasta, ripara func(*banco)
		agisci         func(*testing.T, *banco)
		dopo           func(*banco) bool
	}{
		"ricerca": {
			guasta: func(b *banco) {
				b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) { return nil, scaduta }
			},
			agisci: func(_ *testing.T, b *banco) { b.p.SetCodiceFiscale(string(adulta().CodiceFiscale)); b.p.Cerca() },
			ripara: func(b *banco) {
				b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
					return []esenpat.AssistitoSintesi{{ID: "a1"}}, nil
				}
			},
			dopo: func(b *banco) bool { return b.s.Scheda != nil },
		},
		"scheda": {
			guasta: func(b *banco) {
				b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{}, scaduta }
			},
			agisci: func(_ *testing.T, b *banco) { b.p.SetCodiceFiscale(string(adulta().CodiceFiscale)); b.p.Cerca() },
			ripara: func(b *banco) {
				b.scheda = func(string) (esenpat.SchedaAssistito, error) {
					return esenpat.SchedaAssistito{Assistito: adulta()}, nil
				}
			},
			dopo: func(b *banco) bool { return b.s.Scheda != nil },
		},
		"creazione": {
			guasta: func(b *banco) {
				b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) { return esenpat.Certificato{}, scaduta }
			},
			agisci: func(t *testing.T, b *banco) { t.Helper(); b.alPasso4(t); b.p.Primario() },
			ripara: func(b *banco) {
				b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) {
					return esenpat.Certificato{ID: "c1", Numero: "12"}, nil
				}
			},
			dopo: func(b *banco) bool { return b.s.Lavoro.Riepilogo.Creato != "" },
		},
	} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			var riprendi func()
			b.p.Eventi.SessioneScaduta = func(r func()) { riprendi = r }
			c.guasta(b)
			c.agisci(t, b)
			b.quieto()
			if !b.s.SessioneScaduta || riprendi == nil {
				t.Fatalf("no login asked: %+v", b.s.Avviso)
			}
			c.ripara(b)
			riprendi()
			b.quieto()

			if b.s.SessioneScaduta || !c.dopo(b) {
				t.Errorf("did not go on: %+v", b.s)
			}
		})
	}
}

func TestSessione_severalReadsExpireTogetherAndAllGoOn(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	b.p.Primario()
	b.quieto()
	scaduta := err(esenpat.Unauthenticated, "sessione.scaduta")
	b.leggi = scaduta
	b.p.Primario() // «Firma Certificato»: providers and document are both refused
	b.quieto()
	if !b.s.SessioneScaduta && !b.p.State().SessioneScaduta {
		t.Fatal("no login asked")
	}
	b.leggi = nil
	b.p.Riprendi()
	b.quieto()

	s := b.fir.State()
	if len(s.Modulo.Provider) == 0 || len(s.Documento.Pagine) == 0 || s.SessioneScaduta {
		t.Errorf("providers %d, pages %d", len(s.Modulo.Provider), len(s.Documento.Pagine))
	}
}

// Manual: G15, G16.
func TestSessione_anotherDoctorNeverSeesTheDraft(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) {
		return esenpat.Certificato{}, err(esenpat.Unauthenticated, "sessione.scaduta")
	}
	b.p.Primario()
	b.quieto()
	b.sessione.Utente = medico("MARTINI")

	b.p.Riprendi()
	b.quieto()

	if b.s.Passo != nc.PassoAssistito || b.s.Paziente != "" || b.create != 1 {
		t.Errorf("step %v %q, %d sent", b.s.Passo, b.s.Paziente, b.create)
	}
}

// Manual: E6.
func TestBozza_everyChangeIsSavedWithinASecond(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	prima := b.salvate

	for range 25 { // typing without a pause
		b.p.SetPatologia(b.s.Lavoro.Dati.Patologia.Valore + "x")
		b.ora.Avanza(200 * time.Millisecond)
		b.quieto()
	}

	if n := b.salvate - prima; n < 4 || n > 6 {
		t.Errorf("%d saves in 5 s of typing", n)
	}
	b.ora.Avanza(time.Second)
	b.quieto()
	if got := b.bozze["b1"].Dati.Patologia; got != strings.Repeat("x", 25) {
		t.Errorf("on disk: %d characters", len(got))
	}
	if !strings.HasPrefix(b.s.Salvataggio.Testo, "Salvato alle 10:42:1") || b.s.Salvataggio.Errore {
		t.Errorf("%+v", b.s.Salvataggio)
	}
}

func TestBozza_fullDiskSaysNotSavedAndTriesAgain(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	pieno := true
	b.salva = func(esenpat.Bozza) error {
		if pieno {
			return err(esenpat.Storage, "disco.pieno")
		}
		return nil
	}

	b.p.SetPatologia("testo")
	b.ora.Avanza(time.Second)
	b.quieto()
	if !b.s.Salvataggio.Errore || !strings.HasPrefix(b.s.Salvataggio.Testo, "Non salvato") || b.s.Lavoro.Dati.Patologia.Valore != "testo" {
		t.Fatalf("%+v", b.s.Salvataggio)
	}
	pieno = false
	b.ora.Avanza(time.Second)
	b.quieto()

	if b.s.Salvataggio.Errore || b.bozze["b1"].Dati.Patologia != "testo" {
		t.Errorf("%+v", b.s.Salvataggio)
	}
}

func TestBozza_closingKeepsAndReopeningOffers(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	b.p.SetPatologia("appena scritto")
	b.p.Chiudi()
	b.quieto()
	if b.bozze["b1"].Dati.Patologia != "appena scritto" {
		t.Fatal("closing did not save")
	}
	b.p.Apri()
	if b.s.Passo != nc.PassoDati || b.s.Lavoro.Dati.Patologia.Valore != "appena scritto" {
		t.Fatalf("reopened at %v", b.s.Passo)
	}

	altro := nuovo(t) // the program was started again
	altro.quieto()
	altro.bozze["b1"] = b.bozze["b1"]
	altro.p.Apri()
	altro.quieto()
	if len(altro.s.Assistito.Bozze) != 1 || strings.Contains(altro.s.Assistito.Bozze[0].Testo, "VERDI") {
		t.Fatalf("%+v", altro.s.Assistito.Bozze)
	}
	altro.p.Riapri("b1")
	altro.quieto()
	if altro.s.Passo != nc.PassoDati || altro.s.Lavoro.Dati.Patologia.Valore != "appena scritto" || altro.s.Paziente == "" {
		t.Errorf("taken up at %v", altro.s.Passo)
	}
}

func TestBozza_patientDiedSinceTheDraft(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	b.p.Chiudi()
	b.quieto()
	morto := adulta()
	morto.Anagrafica.DataDecesso = esenpat.NewData(2026, 11, 20)
	b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{Assistito: morto}, nil }

	b.p.Riapri("b1")
	b.quieto()

	if b.s.Passo != nc.PassoAssistito || b.s.Scheda == nil || b.s.Scheda.Rifiuto == "" {
		t.Errorf("step %v", b.s.Passo)
	}
}

// TestBozza_closingWhileAnAutosaveIsUnderWaySavesTheLastWordsToo: the program
// lost the last key when it was closed in the moment of an autosave (found by
// closing the real window, .ci/finestra-uccisa). Nobody drains the UI thread:
// the program is ending.
func TestBozza_closingWhileAnAutosaveIsUnderWaySavesTheLastWordsToo(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	b.quieto()
	sulDisco, libero := make(chan struct{}), make(chan struct{})
	lento := true
	b.salva = func(esenpat.Bozza) error {
		if lento {
			lento = false
			close(sulDisco)
			<-libero
		}
		return nil
	}
	b.p.SetPatologia("penultima parol")
	b.ora.Avanza(time.Second)
	<-sulDisco
	b.p.SetPatologia("penultima parola")

	b.p.Salva()
	close(libero)
	b.p.AttendiSalvataggio()

	if got := b.bozze["b1"].Dati.Patologia; got != "penultima parola" {
		t.Errorf("on disk: %q", got)
	}
}
