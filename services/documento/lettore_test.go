package documento_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/services/documento"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/conformita"
)

func TestLettoreCDA_givesBackWhatWasCertified(t *testing.T) {
	g := nuovoGeneratore(t)
	for nome, c := range combinazioni() {
		if c.Dati.Regime == esenpat.RegimeSSR { // a CDA does not carry the regime
			continue
		}
		d, err := g.Genera(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}

		letto, err := documento.LettoreCDA{}.Contenuto(t.Context(), d.PDF)
		if err != nil {
			t.Fatal(err)
		}

		if letto.Dati.LeggiSpeciali != c.Dati.LeggiSpeciali || letto.Annullativo() != c.Annullativo() || letto.Assistito.CodiceFiscale != c.Assistito.CodiceFiscale ||
			!letto.Emesso.Equal(c.Emesso) || letto.Identita.Versione != c.Identita.Versione {
			t.Errorf("%s: %+v", nome, letto)
		}
		if !c.Annullativo() && (letto.Dati.Patologia != c.Dati.Patologia || letto.Dati.Esenzione.Codice != c.Dati.Esenzione.Codice ||
			letto.Dati.Diagnosi.CodiceVisibile() != c.Dati.Diagnosi.CodiceVisibile()) {
			t.Errorf("%s: %+v", nome, letto.Dati)
		}
	}
}

func TestTexts_everyRuleAndFieldHasAWord(t *testing.T) {
	tt, err := testi.Load(assetsFS(), "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	serve := func(chiave string) {
		if !tt.Has(chiave) {
			t.Errorf("no text %s", chiave)
		}
	}
	for _, r := range conformita.Regole() {
		serve("conformita." + r.Regola)
		if r.Campo != "" {
			serve("bozza.campo." + r.Campo)
		}
	}
	for _, d := range cda.Confronta(
		cda.Certificato{Documento: cda.Documento{Radice: "1", ID: "1", SetID: "1", Versione: 1, Titolo: "1", Riservatezza: "N", Precedente: cda.Precedente{ID: "1"}}, Paziente: cda.Paziente{CodiceFiscale: "1", IDAura: "1", Cognome: "1", Nome: "1", Sesso: "F", LuogoNascita: cda.Luogo{Citta: "1"}, Residenza: cda.Luogo{Citta: "1"}}, Medico: cda.Medico{CodiceFiscale: "1", Cognome: "1", Nome: "1", Titolo: "1", Recapito: "1"}, Azienda: cda.Ente{Codice: "1"}, Incontro: cda.Incontro{ID: "1", Unita: cda.Ente{Codice: "1"}, Struttura: cda.Ente{Codice: "1"}}, Prestazione: "1", Referto: "1", Annullativo: true, Diagnosi: cda.Diagnosi{Codice: "1", Descrizione: "1"}, Esenzione: cda.Esenzione{Sistema: "1", Codice: "1", Descrizione: "1"}, Conclusioni: "1"},
		cda.Certificato{}) {
		serve("bozza.campo." + d.Campo)
	}
}

func TestNonStampabili_tellsWhatPaperCannotShow(t *testing.T) {
	g := nuovoGeneratore(t)
	if r := g.NonStampabili("È «ok» αβγ → ½ e\u0301\n"); len(r) > 0 {
		t.Fatalf("%U", r)
	}
	if r := g.NonStampabili("漢字漢\u202E😀👩\u200D⚕️"); len(r) != 6 || g.Stampato("漢😀") != "‹U+6F22›‹U+1F600›" {
		t.Fatalf("%U", r)
	}
}
