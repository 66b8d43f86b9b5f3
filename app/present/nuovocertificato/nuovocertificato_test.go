package nuovocertificato_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

func err(k esenpat.Kind, codice string) *esenpat.Error { return esenpat.NewError(k, codice, "prova") }

func TestWizard_fromTheFiscalCodeToTheExemption(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	if !strings.HasPrefix(b.s.Paziente, "VERDI ANNA · 46 anni · ") || !strings.HasSuffix(b.s.Paziente, "ASL Città di Torino") {
		t.Errorf("title bar %q", b.s.Paziente)
	}
	if len(b.s.Lavoro.Anteprima.Pagine) != 1 || len(b.s.Lavoro.Riepilogo.Blocchi) != 4 || b.s.Lavoro.Riepilogo.Blocchi[0].Campo != "" {
		t.Errorf("summary: %+v", b.s.Lavoro.Riepilogo)
	}

	b.p.Primario()
	b.quieto()
	if r := b.s.Lavoro.Riepilogo; r.Creato != "È stato creato un nuovo certificato con n. 12" || b.s.Navigazione.Primario != "Firma Certificato" || b.s.Navigazione.Indietro {
		t.Fatalf("created: %+v %+v", r.Creato, b.s.Navigazione)
	}
	b.p.Primario() // «Firma Certificato»
	b.quieto()
	b.fir.PaginaMostrata()
	b.p.Primario() // «Firma Documento»
	b.quieto()
	b.fir.CreaValida()
	b.quieto()
	if b.s.Passo != nc.PassoEsenzione {
		t.Fatalf("step %v", b.s.Passo)
	}
	b.p.Primario() // «Conferma»
	b.quieto()
	if frase := b.ril.State().Esito.Frase; frase != "L'esenzione è stata rilasciata con n. 2026." {
		t.Errorf("%q", frase)
	}
	if b.create != 1 {
		t.Errorf("%d creations", b.create)
	}
	chiuso := false
	b.p.Eventi.Chiuso = func() { chiuso = true }
	b.ril.Home()
	if !chiuso || b.p.Aperto() {
		t.Error("«Torna alla home page» leaves the wizard open")
	}
}

func TestAssistito_wrongCheckCharacterAsksNobody(t *testing.T) {
	b := nuovo(t)
	cf := []byte(adulta().CodiceFiscale)
	cf[15] = 'A' + (cf[15]-'A'+1)%26

	b.p.SetCodiceFiscale(string(cf))
	b.p.Cerca()
	b.quieto()

	if len(b.ricerche) != 0 || b.s.Assistito.ErroreCF == "" || b.s.Fuoco.Campo != nc.CampoCF {
		t.Errorf("asked %v, error %q, focus %q", b.ricerche, b.s.Assistito.ErroreCF, b.s.Fuoco.Campo)
	}
	if b.s.Assistito.CodiceFiscale != string(cf) {
		t.Error("what was typed is gone")
	}
}

func TestAssistito_pastedLowerCaseWithBlanksIsUnderstood(t *testing.T) {
	b := nuovo(t)
	cf := string(adulta().CodiceFiscale)

	b.p.SetCodiceFiscale("  " + strings.ToLower(cf[:6]) + " " + strings.ToLower(cf[6:]))
	b.p.Cerca()
	b.quieto()

	if len(b.ricerche) != 1 || string(b.ricerche[0].CodiceFiscale) != cf || b.s.Scheda == nil || !b.s.Navigazione.Attivo {
		t.Errorf("%v %+v", b.ricerche, b.s.Scheda)
	}
}

func TestTessera_swipeSearchesAndHalfASwipeIsRefused(t *testing.T) {
	b := nuovo(t)
	cf := string(adulta().CodiceFiscale)

	b.p.Tessera("%" + cf[:9])
	b.quieto()
	if len(b.ricerche) != 0 || b.s.Assistito.ErroreCF == "" || b.s.Assistito.CodiceFiscale != "" {
		t.Fatalf("%+v", b.s.Assistito)
	}
	b.p.Tessera("%" + cf + "^VERDI  ANNA^?\n;80380?")
	b.quieto()
	if len(b.ricerche) != 1 || b.s.Scheda == nil || b.s.Assistito.ErroreCF != "" {
		t.Fatalf("%+v", b.s.Assistito)
	}
	b.p.ConfermaAssistito()
	b.p.Tessera("%" + cf + "^X^?") // not a step where a patient is chosen
	b.quieto()
	if len(b.ricerche) != 1 || b.s.Passo != nc.PassoTipologia {
		t.Errorf("step %v", b.s.Passo)
	}
}

