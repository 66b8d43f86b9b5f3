package nuovocertificato_test

import (
	"context"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// testi is the doctor's own texts in memory.
type testi struct {
	voci    []esenpat.Modello
	rifiuta error
}

func (m *testi) Elenca(_ context.Context, codice string) ([]esenpat.Modello, error) {
	var out []esenpat.Modello
	for _, v := range m.voci {
		if v.CodiceEsenzione == codice {
			out = append(out, v)
		}
	}
	return out, nil
}

func (m *testi) Salva(_ context.Context, v esenpat.Modello, _ esenpat.Assistito) error {
	if m.rifiuta == nil {
		v.ID = v.Nome
		m.voci = append(m.voci, v)
	}
	return m.rifiuta
}

func (m *testi) Elimina(context.Context, string) error {
	m.voci = nil
	return nil
}

func daCopiare() esenpat.Certificato {
	c := esenpat.Certificato{ID: "vecchio", Numero: "7", Stato: esenpat.Valido, Assistito: adulta()}
	c.Dati = esenpat.DatiCertificato{
		Tipologia: esenpat.MalattiaCronica, Esenzione: esenpat.VoceEsenzione{Codice: "048"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9"},
		Patologia: "Carcinoma della mammella", LeggiSpeciali: esenpat.No, UnitaProduttiva: esenpat.UnitaProduttiva{Matricola: "U2"}, Regime: esenpat.RegimeSSR,
	}
	return c
}

// G10: «Duplica» copies what may be copied; what the law wants answered for each
// document is asked again (M65, SE-45).
// Manual: G10.
func TestDuplica_copiaTuttoMaLeLeggiSpecialiSiRispondono(t *testing.T) {
	b := nuovo(t)

	b.p.Duplica(daCopiare(), false)
	b.quieto()

	d := b.s.Lavoro.Dati
	if b.s.Passo != nc.PassoDati || d.Esenzione.Codice != "048" || d.Diagnosi.Codice != "174.9" || d.Unita.Scelta != "U2" || d.Regime.Scelta != "SSR" {
		t.Fatalf("passo %v, dati %+v", b.s.Passo, d)
	}
	if d.MancaTesto != "Mancano: leggi speciali" || !strings.Contains(d.Copia, "n. 7") || d.Patologia.Valore != "Carcinoma della mammella" {
		t.Errorf("manca %q, copia %q", d.MancaTesto, d.Copia)
	}
	for _, x := range b.bozze {
		if x.Sostituisce.ID != "" {
			t.Error("una copia non sostituisce")
		}
	}
}

// An entry that is not offered any more is left to be chosen, never changed.
func TestDuplica_unaVoceFinitaSiScegliDiNuovo(t *testing.T) {
	b := nuovo(t)
	c := daCopiare()
	c.Dati.Esenzione.Codice = "ZZZ"

	b.p.Duplica(c, false)
	b.quieto()

	if d := b.s.Lavoro.Dati; d.Esenzione.Codice != "" || d.Diagnosi.Codice != "" || d.Patologia.Valore == "" {
		t.Errorf("%+v", d)
	}
}

// The replacement says what becomes of the other certificate, in the form and in
// the summary, and sends which one it is.
func TestSostituisci_siDiceEArrivaAlServizio(t *testing.T) {
	b := nuovo(t)
	var mandata esenpat.Bozza
	crea := b.crea
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) { mandata = x; return crea(x) }

	b.p.Duplica(daCopiare(), true)
	b.quieto()
	b.p.SetLeggiSpeciali(esenpat.No)
	b.p.ConfermaDati()
	b.quieto()
	if r := b.s.Lavoro.Riepilogo; len(r.Avvisi) != 1 || !strings.Contains(r.Avvisi[0], "sostituisce il n. 7") {
		t.Fatalf("avvisi %q", r.Avvisi)
	}
	b.p.ConfermaRiepilogo()
	b.quieto()

	if mandata.Sostituisce.ID != "vecchio" || b.create != 1 {
		t.Errorf("mandata %+v", mandata.Sostituisce)
	}
}

// Issue, 3: with 020 a «No» to special laws is asked once more in the summary;
// nothing is preset, and another answer asks anew.
// Manual: M65.
func TestLeggiSpeciali_ilNoSiConfermaNelRiepilogo(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)
	b.p.ScegliEsenzione("020")
	b.p.ScegliDiagnosi(b.p.CercaDiagnosi("")[0].Codice)
	b.p.SetPatologia("Infezione")
	b.p.SetUnita("U1")
	b.p.SetRegime("SSN")
	if l := b.s.Lavoro.Dati.Leggi; l.Scelta != esenpat.NonScelto || !strings.Contains(l.Categoria, "sieropositive") {
		t.Fatalf("leggi %+v: la categoria si mostra, niente è preimpostato", l)
	}
	b.p.SetLeggiSpeciali(esenpat.No)
	b.p.ConfermaDati()
	b.quieto()

	b.p.ConfermaRiepilogo()
	b.quieto()
	if !b.s.Lavoro.Riepilogo.No.Visibile || b.s.Navigazione.Attivo || b.s.Fuoco.Campo != nc.CampoNo || b.create != 0 {
		t.Fatalf("riepilogo %+v, fuoco %q", b.s.Lavoro.Riepilogo.No, b.s.Fuoco.Campo)
	}
	b.p.SetNoLetto(true)
	b.p.Modifica(nc.CampoLeggi)
	b.p.SetLeggiSpeciali(esenpat.Si)
	b.p.SetLeggiSpeciali(esenpat.No)
	b.p.ConfermaDati()
	b.quieto()
	if b.s.Lavoro.Riepilogo.No.Letto {
		t.Error("cambiata la risposta, la conferma va data di nuovo")
	}
	b.p.SetNoLetto(true)
	b.p.ConfermaRiepilogo()
	b.quieto()
	if b.create != 1 {
		t.Errorf("confermato il No, creati %d", b.create)
	}
}

