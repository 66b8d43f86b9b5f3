package nuovocertificato_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Manual: M59, M64, M65, M70, M80, M81, C04, C20, G05.
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

func TestDati_tellsWhatIsRefusedAndWhatPaperCannotShow(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)

	b.p.SetPatologia("con\a suono\r\ne 漢")
	b.p.SetPatologia(b.s.Lavoro.Dati.Patologia.Valore) // the field says again what it was given

	s := b.s.Lavoro.Dati.Patologia
	if s.Valore != "con suono\ne 漢" || !strings.Contains(s.Aiuto, "sono stati tolti") || !strings.Contains(s.Aiuto, "漢 ‹U+6F22›") {
		t.Errorf("%+v", s)
	}
	b.p.SetPatologia("gira \u202Eil testo")
	if a := b.s.Lavoro.Dati.Patologia.Aiuto; !strings.Contains(a, "‹U+202E›") || strings.ContainsRune(a, '\u202E') {
		t.Errorf("the notice itself is turned: %q", a)
	}
	b.p.SetPatologia(s.Valore)
	b.p.SetPatologia(s.Valore + "\x00")
	if s = b.s.Lavoro.Dati.Patologia; s.Valore != "con suono\ne 漢" || !strings.Contains(s.Aiuto, "sono stati tolti") {
		t.Errorf("%+v", s)
	}
	b.p.SetPatologia("pulito")
	if s = b.s.Lavoro.Dati.Patologia; s.Aiuto != "" {
		t.Errorf("%+v", s)
	}
}

// Manual: M60, M61, M62, M63, M78, M79.
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

// Manual: C19.
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

// Manual: M59, M67, M70, C06, C20.
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

// Manual: M66, M68, M69, C04, C05, E2.
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

// Manual: M53, G23.
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

// Manual: M58, G01.
func TestDati_kindOfInvalidityAndExemptionAgree(t *testing.T) {
	b := nuovo(t)
	b.sessione.Azioni = append(b.sessione.Azioni, esenpat.AzioneInvalidita)
	b.alPasso3(t)
	b.p.Indietro()
	b.p.ScegliTipologia(esenpat.Invalidita)

	b.p.ScegliEsenzione("C05")
	if got := b.s.Lavoro.Dati.Invalidita.Scelta; got != "K" {
		t.Errorf("the exemption does not choose its kind: %q", got)
	}
	b.p.SetTipologiaInvalidita("C")
	if b.s.Lavoro.Dati.Esenzione.Testo != "" {
		t.Errorf("an exemption of another kind stays: %+v", b.s.Lavoro.Dati.Esenzione)
	}
	for _, o := range b.p.CercaEsenzioni("") {
		if o.Codice[0] != 'C' || o.Codice == "C05" || o.Codice == "C06" {
			t.Errorf("%s is offered among the civil invalids", o.Codice)
		}
	}
}

// C02 is a disease of the arteries for a doctor of Veneto; 057 is not in the
// decree of 1999: neither is chosen without being told.
func TestDati_falseFriendsAndUncertainEntriesAreTold(t *testing.T) {
	b := nuovo(t)
	b.sessione.Azioni = append(b.sessione.Azioni, esenpat.AzioneInvalidita)
	b.alPasso3(t)

	b.p.ScegliEsenzione("057")

	if got := b.s.Lavoro.Dati.Esenzione.Nota; !strings.Contains(got, "fuori dal testo 1999") {
		t.Errorf("057: %q", got)
	}
	b.p.Indietro()
	b.p.ScegliTipologia(esenpat.Invalidita)
	if o := b.p.CercaEsenzioni("C02"); len(o) == 0 || o[0].Dettaglio != "falso amico" {
		t.Errorf("C02 in the list: %+v", o)
	}
	b.p.ScegliEsenzione("C02")
	if got := b.s.Lavoro.Dati.Esenzione.Nota; !strings.Contains(got, "codifica Veneto: «Malattie delle arterie") || strings.Contains(got, "codifica Sicilia") {
		t.Errorf("C02 chosen: %q", got)
	}
	b.p.ScegliEsenzione("C03")
	if got := b.s.Lavoro.Dati.Esenzione.Nota; strings.Contains(got, "Falso amico") {
		t.Errorf("C03 is no false friend: %q", got)
	}
}

