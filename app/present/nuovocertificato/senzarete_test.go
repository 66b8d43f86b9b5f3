package nuovocertificato_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// Manual: M84, G25, E6.
func TestSenzaRete_confirmedDraftWaitsInTheQueue(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	b.staccata = true

	for range 10 { // Enter ten times
		b.p.ConfermaRiepilogo()
	}
	b.quieto()

	if b.create != 0 || len(b.accodate) != 1 || b.accodate[0].Dati.Patologia != "Carcinoma della mammella" {
		t.Fatalf("%d sent, %d queued", b.create, len(b.accodate))
	}
	if s := b.s; s.Lavoro.Riepilogo.InCoda == "" || !s.Navigazione.SoloChiudi || !s.Lavoro.Riepilogo.Bloccato || s.Navigazione.Indietro {
		t.Errorf("%+v", s.Navigazione)
	}
	b.p.SetPatologia("cambiata dopo")
	b.ora.Avanza(time.Minute)
	b.quieto()
	if d := b.bozze["b1"]; d.Stato != esenpat.BozzaInCoda || d.Dati.Patologia != "Carcinoma della mammella" {
		t.Errorf("the queued draft is %s %q", d.Stato, d.Dati.Patologia)
	}
	b.p.Chiudi()
	b.p.Apri()
	if b.s.Passo != nc.PassoAssistito || b.inCorso() != "" {
		t.Errorf("step %v, offered %q", b.s.Passo, b.inCorso())
	}
}

func TestSenzaRete_networkThatGoesDuringTheCreationQueuesIt(t *testing.T) {
	for _, kind := range []esenpat.Kind{esenpat.Offline, esenpat.Unavailable} {
		b := nuovo(t)
		b.alPasso4(t)
		b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) {
			return esenpat.Certificato{}, err(kind, "rete.assente")
		}
		b.p.ConfermaRiepilogo()
		b.quieto()
		if b.create != 1 || len(b.accodate) != 1 || b.s.Lavoro.Riepilogo.InCoda == "" {
			t.Errorf("kind %v: %d sent, %d queued, %+v", kind, b.create, len(b.accodate), b.s.Avviso)
		}
	}
}

func TestSenzaRete_lostAnswerIsAskedAfterByItself(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	perse := 3
	sana := b.crea
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) {
		if perse--; perse >= 0 {
			return esenpat.Certificato{}, err(esenpat.Uncertain, "certificato.esito-incerto")
		}
		return sana(x)
	}

	b.p.ConfermaRiepilogo()
	b.quieto()
	if !b.s.Navigazione.Verifica {
		t.Fatalf("not told: %+v", b.s.Navigazione)
	}
	for range 60 {
		b.ora.Avanza(time.Second)
		b.quieto()
	}

	if b.s.Lavoro.Riepilogo.Creato == "" || b.create != 4 || len(b.accodate) != 0 {
		t.Errorf("%d asked, %q", b.create, b.s.Lavoro.Riepilogo.Creato)
	}
}

func TestSenzaRete_closingOnALostAnswerLeavesItToTheQueue(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) {
		return esenpat.Certificato{}, err(esenpat.Uncertain, "certificato.esito-incerto")
	}
	b.p.ConfermaRiepilogo()
	b.quieto()

	b.p.Chiudi()
	b.quieto()
	b.ora.Avanza(time.Hour)
	b.quieto()

	if len(b.accodate) != 1 || b.create != 1 {
		t.Errorf("%d queued, %d asked", len(b.accodate), b.create)
	}
}

// Manual: M51, G25.
func TestSenzaRete_patientByHandIsCheckedWhenTheNetworkIsBack(t *testing.T) {
	b := nuovo(t)
	sana := b.trova
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		return nil, err(esenpat.Unavailable, "servizio.fermo")
	}
	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale))
	b.p.Cerca()
	b.quieto()
	b.p.ContinuaAMano() // surname and name are asked for
	if b.s.Passo != nc.PassoAssistito || b.s.Assistito.Persona.Errore == "" || b.s.Fuoco.Campo != nc.CampoCognome {
		t.Fatalf("%+v", b.s.Assistito)
	}
	b.p.SetPersona("verdi", "anna", "")
	if !b.s.Assistito.AMano {
		t.Fatal("not offered any more while the name is typed")
	}

	b.p.ContinuaAMano()
	b.quieto()
	b.trova = sana

	d := b.bozze["b1"]
	if !d.Assistito.DaVerificare || d.Assistito.Sesso != esenpat.Femmina || d.Assistito.Anagrafica.DataNascita != esenpat.NewData(1980, 1, 1) ||
		!strings.Contains(b.s.Paziente, "da verificare in AURA") || b.s.Passo != nc.PassoTipologia {
		t.Fatalf("%+v, title %q", d.Assistito.Anagrafica, b.s.Paziente)
	}
	b.p.Chiudi()
	b.quieto()
	b.p.Riapri("b1")
	b.quieto()
	if d = b.bozze["b1"]; b.s.Conflitto.Titolo != "" || d.Assistito.DaVerificare || d.Assistito.ID != "a1" {
		t.Errorf("conflict %q, %+v", b.s.Conflitto.Titolo, d.Assistito.ID)
	}
}

