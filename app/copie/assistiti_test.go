package copie_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// anagrafe is the registry of one patient, with the doctor who asks.
type anagrafe struct {
	scheda esenpat.SchedaAssistito
	err    error
	medico string
}

func (a *anagrafe) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: esenpat.CodiceFiscale(a.medico)}}, true
}

func (a *anagrafe) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return []esenpat.AssistitoSintesi{{ID: a.scheda.Assistito.ID}}, a.err
}

func (a *anagrafe) Scheda(context.Context, string) (esenpat.SchedaAssistito, error) {
	if a.err != nil {
		return esenpat.SchedaAssistito{}, a.err
	}
	return a.scheda, nil
}

func cfNiccolo() esenpat.CodiceFiscale {
	return esenpat.ComponiCodiceFiscale("Dell'Acqua", "Niccolò", esenpat.NewData(1960, 3, 5), esenpat.Maschio, "L219")
}

func niccolo() esenpat.SchedaAssistito {
	protetta := esenpat.VoceDiagnosi{Codice: "042", Descrizione: "CANARINO-PROTETTO"}
	return esenpat.SchedaAssistito{
		Assistito: esenpat.Assistito{
			ID: "a7", CodiceFiscale: cfNiccolo(), Cognome: "DELL'ACQUA", Nome: "NICCOLÒ", Sesso: esenpat.Maschio,
			Anagrafica: esenpat.Anagrafica{DataNascita: esenpat.NewData(1960, 3, 5), DataDecesso: esenpat.NewData(2026, 10, 1), Piemontese: true},
			Competenza: esenpat.Competenza{PuoCertificare: true},
		},
		Certificati: []esenpat.CertificatoSintesi{
			{ID: "c1", Numero: "12", Diagnosi: esenpat.VoceDiagnosi{Codice: "250", Descrizione: "Diabete mellito"}},
			{ID: "c2", Numero: "13", LeggiSpeciali: true, Diagnosi: protetta, Esenzione: esenpat.Voce{Codice: "020", Descrizione: "CANARINO-PROTETTO"}},
		},
		Esenzioni: []esenpat.EsenzioneSintesi{{ID: "e1", LeggiSpeciali: true, Diagnosi: protetta, Esenzione: esenpat.Voce{Codice: "020", Descrizione: "CANARINO-PROTETTO"}}},
		EsenzioniAURA: []esenpat.EsenzioneAURA{
			{Codice: "013", Diagnosi: "Diabete mellito", Attiva: true},
			{Codice: "020", LeggiSpeciali: true, Diagnosi: "CANARINO-PROTETTO", CodiceDiagnosi: "042", Descrizione: "CANARINO-PROTETTO"},
		},
	}
}

// registro opens a real archive; each call of lettore is another start.
func registro(t *testing.T) (a *anagrafe, dir string, ora *time.Time, lettore func() copie.Assistiti) {
	t.Helper()
	adesso := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	a, dir, ora = &anagrafe{scheda: niccolo(), medico: "MEDICO"}, t.TempDir(), &adesso
	s, err := store.Apri(t.Context(), store.Opzioni{Dir: dir, Chiavi: chiavi{}, Ora: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Chiudi() })
	return a, dir, ora, func() copie.Assistiti {
		return copie.NewAssistiti(a, copie.New(s, a, func() time.Time { return *ora }))
	}
}

func senzaRete() error { return esenpat.NewError(esenpat.Offline, "rete.assente", "finto") }