// Issue, 3: templates per exemption; what is written stays, a refusal is shown.
// Manual: M64.
func TestModelli_siUsanoESiSalvano(t *testing.T) {
	m := &testi{voci: []esenpat.Modello{
		{ID: "1", CodiceEsenzione: "048", Nome: "Mammella", Testo: "Carcinoma duttale"}, {ID: "2", CodiceEsenzione: "013", Nome: "Diabete", Testo: "altro"},
	}}
	b := nuovoCon(t, m)
	b.alPasso3(t)
	if b.s.Lavoro.Dati.Modelli.Visibile {
		t.Error("senza esenzione non ci sono modelli")
	}
	b.p.ScegliEsenzione("048")
	b.quieto()
	v := b.s.Lavoro.Dati.Modelli
	if !v.Visibile || len(v.Voci) != 1 || v.Salva.Attivo {
		t.Fatalf("modelli %+v", v)
	}

	b.p.SetPatologia("Già scritto")
	b.p.UsaModello("1")
	if got := b.s.Lavoro.Dati.Patologia.Valore; got != "Già scritto\nCarcinoma duttale" {
		t.Errorf("testo %q", got)
	}
	b.p.SalvaModello("Nuovo")
	b.quieto()
	if v = b.s.Lavoro.Dati.Modelli; len(v.Voci) != 2 || v.Fatti != 1 {
		t.Errorf("salvato %+v", v)
	}
	m.rifiuta = esenpat.NewError(esenpat.Invalid, "modello.con-paziente", "prova")
	b.p.SalvaModello("Con nome")
	b.quieto()
	if v = b.s.Lavoro.Dati.Modelli; v.Avviso.Titolo == "" || v.Fatti != 1 {
		t.Errorf("il rifiuto non si vede: %+v", v)
	}
	b.p.EliminaModello("1")
	b.quieto()
	if v = b.s.Lavoro.Dati.Modelli; len(v.Voci) != 0 {
		t.Errorf("eliminato %+v", v)
	}
}