func TestConflitto_patientWhoChangedIsShownFieldByField(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	b.p.Chiudi()
	b.quieto()
	altra := adulta()
	altra.Cognome, altra.AslResidenza.Denominazione = "VERDIANI", "ASL CN1"
	b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{Assistito: altra}, nil }

	b.p.Riapri("b1")
	b.quieto()

	c := b.s.Conflitto
	if len(c.Righe) != 2 || c.Righe[0].Qui != "VERDI" || c.Righe[0].Altrove != "VERDIANI" || c.Prendi == "" {
		t.Fatalf("%+v", c)
	}
	if b.bozze["b1"].Assistito.Cognome != "VERDI" {
		t.Fatal("replaced without asking")
	}
	b.p.PrendiAltrove()
	b.quieto()
	if b.s.Conflitto.Titolo != "" || b.bozze["b1"].Assistito.Cognome != "VERDIANI" {
		t.Errorf("%+v", b.bozze["b1"].Assistito)
	}
}

func TestConflitto_editedElsewhereIsDecidedByTheDoctor(t *testing.T) {
	for nome, prendi := range map[string]bool{"keep mine": false, "take the other": true} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			b.alPasso3(t)
			b.p.SetPatologia("qui")
			superata := true
			b.salva = func(x esenpat.Bozza) error {
				if superata && x.ID == "b1" && x.Dati.Patologia == "qui" {
					return err(esenpat.Conflict, "bozza.superata")
				}
				return nil
			}
			b.mu.Lock()
			altra := b.bozze["b1"]
			altra.Dati.Patologia, altra.Sequenza = "altrove", 99
			b.bozze["b1"] = altra
			b.mu.Unlock()

			b.ora.Avanza(time.Second)
			b.quieto()

			if c := b.s.Conflitto; len(c.Righe) != 1 || c.Righe[0].Qui != "qui" || c.Righe[0].Altrove != "altrove" {
				t.Fatalf("%+v", c)
			}
			superata = false
			if prendi {
				b.p.PrendiAltrove()
			} else {
				b.p.TieniQui()
			}
			if b.s.Conflitto.Manca != "" {
				t.Fatalf("all chosen, still missing: %+v", b.s.Conflitto)
			}
			b.p.ConfermaScelte()
			b.ora.Avanza(time.Second)
			b.quieto()
			atteso := map[bool]string{true: "altrove", false: "qui"}[prendi]
			if b.bozze["b1"].Dati.Patologia != atteso || b.s.Lavoro.Dati.Patologia.Valore != atteso {
				t.Errorf("disk %q, screen %q", b.bozze["b1"].Dati.Patologia, b.s.Lavoro.Dati.Patologia.Valore)
			}
			if len(b.bozze) != 1 {
				t.Errorf("the copy of a decided conflict stays: %d drafts", len(b.bozze))
			}
		})
	}
}

func TestBozza_workInHandIsMarkedUntilItIsClosed(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	if b.inCorso() != "b1" {
		t.Errorf("a crash now would not be offered: %q", b.inCorso())
	}
	b.p.Chiudi()
	b.quieto()
	if b.inCorso() != "" {
		t.Errorf("closed, but would be offered: %q", b.inCorso())
	}
	b.p.Dimentica("b1") // deleted in the tab
	b.p.Apri()
	b.ora.Avanza(time.Minute)
	b.quieto()
	if b.s.Passo != nc.PassoAssistito || b.s.Paziente != "" {
		t.Errorf("a deleted draft came back: step %v", b.s.Passo)
	}
}

func TestSenzaRete_unitsOfTheLastTimeAreOffered(t *testing.T) {
	b := nuovo(t)
	b.quieto()
	dopo := nuovo(t) // the program was started again, without a network
	dopo.quieto()
	dopo.ricordi, dopo.senzaUnita = b.ricordi, err(esenpat.Offline, "rete.assente")
	dopo.p.Chiudi()
	dopo.p.Nuova()
	dopo.quieto()
	dopo.alPasso3(t)

	if n := len(dopo.s.Lavoro.Dati.Unita.Opzioni); n != 2 {
		t.Errorf("%d units offered", n)
	}
}

// inCorso is the draft that would be offered if the program ended now.
func (b *banco) inCorso() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ricordi[nc.ChiaveInCorso]
}