func TestAssistito_refusalsStopWithTheReason(t *testing.T) {
	for nome, c := range map[string]struct {
		cambia func(*esenpat.Assistito)
		parola string
	}{
		"deceduto": {func(a *esenpat.Assistito) { a.Anagrafica.DataDecesso = esenpat.NewData(2025, 3, 1) }, "deceduto il 01/03/2025"},
		"altrove":  {func(a *esenpat.Assistito) { a.Anagrafica.Piemontese = false }, "non è assistito in Piemonte"},
		"fine SSN": {func(a *esenpat.Assistito) { a.Anagrafica.FineSSN = esenpat.NewData(2026, 1, 31) }, "cessata il 31/01/2026"},
		"dal server": {func(a *esenpat.Assistito) {
			a.Competenza = esenpat.Competenza{Motivo: esenpat.Motivo{Testo: "Profilo non utilizzabile"}}
		}, "Profilo non utilizzabile"},
		"senza testo": {func(a *esenpat.Assistito) { a.Competenza = esenpat.Competenza{} }, "non consente"},
	} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			a := adulta()
			c.cambia(&a)
			b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{Assistito: a}, nil }

			b.p.SetCodiceFiscale(string(a.CodiceFiscale))
			b.p.Cerca()
			b.quieto()
			b.p.Primario()

			if b.s.Passo != nc.PassoAssistito || b.s.Navigazione.Attivo || !strings.Contains(b.s.Scheda.Rifiuto, c.parola) {
				t.Errorf("step %v, refusal %q", b.s.Passo, b.s.Scheda.Rifiuto)
			}
		})
	}
}

func TestAssistito_notFoundKeepsTheCode(t *testing.T) {
	b := nuovo(t)
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		return nil, err(esenpat.NotFound, "assistito.non-trovato")
	}

	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale))
	b.p.Cerca()
	b.quieto()

	if b.s.Avviso.Codice != "assistito.non-trovato" || b.s.Assistito.CodiceFiscale == "" || b.s.Attesa != "" {
		t.Errorf("%+v", b.s.Avviso)
	}
}

func TestAssistito_severalPeopleAreChosenFrom(t *testing.T) {
	b := nuovo(t)
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		return []esenpat.AssistitoSintesi{{ID: "a1", Cognome: "ROSSI", Nome: "ADA"}, {ID: "a2", Cognome: "ROSSI", Nome: "IDA"}}, nil
	}

	b.p.SetPersona("Rossi", "", "")
	b.p.Primario()
	b.quieto()
	if len(b.s.Assistito.Trovati) != 2 || b.s.Scheda != nil || b.s.Navigazione.Attivo || b.s.Fuoco.Campo != nc.CampoScelta {
		t.Fatalf("%+v", b.s.Assistito)
	}
	b.p.ScegliAssistito("a2")
	b.quieto()

	if b.s.Scheda == nil || b.s.Assistito.Scelto != "a2" || !b.s.Navigazione.Attivo {
		t.Errorf("%+v", b.s)
	}
}

func TestAssistito_lateAnswerOfAnOlderSearchIsDropped(t *testing.T) {
	b := nuovo(t)
	via := make(chan struct{})
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		<-via
		return nil, err(esenpat.NotFound, "assistito.non-trovato")
	}
	b.p.SetCodiceFiscale(string(paziente(esenpat.NewData(1990, 2, 2)).CodiceFiscale))
	b.p.Cerca()
	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale)) // typed on: the search is dropped
	close(via)
	b.quieto()

	if !b.s.Avviso.Vuoto() || b.s.Assistito.Cercando {
		t.Errorf("%+v", b.s.Avviso)
	}
}

