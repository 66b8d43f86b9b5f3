package nuovocertificato_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// Manual: M50.
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

// Manual: M50.
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

// Manual: M55, G14.
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

// Manual: M50, C03.
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

// Manual: M56, M57.
func TestTipologia_offWithoutItsRight(t *testing.T) {
	b := nuovo(t)
	b.alPasso2(t)

	b.p.ScegliTipologia(esenpat.Invalidita)

	voci := b.s.Lavoro.Tipologie
	if b.s.Passo != nc.PassoTipologia || voci[2].Bottone.Attivo || voci[2].Bottone.Motivo == "" || voci[2].Etichetta != "Per invalidità" || !voci[0].Bottone.Attivo {
		t.Errorf("%+v", voci)
	}
}

// Manual: M51, M52, M53, G17.
func TestAssistito_siVedonoDatiCertificatiEdEsenzioni(t *testing.T) {
	b := nuovo(t)
	a := adulta()
	a.Anagrafica.ComuneNascita = esenpat.Comune{Denominazione: "TORINO", Provincia: "TO"}
	c := esenpat.CertificatoSintesi{
		Numero: "11", Stato: esenpat.Valido, StatoTesto: "Valido", Esenzione: esenpat.Voce{Codice: "048"},
		Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9", Descrizione: "Tumore"}, Redattore: "Dott. NERI UGO",
	}
	c.Date.CreatoIl = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)
	e := esenpat.EsenzioneSintesi{
		Numero: "2026301", Stato: esenpat.EsenzioneInviata, StatoTesto: "Inviata all'ASL", Asl: "ASL TO3", Compilatore: "ANNA FERRARIS",
		Esenzione: esenpat.Voce{Codice: "013"},
	}
	e.Date.RichiestaIl = time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: a, Certificati: []esenpat.CertificatoSintesi{c}, Esenzioni: []esenpat.EsenzioneSintesi{e}}, nil
	}
	if !strings.Contains(b.s.Assistito.Nota, "ogni consultazione dei dati di un assistito è registrata") {
		t.Errorf("la nota sul trattamento non c'è prima della ricerca: %q", b.s.Assistito.Nota)
	}

	b.p.SetCodiceFiscale(string(a.CodiceFiscale))
	b.p.Cerca()
	b.quieto()

	s := b.s.Scheda
	ha := map[string]string{}
	for _, r := range s.Righe {
		ha[r.Etichetta] = r.Valore
	}
	if ha["Assistito"] != "VERDI ANNA" || ha["Codice fiscale"] != string(a.CodiceFiscale) || ha["Nascita"] != "01/01/1980 (46 anni), TORINO (TO)" || ha["ASL di residenza"] != "ASL Città di Torino" {
		t.Errorf("dati %q", ha)
	}
	if len(s.Certificati) != 1 || s.Certificati[0] != (nc.RigaCertificato{Diagnosi: "174.9  Tumore", Esenzione: "048", Data: "04/03/2026", Medico: "Dott. NERI UGO", Stato: "Valido"}) {
		t.Errorf("certificati %+v", s.Certificati)
	}
	if len(s.Esenzioni) != 1 || s.Esenzioni[0].Numero != "2026301" || s.Esenzioni[0].Compilatore != "ANNA FERRARIS" || s.Esenzioni[0].Richiesta != "05/03/2026" || s.Esenzioni[0].Stato != "Inviata all'ASL" {
		t.Errorf("esenzioni %+v", s.Esenzioni)
	}
}

// Manual: G13.
func TestAssistito_senzaCodiceFiscaleSiDiceCheCosaFare(t *testing.T) {
	b := nuovo(t)
	for scritto, parola := range map[string]string{
		"STP0103010012345": "STP", "ENI0103010012345": "ENI", "12345678901": "provvisorio",
	} {
		b.p.SetCodiceFiscale(scritto)
		b.p.Cerca()
		b.quieto()

		if !strings.Contains(b.s.Assistito.ErroreCF, parola) || len(b.ricerche) != 0 {
			t.Errorf("%s: %q, %d ricerche", scritto, b.s.Assistito.ErroreCF, len(b.ricerche))
		}
	}
}

// Manual: M56, M57, M58.
func TestTipologia_leTreDelManuale(t *testing.T) {
	b := nuovo(t)
	b.sessione.Azioni = append(b.sessione.Azioni, esenpat.AzioneInvalidita)
	b.alPasso2(t)

	var nomi []string
	for _, v := range b.s.Lavoro.Tipologie {
		nomi = append(nomi, v.Etichetta)
		if !v.Bottone.Attivo {
			t.Errorf("%q è spenta", v.Etichetta)
		}
	}

	if want := []string{"Per malattia cronica", "Per malattia rara", "Per invalidità"}; !slices.Equal(nomi, want) {
		t.Errorf("%q", nomi)
	}
}