// M71-M76: the help has the decree with its right date and the note on the
// manual's, the five categories with their eight acts, and the rules of 2023.
// Manual: M71, M72, M73, M74, M75, M76, M77, C07.
func TestLeggiSpeciali_aiutoDelManuale(t *testing.T) {
	b := nuovo(t)
	b.alPasso3(t)

	aiuto := b.s.Lavoro.Dati.Leggi.Aiuto

	for _, v := range []string{
		"n. 178 del 29 settembre 2015", "9 settembre 2015", "15G00192", "15 febbraio 1996, n. 66", "3 agosto 1998, n. 269", "6 febbraio 2006, n. 38",
		"5 giugno 1990, n. 135", "D.P.R. 9 ottobre 1990, n. 309", "22 maggio 1978, n. 194", "D.M. 16 luglio 2001, n. 349", "29 luglio 1975, n. 405",
		"7 settembre 2023", "solo previo esplicito consenso dell'assistito",
	} {
		if !strings.Contains(aiuto, v) {
			t.Errorf("l'aiuto non dice %q", v)
		}
	}
	if n := strings.Count(aiuto, "•"); n != 5 {
		t.Errorf("categorie: %d", n)
	}
}

// G14, X05: a suspended exemption of AURA says so with its date; each has its
// diagnosis, but not what a law protects.
// Manual: G14.
func TestAssistito_esenzioneSospesaLoDice(t *testing.T) {
	b := nuovo(t)
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: adulta(), EsenzioniAURA: []esenpat.EsenzioneAURA{
			{Codice: "031", DataEmissione: esenpat.NewData(2014, 6, 30), DataSospensione: esenpat.NewData(2025, 1, 1)},
			{Codice: "048", CodiceDiagnosi: "174.9", Diagnosi: "Tumore della mammella", DataEmissione: esenpat.NewData(2024, 6, 30), Attiva: true},
			{Codice: "020", CodiceDiagnosi: "042", Diagnosi: "Riservata", LeggiSpeciali: true, Attiva: true},
		}}, nil
	}

	b.p.SetCodiceFiscale(string(adulta().CodiceFiscale))
	b.p.Cerca()
	b.quieto()

	if a := b.s.Scheda.Aura; len(a) != 3 || a[0].Stato != "Sospesa dal 01/01/2025" || a[1].Stato != "Attiva" || a[1].Diagnosi != "174.9 Tumore della mammella" || a[2].Diagnosi != "Non mostrata (leggi speciali)" {
		t.Errorf("esenzioni di AURA %+v", a)
	}
}

func daRinnovare() esenpat.Esenzione {
	return esenpat.Esenzione{
		ID: "e1", Numero: "301", Stato: esenpat.EsenzioneScaduta, Beneficiario: adulta(),
		Voce:     esenpat.VoceEsenzione{Codice: "048", Tipologia: esenpat.MalattiaCronica},
		Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9"},
	}
}

// X06: «Rinnova» writes patient, code, diagnosis and the unit used last; the
// illness and the law are asked anew.
func TestRinnova_scriveQuantoSiSa(t *testing.T) {
	b := nuovo(t)

	b.p.Rinnova(daRinnovare())
	b.quieto()

	d := b.s.Lavoro.Dati
	if b.s.Passo != nc.PassoDati || d.Esenzione.Codice != "048" || d.Diagnosi.Codice != "174.9" || d.Patologia.Valore != "" {
		t.Fatalf("passo %v, dati %+v", b.s.Passo, d)
	}
	if !strings.Contains(d.Copia, "Rinnovo") || !strings.Contains(d.Copia, "n. 301") {
		t.Errorf("copia %q", d.Copia)
	}
	for _, x := range b.bozze {
		if x.Pratica.ID != "" || x.Assistito.CodiceFiscale != adulta().CodiceFiscale {
			t.Errorf("bozza %+v", x.Pratica)
		}
	}
}