func TestAssistito_slowSearchCanBeStopped(t *testing.T) {
	b := nuovo(t)
	via := make(chan struct{})
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) { <-via; return nil, nil }
	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale))
	b.p.Cerca()
	if b.s.Assistito.Interrompi {
		t.Error("a button that changes under the finger for a quick answer")
	}
	b.ora.Avanza(300 * time.Millisecond)
	if !b.s.Assistito.Interrompi || b.s.Attesa == "" {
		t.Fatalf("%+v", b.s.Assistito)
	}

	b.p.Interrompi()
	close(via)
	b.quieto()

	if b.s.Assistito.Cercando || b.s.Attesa != "" || !b.s.Avviso.Vuoto() || b.s.Assistito.CodiceFiscale == "" {
		t.Errorf("%+v", b.s)
	}
}

func TestTipologia_offWithoutItsRight(t *testing.T) {
	b := nuovo(t)
	b.alPasso2(t)

	b.p.ScegliTipologia(esenpat.Invalidita)

	voci := b.s.Lavoro.Tipologie
	if b.s.Passo != nc.PassoTipologia || voci[2].Bottone.Attivo || voci[2].Bottone.Motivo == "" || voci[2].Etichetta != "Per invalidità" || !voci[0].Bottone.Attivo {
		t.Errorf("%+v", voci)
	}
}

func TestDati_confermaSaysWhatIsMissing(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)

	if got := b.s.Lavoro.Dati.MancaTesto; got != "Mancano: esenzione, diagnosi, patologia, leggi speciali, unità produttiva, regime" {
		t.Fatalf("%q", got)
	}
	b.p.Primario()
	if b.s.Passo != nc.PassoDati || b.s.Fuoco.Campo != nc.CampoEsenzione {
		t.Fatalf("step %v focus %q", b.s.Passo, b.s.Fuoco.Campo)
	}
	b.p.ScegliEsenzione("048")
	b.p.ScegliDiagnosi(b.p.CercaDiagnosi("174.9")[0].Codice)
	b.p.SetPatologia("  \n ") // blanks only are nothing
	b.p.SetLeggiSpeciali(esenpat.Si)
	b.p.SetUnita("U2")
	b.p.SetRegime("SSR")
	if b.s.Navigazione.Attivo || b.s.Lavoro.Dati.MancaTesto != "Mancano: patologia" || b.s.Lavoro.Dati.Patologia.Errore == "" {
		t.Fatalf("%+v", b.s.Lavoro.Dati)
	}
	b.p.SetPatologia(strings.Repeat("à", 4001))
	if b.s.Navigazione.Attivo || b.s.Lavoro.Dati.Patologia.Contatore != "4001/4000" {
		t.Fatalf("%+v", b.s.Lavoro.Dati.Patologia)
	}
	b.p.SetPatologia("Testo\x00 con\u0007 controlli\nsu due righe")
	if !b.s.Navigazione.Attivo || b.s.Lavoro.Dati.Patologia.Valore != "Testo con controlli\nsu due righe" {
		t.Errorf("%q %q", b.s.Lavoro.Dati.Patologia.Valore, b.s.Lavoro.Dati.MancaTesto)
	}
}

func TestDati_combosFilterEachOtherInBothOrders(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)

	// Exemption first: only its diagnoses.
	if o := b.p.CercaEsenzioni("048"); len(o) == 0 || o[0].Codice != "048" {
		t.Fatalf("%+v", o)
	}
	tutte := len(b.p.CercaDiagnosi(""))
	b.p.ScegliEsenzione("048")
	if b.s.Lavoro.Dati.Diagnosi.Codice != "" {
		t.Fatalf("a diagnosis of 048 was chosen by itself: %+v", b.s.Lavoro.Dati.Diagnosi)
	}
	for _, o := range b.p.CercaDiagnosi("") {
		if !strings.HasPrefix(o.Codice, "048|") {
			t.Fatalf("offered with 048: %+v", o)
		}
	}
	b.p.TogliEsenzione()
	if n := len(b.p.CercaDiagnosi("")); n != tutte {
		t.Errorf("after ×: %d diagnoses, %d before", n, tutte)
	}

	// Diagnosis first: its only exemption comes along.
	b.p.ScegliDiagnosi(b.p.CercaDiagnosi("174.9")[0].Codice)
	if d := b.s.Lavoro.Dati; d.Esenzione.Codice != "048" || d.Diagnosi.Codice != "174.9" {
		t.Fatalf("%+v %+v", d.Esenzione, d.Diagnosi)
	}
	b.p.TogliDiagnosi()
	if d := b.s.Lavoro.Dati; d.Esenzione.Codice != "048" || d.Diagnosi.Codice != "" {
		t.Errorf("× takes away more than its own: %+v", d)
	}

	// Another exemption drops a diagnosis that does not go with it.
	b.p.ScegliDiagnosi(b.p.CercaDiagnosi("174.9")[0].Codice)
	b.p.TogliEsenzione()
	b.p.TogliDiagnosi()
	b.p.ScegliEsenzione("001")
	if d := b.s.Lavoro.Dati; d.Esenzione.Codice != "001" || d.Diagnosi.Codice == "174.9" {
		t.Errorf("%+v", d)
	}
}