// TestAssistiti_whoWasReadHereIsFoundWithoutTheNetwork guards point 3: by fiscal
// code and by surname, with the day of the reading and all that decides whether a
// certificate may be written.
func TestAssistiti_whoWasReadHereIsFoundWithoutTheNetwork(t *testing.T) {
	a, _, ora, lettore := registro(t)
	if s, err := lettore().Scheda(t.Context(), "a7"); err != nil || !s.Letta.IsZero() {
		t.Fatal(s.Letta, err)
	}
	letta := *ora
	a.err, *ora = senzaRete(), ora.Add(3*time.Hour)

	for nome, q := range map[string]esenpat.RicercaAssistito{
		"fiscal code": {CodiceFiscale: cfNiccolo()},
		"surname":     {Cognome: "dell acqua"},
		"all of it":   {Cognome: "Dell'Acqua", Nome: "Nicco", DataNascita: esenpat.NewData(1960, 3, 5)},
	} {
		righe, err := lettore().FindAssistiti(t.Context(), q)
		if err != nil || len(righe) != 1 || righe[0].ID != "a7" || !righe[0].Letto.Equal(letta) || righe[0].DataNascita != esenpat.NewData(1960, 3, 5) {
			t.Errorf("%s: %+v, %v", nome, righe, err)
		}
	}
	for nome, q := range map[string]esenpat.RicercaAssistito{
		"another code":    {CodiceFiscale: esenpat.ComponiCodiceFiscale("Verdi", "Anna", esenpat.NewData(1980, 1, 1), esenpat.Femmina, "L219")},
		"half a surname":  {Cognome: "dell"},
		"another name":    {Cognome: "Dell'Acqua", Nome: "Ugo"},
		"another day":     {Cognome: "Dell'Acqua", DataNascita: esenpat.NewData(1961, 3, 5)},
		"only the name":   {Nome: "Niccolò"},
		"nothing at all":  {},
		"not a whole one": {CodiceFiscale: cfNiccolo()[:15]},
	} {
		if _, err := lettore().FindAssistiti(t.Context(), q); esenpat.KindOf(err) != esenpat.Offline {
			t.Errorf("%s: %v", nome, err)
		}
	}
	s, err := lettore().Scheda(t.Context(), "a7")
	if err != nil || !s.Letta.Equal(letta) || s.Assistito != niccolo().Assistito || len(s.Certificati) != 2 || len(s.EsenzioniAURA) != 2 || s.Certificati[0].Diagnosi.Codice != "250" {
		t.Errorf("record %+v, %v", s.Letta, err)
	}
	for _, d := range []string{
		s.Certificati[1].Diagnosi.Codice, s.Certificati[1].Esenzione.Descrizione, s.Esenzioni[0].Diagnosi.Descrizione, s.Esenzioni[0].Esenzione.Descrizione,
		s.EsenzioniAURA[1].Diagnosi, s.EsenzioniAURA[1].CodiceDiagnosi, s.EsenzioniAURA[1].Descrizione,
	} {
		if d != "" {
			t.Errorf("what the special laws protect was kept: %q", d)
		}
	}
	if s.Certificati[1].Esenzione.Codice != "020" || !s.EsenzioniAURA[1].LeggiSpeciali {
		t.Error("that there is something protected is lost")
	}
	a.medico = "ALTRO"
	if _, err = lettore().FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: cfNiccolo()}); esenpat.KindOf(err) != esenpat.Offline {
		t.Errorf("another doctor finds the patient: %v", err)
	}
	if _, err = lettore().Scheda(t.Context(), "a7"); esenpat.KindOf(err) != esenpat.Offline {
		t.Errorf("another doctor reads the record: %v", err)
	}
}

// TestAssistiti_nothingOfAPatientLiesInPlain guards SE-02 and SE-09 for the
// records: closed on the disk, gone after a day that nobody used them.
func TestAssistiti_nothingOfAPatientLiesInPlain(t *testing.T) {
	a, dir, ora, lettore := registro(t)
	if _, err := lettore().Scheda(t.Context(), "a7"); err != nil {
		t.Fatal(err)
	}
	nomi, err := filepath.Glob(filepath.Join(dir, "archivio.db*"))
	if err != nil || len(nomi) == 0 {
		t.Fatal("no database", err)
	}
	for _, n := range nomi {
		b, errFile := os.ReadFile(n)
		if errFile != nil {
			t.Fatal(errFile)
		}
		for _, s := range []string{string(cfNiccolo()), "ACQUA", "Diabete", "PROTETTO"} {
			if bytes.Contains(b, []byte(s)) {
				t.Errorf("%s holds %q", filepath.Base(n), s)
			}
		}
	}
	a.err, *ora = senzaRete(), ora.Add(24*time.Hour+time.Minute)
	if _, err = lettore().FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: cfNiccolo()}); esenpat.KindOf(err) != esenpat.Offline {
		t.Errorf("after a day without use: %v", err)
	}
}

// TestAssistiti_aRefusalTakesTheCopyAway: a patient whom the registry does not
// know or show any more is not shown from the workstation either.
func TestAssistiti_aRefusalTakesTheCopyAway(t *testing.T) {
	for nome, toglie := range map[string]func(a *anagrafe, l copie.Assistiti) error{
		"record not there": func(a *anagrafe, l copie.Assistiti) error {
			a.err = esenpat.NewError(esenpat.NotFound, "assistito.non-trovato", "finto")
			_, err := l.Scheda(t.Context(), "a7")
			return err
		},
		"not for this doctor": func(a *anagrafe, l copie.Assistiti) error {
			a.err = esenpat.NewError(esenpat.Forbidden, "medico.non-abilitato", "finto")
			_, err := l.Scheda(t.Context(), "a7")
			return err
		},
		"code of nobody": func(a *anagrafe, l copie.Assistiti) error {
			a.err = esenpat.NewError(esenpat.NotFound, "assistito.non-trovato", "finto")
			_, err := l.FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: cfNiccolo()})
			return err
		},
	} {
		t.Run(nome, func(t *testing.T) {
			a, _, _, lettore := registro(t)
			if _, err := lettore().Scheda(t.Context(), "a7"); err != nil {
				t.Fatal(err)
			}
			if err := toglie(a, lettore()); err == nil {
				t.Fatal("not refused")
			}
			a.err = senzaRete()
			if _, err := lettore().FindAssistiti(t.Context(), esenpat.RicercaAssistito{Cognome: "Dell'Acqua"}); esenpat.KindOf(err) != esenpat.Offline {
				t.Errorf("still found: %v", err)
			}
		})
	}
}