// X02: the draft remembers which request it answers, also after it is taken up
// again.
func TestRispondi_laBozzaRicordaLaRichiesta(t *testing.T) {
	b := nuovo(t)

	b.p.Rispondi(daRinnovare())
	b.quieto()
	b.p.Chiudi()
	b.quieto()
	var id string
	for _, x := range b.bozze {
		if x.Pratica.ID == "e1" {
			id = x.ID
		}
	}
	b.p.Nuova()
	b.quieto()
	b.p.Riapri(id)
	b.quieto()

	if c := b.s.Lavoro.Dati.Copia; !strings.Contains(c, "n. 301") || !strings.Contains(c, "Rimanda ad Operatore") {
		t.Errorf("copia %q", c)
	}
}

// TestRispondi_unAltroAssistitoNonRispondeAllaRichiesta: nor takes the place of a
// certificate of the first one.
func TestRispondi_unAltroAssistitoNonRispondeAllaRichiesta(t *testing.T) {
	b := nuovo(t)
	b.p.Rispondi(daRinnovare())
	b.quieto()
	altro := paziente(esenpat.NewData(1990, 2, 2))
	altro.ID = "a2"
	b.scheda = func(string) (esenpat.SchedaAssistito, error) { return esenpat.SchedaAssistito{Assistito: altro}, nil }
	b.trova = func(esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
		return []esenpat.AssistitoSintesi{{ID: altro.ID, CodiceFiscale: altro.CodiceFiscale}}, nil
	}

	b.p.VaiA(nc.PassoAssistito)
	b.p.SetCodiceFiscale(string(altro.CodiceFiscale))
	b.p.Cerca()
	b.quieto()
	b.p.ConfermaAssistito()
	b.p.Chiudi()
	b.quieto()

	visto := false
	for _, x := range b.bozze {
		visto = visto || x.Assistito.ID == altro.ID
		if x.Assistito.ID == altro.ID && x.Pratica != (esenpat.PraticaDiBozza{}) {
			t.Errorf("answers %+v", x.Pratica)
		}
	}
	if !visto {
		t.Error("no draft of the second patient")
	}
}

// X02, X06: the very pratica that is answered or renewed is no duplicate;
// another one of the same code still is.
func TestRispondi_nonEUnDoppioneDiSeStessa(t *testing.T) {
	b := nuovo(t)
	e := daRinnovare()
	prima := esenpat.EsenzioneSintesi{ID: e.ID, Numero: e.Numero, Stato: esenpat.EsenzioneAlMedico, Esenzione: esenpat.Voce{Codice: "048"}}
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: e.Beneficiario, Esenzioni: []esenpat.EsenzioneSintesi{prima}}, nil
	}

	b.p.Rispondi(e)
	b.quieto()
	if d := b.s.Lavoro.Dati.Doppione; d != "" {
		t.Errorf("rispondi: %q", d)
	}
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{
			Assistito: e.Beneficiario, Esenzioni: []esenpat.EsenzioneSintesi{prima}, EsenzioniAURA: []esenpat.EsenzioneAURA{{Codice: "048", Attiva: true}},
		}, nil
	}
	b.p.Rinnova(e)
	b.quieto()
	if d := b.s.Lavoro.Dati.Doppione; d != "" {
		t.Errorf("rinnova: %q", d)
	}
	b.scheda = func(string) (esenpat.SchedaAssistito, error) {
		return esenpat.SchedaAssistito{Assistito: e.Beneficiario, Esenzioni: []esenpat.EsenzioneSintesi{prima}}, nil
	}
	e.Numero = "999"
	b.p.Rispondi(e)
	b.quieto()
	if d := b.s.Lavoro.Dati.Doppione; !strings.Contains(d, "301") {
		t.Errorf("un'altra: %q", d)
	}
}