func TestDati_placeholderIsPresetOnlyWhenAlone(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	cat := catalogoVero(t)
	var sola string
	for _, e := range cat.CercaEsenzioni(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica}) {
		d := cat.CercaDiagnosi(esenpat.RicercaVoce{Tipologia: esenpat.MalattiaCronica, CodiceEsenzione: e.Voce.Codice})
		if len(d) == 1 && d[0].Voce.Fittizia {
			sola = e.Voce.Codice
			break
		}
	}
	if sola == "" {
		t.Fatal("the catalogue has no exemption with the placeholder alone")
	}

	b.p.ScegliEsenzione(sola)

	if d := b.s.Lavoro.Dati.Diagnosi; d.Testo != "Nessuna diagnosi codificata (000)" {
		t.Errorf("%s: %+v", sola, d)
	}
}

func TestDati_minorMustAnswerOscuramento(t *testing.T) {
	b := nuovo(t)
	minore := paziente(esenpat.NewData(2008, 11, 23)) // 18 tomorrow
	b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{Assistito: minore}, nil }
	b.compila(t)

	b.p.ConfermaDati()
	if b.s.Passo != nc.PassoDati || b.s.Lavoro.Dati.MancaTesto != "Mancano: oscurato al genitore" || b.s.Fuoco.Campo != nc.CampoOscurato {
		t.Fatalf("%v %q", b.s.Passo, b.s.Lavoro.Dati.MancaTesto)
	}
	b.p.SetOscuratoGenitore(esenpat.No)
	b.p.ConfermaDati()
	if b.s.Passo != nc.PassoRiepilogo {
		t.Error("No is an answer")
	}

	b = nuovo(t)
	maggiorenne := paziente(esenpat.NewData(2008, 11, 22)) // 18 today: an adult
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: maggiorenne}, nil
	}
	b.compila(t)
	b.p.SetOscuratoGenitore(esenpat.Si)
	if b.s.Lavoro.Dati.Oscurato.Visibile || b.s.Lavoro.Dati.Oscurato.Scelta != esenpat.NonScelto || !b.s.Navigazione.Attivo {
		t.Errorf("%+v", b.s.Lavoro.Dati.Oscurato)
	}
}

func TestDati_unitAndRegimeAreRememberedNotInvented(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	if d := b.s.Lavoro.Dati; d.Unita.Scelta != "" || d.Regime.Scelta != "" {
		t.Fatalf("preset with nothing remembered: %+v %+v", d.Unita, d.Regime)
	}
	b.compila2(t)
	b.p.ConfermaDati()
	b.quieto()
	b.p.Nuova()
	b.quieto()
	b.alPasso3(t)

	if d := b.s.Lavoro.Dati; d.Unita.Scelta != "U1" || d.Regime.Scelta != "SSN" || d.Leggi.Scelta != esenpat.NonScelto {
		t.Errorf("%q %q %v", d.Unita.Scelta, d.Regime.Scelta, d.Leggi.Scelta)
	}
}

// compila2 fills step 3 where it stands.
func (b *banco) compila2(t *testing.T) {
	t.Helper()
	b.p.ScegliEsenzione("048")
	b.p.ScegliDiagnosi(b.p.CercaDiagnosi("174.9")[0].Codice)
	b.p.SetPatologia("x")
	b.p.SetLeggiSpeciali(esenpat.No)
	b.p.SetUnita("U1")
	b.p.SetRegime("SSN")
}

