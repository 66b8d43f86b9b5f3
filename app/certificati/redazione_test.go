package certificati_test

import (
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestAnteprima_isADraftOfTheSession(t *testing.T) {
	s := nuovoServizio()

	d, err := s.redazione().Anteprima(t.Context(), bozza())

	c := s.generati[0]
	if err != nil || len(d.PDF) == 0 || !c.Bozza || !c.Prova || c.Medico.CodiceFiscale != medico || c.Identita.Numero != "" {
		t.Errorf("content = %+v, %v", c, err)
	}
}

func TestCrea_keyIsDurableBeforeAnythingIsSent(t *testing.T) {
	s := nuovoServizio()

	c, err := s.redazione().Crea(t.Context(), bozza()) // the fake checks the order

	if err != nil || c.Numero != "42" || s.creazioni != 1 || len(s.bozze) != 0 {
		t.Errorf("c = %+v, %v; drafts left %v", c, err, s.bozze)
	}

	s = nuovoServizio()
	s.salva = esenpat.NewError(esenpat.Storage, "disco.pieno", "finto")
	_, err = s.redazione().Crea(t.Context(), bozza())
	codice(t, err, esenpat.Storage, "disco.pieno")
	if len(s.inviate) != 0 {
		t.Error("sent without a durable key")
	}
}

func TestCrea_lostAnswerIsFoundAndAdopted(t *testing.T) {
	s := nuovoServizio()
	s.perdi = true

	c, err := s.redazione().Crea(t.Context(), bozza())

	if err != nil || c.ID != "cert-1" || s.creazioni != 1 {
		t.Errorf("c = %+v, %v, made %d", c, err, s.creazioni)
	}
}

func TestCrea_uncertainDraftPressedAgainMakesNoSecondOne(t *testing.T) {
	s := nuovoServizio()
	s.perdi, s.muto = true, true
	_, err := s.redazione().Crea(t.Context(), bozza())
	codice(t, err, esenpat.Uncertain, "certificato.esito-incerto")
	s.muto = false

	c, err := s.redazione().Crea(t.Context(), bozza()) // the caller's copy knows no key: what was durable does

	if err != nil || c.ID != "cert-1" || s.creazioni != 1 || len(s.inviate) != 1 {
		t.Errorf("c = %+v, %v, made %d, sent %v", c, err, s.creazioni, s.inviate)
	}
}

func TestCrea_draftEditedAfterALostSuccessIsNotTakenForIt(t *testing.T) {
	s := nuovoServizio()
	s.perdi, s.muto = true, true
	_, _ = s.redazione().Crea(t.Context(), bozza())
	s.muto = false
	b := s.bozze["b1"]
	b.Dati.Patologia = "Altro testo."

	_, err := s.redazione().Crea(t.Context(), b)

	if e := erroreDi(t, err, esenpat.Conflict, "certificato.gia-creato"); e.Params["numero"] != "42" || s.creazioni != 1 {
		t.Errorf("error = %+v, made %d", e, s.creazioni)
	}
	if len(s.bozze) != 1 {
		t.Error("the edited draft is gone")
	}
}

func TestCrea_adoptsTheCopyOfAnotherWorkstation(t *testing.T) {
	s := nuovoServizio()
	s.esisteGia = true

	c, err := s.redazione().Crea(t.Context(), bozza())

	if err != nil || c.IDClient != "b1" || s.creazioni != 1 {
		t.Errorf("c = %+v, %v", c, err)
	}
}

func TestCrea_refusedDraftTriesAgainWithANewKey(t *testing.T) {
	s := nuovoServizio()
	s.rifiuta = esenpat.NewError(esenpat.Invalid, "certificato.voce-non-valida", "finto")
	_, err := s.redazione().Crea(t.Context(), bozza())
	codice(t, err, esenpat.Invalid, "certificato.voce-non-valida")
	s.rifiuta = nil

	_, err = s.redazione().Crea(t.Context(), s.bozze["b1"])

	if err != nil || !slices.Equal(s.inviate, []string{"k1", "k2"}) {
		t.Errorf("err = %v, sent %v", err, s.inviate)
	}
}

func TestCrea_offlineKeepsTheKey(t *testing.T) {
	s := nuovoServizio()
	s.rifiuta = esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	_, err := s.redazione().Crea(t.Context(), bozza())
	codice(t, err, esenpat.Offline, "rete.assente")
	s.rifiuta = nil

	_, err = s.redazione().Crea(t.Context(), s.bozze["b1"])

	if err != nil || !slices.Equal(s.inviate, []string{"k1", "k1"}) || s.creazioni != 1 {
		t.Errorf("err = %v, sent %v", err, s.inviate)
	}
}

func TestCrea_saysWhatIsMissing(t *testing.T) {
	for campo, togli := range map[string]func(*esenpat.Bozza){
		"assistito":               func(b *esenpat.Bozza) { b.Assistito.ID = "" },
		"tipologia":               func(b *esenpat.Bozza) { b.Dati.Tipologia = "" },
		"tipologia_invalidita":    func(b *esenpat.Bozza) { b.Dati.Tipologia = esenpat.Invalidita },
		"codice_esenzione":        func(b *esenpat.Bozza) { b.Dati.Esenzione.Codice = "" },
		"codice_diagnosi":         func(b *esenpat.Bozza) { b.Dati.Diagnosi.Codice = "" },
		"patologia":               func(b *esenpat.Bozza) { b.Dati.Patologia = " \n " },
		"soggetto_leggi_speciali": func(b *esenpat.Bozza) { b.Dati.LeggiSpeciali = esenpat.NonScelto },
		"unita_produttiva":        func(b *esenpat.Bozza) { b.Dati.UnitaProduttiva.Matricola = "" },
		"oscurato_genitore":       func(b *esenpat.Bozza) { b.Assistito.Anagrafica.DataNascita = esenpat.NewData(2015, 1, 1) },
		"regime_documento":        func(b *esenpat.Bozza) { b.Dati.Regime = "" },
	} {
		s, b := nuovoServizio(), bozza()
		togli(&b)

		_, err := s.redazione().Crea(t.Context(), b)

		if e := erroreDi(t, err, esenpat.Invalid, "certificato.incompleto"); e.Field != campo || len(s.inviate) != 0 {
			t.Errorf("%s: field = %q, sent %v", campo, e.Field, s.inviate)
		}
	}
}

func TestCrea_allowsNoDiagnosisWhereTheExemptionDoes(t *testing.T) {
	s, b := nuovoServizio(), bozza()
	b.Dati.Diagnosi, b.Dati.Esenzione.SenzaDiagnosiCodifica = esenpat.VoceDiagnosi{}, true

	if _, err := s.redazione().Crea(t.Context(), b); err != nil {
		t.Error(err)
	}
}

func TestCrea_needsASession(t *testing.T) {
	s := nuovoServizio()
	s.uscito = true

	_, err := s.redazione().Crea(t.Context(), bozza())

	codice(t, err, esenpat.Unauthenticated, "sessione.assente")
}