// Manual: M60, M61.
func TestDati_siCercaPerParoleSenzaAccentiEMaiuscole(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)

	for _, c := range []struct {
		cerca   func(string) []parti.Opzione
		scritto string
		codice  string
	}{
		{b.p.CercaEsenzioni, "NEOPLASTICHE", "048"},
		{b.p.CercaEsenzioni, "deficit fisici", "051"},
		{b.p.CercaDiagnosi, "TUMORE MALIGNO MAMMELLA", "174.9"},
		{b.p.CercaDiagnosi, "CAVITA NASALI", "160"},
	} {
		trovati := c.cerca(c.scritto)
		if !slices.ContainsFunc(trovati, func(o parti.Opzione) bool { return strings.Contains(o.Codice+o.Testo, c.codice) }) {
			t.Errorf("%q non trova %s: %+v", c.scritto, c.codice, trovati)
		}
	}
	if o := b.p.CercaDiagnosi("parolachenonesiste"); len(o) != 0 {
		t.Errorf("%+v", o)
	}
}

// Only the two regimes of the manual, each with its whole description; nothing
// is preset, but the only unit there is.
// Manual: M66, M68, M69.
func TestDati_dueRegimiEUnaUnitaSola(t *testing.T) {
	b := nuovo(t, func(f *fuori) { f.unita = f.unita[:1] })
	b.alPasso3(t)

	d := b.s.Lavoro.Dati
	var regimi []string
	for _, o := range d.Regime.Opzioni {
		regimi = append(regimi, o.Codice+": "+o.Testo)
	}
	want := []string{
		"SSN: SSN: documento prodotto in regime di SSN (in seguito a impegnativa SSN o screening)",
		"SSR: SSR: documento prodotto in regime SSR (all'interno di progettualità regionali)",
	}
	if !slices.Equal(regimi, want) || d.Regime.Scelta != "" {
		t.Errorf("regimi %q, scelto %q", regimi, d.Regime.Scelta)
	}
	if d.Unita.Scelta != "U1" {
		t.Errorf("l'unica unità non è preselezionata: %q", d.Unita.Scelta)
	}
}

// Manual: G12.
func TestDati_unCertificatoHaUnaEsenzione(t *testing.T) {
	b := nuovo(t)
	b.compila(t)

	b.p.ScegliEsenzione("013")

	if d := b.s.Lavoro.Dati; d.Esenzione.Codice != "013" || d.Diagnosi.Codice == "174.9" {
		t.Errorf("esenzione %q, diagnosi %q", d.Esenzione.Codice, d.Diagnosi.Codice)
	}
}

// TestDati_fiveMegabytesPastedAreCutAndTold guards FT-53: the counter says how
// much is too much, and a draft keeps no more than can be read.
func TestDati_fiveMegabytesPastedAreCutAndTold(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)

	b.p.SetPatologia(strings.Repeat("è", 5<<20))
	b.p.SetPatologia(b.s.Lavoro.Dati.Patologia.Valore) // the field says again what it was given

	s := b.s.Lavoro.Dati.Patologia
	if s.Contatore != "20000/4000" || b.s.Navigazione.Attivo || !strings.Contains(s.Errore, "16000") || !strings.Contains(s.Aiuto, "i primi 20000") {
		t.Errorf("%s %q %q", s.Contatore, s.Errore, s.Aiuto)
	}
	b.p.SetPatologia(strings.Repeat("è", 4000))
	if s = b.s.Lavoro.Dati.Patologia; s.Contatore != "4000/4000" || s.Errore != "" || s.Aiuto != "" {
		t.Errorf("%s %q %q", s.Contatore, s.Errore, s.Aiuto)
	}
}
