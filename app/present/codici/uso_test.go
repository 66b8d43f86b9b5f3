package codici_test

import (
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/codici"
)

func TestUsa_aDoubtfulTranslationIsNeverTakenWithoutConfirmation(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "3C1", Codifica: "veneto"})
	p.Mostra(codici.Traduzione)
	p.Traduci("nazionale")

	p.Mostra(codici.Traduzione)
	p.Usa(1)
	s := p.State()
	if s.Domanda == "" || s.Filtri.Testo != "3C1" || len(s.Proposte) != 2 || !s.Proposte[0].Dubbia {
		t.Fatalf("taken without asking: %+v", s)
	}
	p.RifiutaTraduzione()
	p.ConfermaTraduzione()
	if s = p.State(); s.Domanda != "" || s.Filtri.Testo != "3C1" {
		t.Fatalf("a refused translation was taken: %+v", s)
	}

	p.Usa(1)
	p.ConfermaTraduzione()
	s = p.State()
	if s.Filtri != (codici.Filtri{Testo: "C02", Codifica: "nazionale"}) || s.Pannello != codici.Scheda ||
		!strings.Contains(s.Titolo, "C02 · Nazionale") || !strings.Contains(s.Messaggio, "confermato") {
		t.Errorf("%+v", s)
	}
}

func TestUsa_anExactTranslationIsTakenAtOnceAndAStaleOneNever(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "M12", Codifica: "nazionale"})
	p.Mostra(codici.Traduzione)
	p.Traduci("veneto")

	p.Usa(0)
	if s := p.State(); s.Filtri.Testo != "412" || s.Domanda != "" || strings.Contains(s.Messaggio, "⟦") {
		t.Errorf("%+v", s)
	}
	p.Usa(0) // the proposals belonged to the code before
	if s := p.State(); s.Filtri.Testo != "412" || len(s.Proposte) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestRicetta_mixedPrescriptionIsSplitInTwo(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "013", Codifica: "dm329"})

	p.AggiungiPrestazione(" Emocromo ", true)
	if s := tutto(p.State()); !strings.Contains(s, "Basta una ricetta") || strings.Contains(s, "mista non ammessa") {
		t.Error(s)
	}
	p.AggiungiPrestazione("Visita dermatologica", false)
	p.AggiungiPrestazione("", true)
	s := tutto(p.State())
	for _, want := range []string{
		"Ricetta mista non ammessa", "Ciascuna ricetta non può contenere contestualmente", "Ricetta con 013", ": Emocromo\n",
		"Ricetta senza esenzione: Visita dermatologica", "Verifica entro 120 giorni dal 10/10/1999: 07/02/2000",
	} {
		if !strings.Contains(s, want) {
			t.Errorf("missing %q in\n%s", want, s)
		}
	}
	p.SvuotaRicetta()
	p.Proroga(esenpat.NewData(1999, 11, 1))
	if s = tutto(p.State()); strings.Contains(s, "Emocromo") || !strings.Contains(s, "31/12/1999") {
		t.Error(s)
	}
}

func TestStampaEScheda_carryTheSourceAndTheWarning(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "C02"})

	p.StampaScheda()
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	f := p.fog.foglio
	if p.doc.stampato != "codice-C02-nazionale.pdf" || f.Titolo != "C02 · Nazionale" || !strings.Contains(f.Blocchi[0].Testi[0], "falso amico") || f.Nota == "" {
		t.Errorf("%q %+v", p.doc.stampato, f)
	}
	p.Esporta(codici.PDF)
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	f = p.fog.foglio
	if p.doc.nome != "codici.pdf" || len(f.Colonne) != 4 || len(f.Righe) < 3 || f.Righe[0][1] != "C02" || !strings.Contains(f.Sotto, "C02") {
		t.Errorf("%q %+v", p.doc.nome, f)
	}
	p.EsportaScheda(codici.CSV)
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if b := string(p.doc.dati); !strings.HasPrefix(b, "\xef\xbb\xbfSezione,Voce,Testo\n") || !strings.Contains(b, "Descrizione,") {
		t.Error(b)
	}
	p.EsportaScheda(codici.JSON)
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if b := string(p.doc.dati); !strings.Contains(b, `"voci"`) || !strings.Contains(b, `"perche"`) {
		t.Error(b)
	}
	p.Stampa()
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if p.doc.stampato != "codici.pdf" || p.State().Messaggio == "" {
		t.Errorf("%+v", p.State())
	}

	p.doc.err = esenpat.NewError(esenpat.Storage, "stampa.fallita", "test")
	p.Stampa()
	p.coda.Fino(t, func() bool { return !p.State().InCorso })
	if p.State().Avviso.Vuoto() || p.State().Messaggio != "" {
		t.Errorf("a failed print is not told: %+v", p.State())
	}
}

func TestScheda_nothingToPrintBeforeACardIsOpen(t *testing.T) {
	p := apri(t)

	p.Mostra(codici.Scheda)
	p.StampaScheda()
	p.coda.Svuota()

	if s := p.State(); s.Scheda.Attivo || s.Scheda.Motivo == "" || p.doc.stampato != "" {
		t.Errorf("%+v, printed %q", s.Scheda, p.doc.stampato)
	}
}

func TestTraduci_showsAllOtherCodingsAtOnce(t *testing.T) {
	p := apri(t)
	p.Cerca(codici.Filtri{Testo: "C01", Codifica: "nazionale"})

	p.Mostra(codici.Traduzione)
	s := tutto(p.State())
	for _, want := range []string{"D.M. 329/1999 ·", "Veneto ·", "Sicilia ·", "3C1"} {
		if !strings.Contains(s, want) {
			t.Errorf("missing %q in\n%s", want, s)
		}
	}
	p.Traduci("sicilia")
	if s = tutto(p.State()); strings.Contains(s, "Veneto ·") {
		t.Error(s)
	}
	p.Traduci("")
	p.Cerca(codici.Filtri{Testo: "174.9", Codifica: "icd9cm"})
	if s = tutto(p.State()); !strings.Contains(s, "non si traduce") || !p.State().Avviso.Vuoto() {
		t.Error(s)
	}
}