func TestDati_duplicateIsAWarningNotAStop(t *testing.T) {
	b := nuovo(t)
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: adulta(), EsenzioniAURA: []esenpat.EsenzioneAURA{
			{Codice: "048", Attiva: true, DataEmissione: esenpat.NewData(2022, 1, 1), DataScadenza: esenpat.NewData(2027, 1, 1)},
		}}, nil
	}
	b.compila(t)

	if !strings.Contains(b.s.Lavoro.Dati.Doppione, "01/01/2027") || !b.s.Navigazione.Attivo {
		t.Errorf("%q", b.s.Lavoro.Dati.Doppione)
	}
}

func TestRiepilogo_pencilKeepsTheOtherFields(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)

	b.p.Modifica(nc.CampoPatologia)

	d := b.s.Lavoro.Dati
	if b.s.Passo != nc.PassoDati || b.s.Fuoco.Campo != nc.CampoPatologia || d.Patologia.Valore == "" || d.Esenzione.Codice != "048" {
		t.Errorf("%v %q %+v", b.s.Passo, b.s.Fuoco.Campo, d)
	}
}

func TestCrea_tenTimesEnterIsOneCreation(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	via := make(chan struct{})
	crea := b.crea
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) { <-via; return crea(x) }

	for range 10 {
		b.p.ConfermaRiepilogo()
	}
	if b.p.Chiudi() || b.s.Navigazione.Attivo {
		t.Error("the wizard closes, or confirms again, while the creation is under way")
	}
	close(via)
	b.coda.Fino(t, func() bool { return b.s.Lavoro.Riepilogo.Creato != "" })

	if b.create != 1 {
		t.Errorf("%d creations", b.create)
	}
}

func TestCrea_unknownOutcomeOffersOnlyVerifica(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	var tentate []esenpat.Bozza
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) {
		tentate = append(tentate, x)
		x.Chiave = "k1" // as the use case does before it sends
		b.mu.Lock()
		b.bozze[x.ID] = x
		b.mu.Unlock()
		return esenpat.Certificato{}, err(esenpat.Uncertain, "certificato.esito-incerto")
	}

	b.p.Primario()
	b.quieto()
	b.p.Primario() // must do nothing
	b.p.Modifica(nc.CampoPatologia)
	b.p.Indietro()
	b.quieto()
	if !b.s.Navigazione.Verifica || b.s.Navigazione.Attivo || b.s.Navigazione.Indietro || len(tentate) != 1 || b.s.Passo != nc.PassoRiepilogo {
		t.Fatalf("%+v, %d tries", b.s.Navigazione, len(tentate))
	}
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) {
		tentate = append(tentate, x)
		return esenpat.Certificato{ID: "c1", Numero: "12"}, nil
	}
	b.p.Verifica()
	b.quieto()

	if tentate[1].ID != tentate[0].ID || tentate[1].Chiave != "k1" || b.s.Lavoro.Riepilogo.Creato == "" {
		t.Errorf("asked again with %q %q", tentate[1].ID, tentate[1].Chiave)
	}
}

func TestCrea_refusalGoesToItsField(t *testing.T) {
	for codice, campo := range map[string]string{
		"certificato.minore-senza-oscuramento":  nc.CampoOscurato,
		"certificato.unita-non-abilitata":       nc.CampoUnita,
		"certificato.catalogo-superato":         nc.CampoEsenzione,
		"certificato.diagnosi-non-di-esenzione": nc.CampoDiagnosi,
		"certificato.regime-non-ammesso":        nc.CampoRegime,
	} {
		b := nuovo(t)
		b.alPasso4(t)
		b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) {
			return esenpat.Certificato{}, err(esenpat.Invalid, codice)
		}

		b.p.Primario()
		b.quieto()

		if b.s.Passo != nc.PassoDati || b.s.Fuoco.Campo != campo || b.s.Avviso.Vuoto() || b.s.Lavoro.Dati.Patologia.Valore == "" {
			t.Errorf("%s: step %v focus %q", codice, b.s.Passo, b.s.Fuoco.Campo)
		}
	}
}

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

func TestTesti_noStateShowsAMissingText(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	for _, blocco := range b.s.Lavoro.Riepilogo.Blocchi {
		for _, r := range blocco.Righe {
			if strings.Contains(blocco.Titolo+r.Etichetta+r.Valore, "⟦") {
				t.Errorf("%+v", r)
			}
		}
	}
	if slices.ContainsFunc(b.s.Passi, func(p nc.PassoVisto) bool { return strings.Contains(p.Titolo, "⟦") }) {
		t.Errorf("%+v", b.s.Passi)
	}
}
