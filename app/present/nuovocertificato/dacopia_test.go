package nuovocertificato_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// soloCopie lets the registry answer from copies of this morning.
func (b *banco) soloCopie(a esenpat.Assistito) {
	b.staccata = true
	letta := time.Date(2026, 11, 22, 8, 5, 0, 0, time.UTC)
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		return []esenpat.AssistitoSintesi{{ID: a.ID, CodiceFiscale: a.CodiceFiscale, Letto: letta}}, nil
	}
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: a, Letta: letta}, nil
	}
}

// inLinea lets the registry answer a.
func (b *banco) inLinea(a esenpat.Assistito) {
	b.staccata = false
	b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{Assistito: a}, nil }
}

// Point 3: without the network a patient read before is found with the date of
// the copy, the draft goes on and is marked, and AURA is asked when it is back.
// Manual: M51, G25.
func TestDaCopia_theDraftGoesOnAndIsCheckedWhenTheNetworkIsBack(t *testing.T) {
	b := nuovo(t)
	b.soloCopie(adulta())
	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale))
	b.p.Cerca()
	b.quieto()
	if b.s.Scheda == nil || b.s.Scheda.Letta != "Dati letti il 22/11/2026 alle 08:05" || b.s.Scheda.Rifiuto != "" || b.s.Assistito.AMano {
		t.Fatalf("%+v", b.s.Scheda)
	}
	b.p.ConfermaAssistito()
	b.quieto()
	if d := b.bozze["b1"].Assistito; !d.DaVerificare || d.ID != "a1" || !strings.Contains(b.s.Paziente, "da verificare in AURA") || b.s.Passo != nc.PassoTipologia {
		t.Fatalf("%+v, %q", d.DaVerificare, b.s.Paziente)
	}

	b.inLinea(adulta())
	b.p.ReteTornata()
	b.quieto()

	if d := b.bozze["b1"].Assistito; d.DaVerificare || b.s.Conflitto.Titolo != "" || strings.Contains(b.s.Paziente, "verificare") || b.s.Passo != nc.PassoTipologia {
		t.Errorf("the same patient: %v, %q, %+v", d.DaVerificare, b.s.Paziente, b.s.Conflitto)
	}
}

func TestDaCopia_whatChangedInAURAIsDecidedFieldByField(t *testing.T) {
	b := nuovo(t)
	b.soloCopie(adulta())
	b.alPasso3(t)
	altra := adulta()
	altra.Cognome, altra.AslResidenza.Denominazione = "VERDIANI", ""
	b.inLinea(altra)

	b.p.ReteTornata()
	b.quieto()

	c := b.s.Conflitto
	if len(c.Righe) != 2 || c.Righe[0].Qui != "VERDI" || c.Righe[0].Altrove != "VERDIANI" {
		t.Fatalf("%+v", c)
	}
	if d := b.bozze["b1"].Assistito; d.Cognome != "VERDI" || !d.DaVerificare {
		t.Fatal("replaced without asking")
	}
	b.p.PrendiAltrove()
	b.quieto()
	if d := b.bozze["b1"].Assistito; d.Cognome != "VERDIANI" || d.DaVerificare {
		t.Errorf("%+v", d.DaVerificare)
	}
}

// The rules hold from the copy too, and what AURA has learned since stops a draft.
func TestDaCopia_whoCannotHaveACertificateCannotHaveOneOffLine(t *testing.T) {
	morto, lontano, altrui := adulta(), adulta(), adulta()
	morto.Anagrafica.DataDecesso = esenpat.NewData(2026, 11, 1)
	lontano.Anagrafica.Piemontese = false
	altrui.Competenza = esenpat.Competenza{}
	for nome, a := range map[string]esenpat.Assistito{"deceased": morto, "another region": lontano, "not competent": altrui} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			b.soloCopie(a)
			b.p.SetCodiceFiscale(string(a.CodiceFiscale))
			b.p.Cerca()
			b.quieto()
			b.p.ConfermaAssistito()
			b.quieto()
			if b.s.Scheda == nil || b.s.Scheda.Rifiuto == "" || b.s.Passo != nc.PassoAssistito || len(b.bozze) != 0 {
				t.Errorf("from the copy: step %v, %d drafts", b.s.Passo, len(b.bozze))
			}

			b = nuovo(t)
			b.soloCopie(adulta())
			b.alPasso3(t)
			b.inLinea(a)
			b.p.ReteTornata()
			b.quieto()
			if b.s.Passo != nc.PassoAssistito || b.s.Scheda == nil || b.s.Scheda.Rifiuto == "" {
				t.Errorf("in AURA since: step %v", b.s.Passo)
			}
		})
	}
}

func TestDaCopia_confirmedItWaitsInTheQueueAlsoWhenTheNetworkSeemsBack(t *testing.T) {
	b := nuovo(t)
	b.soloCopie(adulta())
	b.alPasso4(t)
	b.staccata = false // the service answers, the registry does not

	b.p.ConfermaRiepilogo()
	b.quieto()

	if b.create != 0 || len(b.accodate) != 1 || !b.accodate[0].Assistito.DaVerificare {
		t.Errorf("%d sent unchecked, %d queued", b.create, len(b.accodate))
	}
}

// A copy says nothing against a draft that AURA has already checked.
func TestDaCopia_anOlderCopyDoesNotTouchACheckedDraft(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	b.p.Chiudi()
	b.quieto()
	vecchia := adulta()
	vecchia.Cognome = "PRIMA"
	b.soloCopie(vecchia)

	b.p.Riapri("b1")
	b.quieto()

	if d := b.bozze["b1"].Assistito; b.s.Conflitto.Titolo != "" || d.Cognome != "VERDI" || d.DaVerificare || b.s.Passo != nc.PassoDati {
		t.Errorf("%q %q %v", b.s.Conflitto.Titolo, d.Cognome, d.DaVerificare)
	}
}

// Several of the same surname are offered as what they are, and who is not among
// them can still be typed.
func TestDaCopia_bySurnameOnlyThoseOfThisWorkstation(t *testing.T) {
	b := nuovo(t)
	b.soloCopie(adulta())
	letta := time.Date(2026, 11, 22, 8, 5, 0, 0, time.UTC)
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		return []esenpat.AssistitoSintesi{{ID: "a1", Cognome: "VERDI", Letto: letta}, {ID: "a2", Cognome: "VERDI", Letto: letta}}, nil
	}
	b.p.SetPersona("verdi", "", "")
	b.p.Cerca()
	b.quieto()
	if len(b.s.Assistito.Trovati) != 2 || !strings.Contains(b.s.Assistito.Copie, "solo gli assistiti già letti") || !b.s.Assistito.AMano {
		t.Errorf("%+v", b.s.Assistito)
	}
}

// «Duplica» off line: the patient of an old document, or of a copy, is checked
// before anything is created.
func TestDaCopia_aDuplicateOffLineIsCheckedToo(t *testing.T) {
	for nome, prepara := range map[string]func(b *banco){
		"with a copy of the record": func(b *banco) { b.soloCopie(adulta()) },
		"without one": func(b *banco) {
			b.staccata = true
			b.scheda = func(string) (esenpat.SchedaAssistito, error) {
				return esenpat.SchedaAssistito{}, err(esenpat.Offline, "rete.assente")
			}
		},
	} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			prepara(b)
			b.p.Duplica(daCopiare(), false)
			b.quieto()
			if d := b.bozze["b1"].Assistito; b.s.Passo != nc.PassoDati || !d.DaVerificare || d.Cognome != "VERDI" {
				t.Fatalf("step %v, to be checked %v", b.s.Passo, d.DaVerificare)
			}
			b.inLinea(adulta())
			b.p.ReteTornata()
			b.quieto()
			if b.bozze["b1"].Assistito.DaVerificare || b.s.Passo != nc.PassoDati {
				t.Errorf("step %v, still to be checked", b.s.Passo)
			}
		})
	}
}
