package elenco_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

// ricordi is a store of preferences in memory.
type ricordi map[string]string

func (r ricordi) Leggi(_ context.Context, chiave string) (string, error) { return r[chiave], nil }
func (r ricordi) Scrivi(_ context.Context, chiave, valore string) error {
	r[chiave] = valore
	return nil
}

type catalogo struct{}

func (catalogo) CercaEsenzioni(r esenpat.RicercaVoce) []esenpat.EsenzioneTrovata {
	var out []esenpat.EsenzioneTrovata
	for _, v := range []esenpat.VoceEsenzione{
		{Codice: "048", Descrizione: "Patologie neoplastiche", Tipologia: esenpat.MalattiaCronica},
		{Codice: "RFG101", Descrizione: "Malattia rara di prova", Tipologia: esenpat.MalattiaRara},
	} {
		if strings.Contains(strings.ToLower(v.Codice+" "+v.Descrizione), strings.ToLower(r.Testo)) {
			out = append(out, esenpat.EsenzioneTrovata{Voce: v})
		}
	}
	return out
}

// persone are the owners of the elements of ordinato, in the order served.
func persone() []string { return []string{"BIANCHI", "BIANCHI", "ROSSI", "VERDI", "VERDI"} }

func ordinato(t *testing.T, r elenco.Ricordi) *banco {
	t.Helper()
	b := &banco{mondo: &mondo{totale: len(persone())}, coda: tasktest.NewCoda()}
	testi := partitest.Testi(t, "../../..")
	b.p = elenco.New(t.Context(), elenco.Params[int]{
		UI: b.coda.Dispatch, Testi: testi, Area: "certificati", Assistiti: b.mondo, Cerca: b.cerca,
		Carta:  func(n int) elenco.Carta { return elenco.Carta{ID: "c", Gruppo: persone()[n%5]} },
		Ordini: elenco.Ordini(testi, "creato_il", "cognome"), PerPersona: "cognome", Catalogo: catalogo{}, Ricordi: r,
		Ambito: func() string { return "solo i propri" },
		Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
	})
	return b
}

// M20, G19: grouped by beneficiary, the line over a group opens nothing.
// Manual: M20, C02, G19.
func TestRaggruppa_unaRigaPerPersonaELeCarteRestanoLeSue(t *testing.T) {
	b := ordinato(t, nil)

	b.p.Cerca(elenco.Filtri{Gruppi: true})
	b.quieto()

	var righe []string
	for _, c := range b.p.State().Carte {
		if c.Intestazione {
			righe = append(righe, c.Titolo)
			continue
		}
		righe = append(righe, "-")
	}
	if !slices.Equal(righe, []string{"BIANCHI", "-", "-", "ROSSI", "-", "VERDI", "-", "-"}) {
		t.Fatalf("righe %q", righe)
	}
	if _, ok := b.p.Voce(0); ok {
		t.Error("l'intestazione non apre un certificato")
	}
	if v, ok := b.p.Voce(4); !ok || v != 2 {
		t.Errorf("la carta di ROSSI apre %d", v)
	}
	if r := b.chieste[0]; r.Ordine != "cognome" {
		t.Errorf("raggruppando l'ordine chiesto è %q", r.Ordine)
	}
	if s := b.p.State(); s.Ambito != "solo i propri" || s.Conto != "5 risultati" {
		t.Errorf("ambito %q, conto %q", s.Ambito, s.Conto)
	}
}

// M19: paging keeps the place also past what the service gives in one answer.
// Manual: M19, G19.
func TestAggiorna_oltreUnaRispostaSiLeggeAPezzi(t *testing.T) {
	b := ordinato(t, nil)
	b.totale = 450
	b.p.Mostra()
	b.quieto()
	for range 2 {
		b.p.Altri()
		b.quieto()
	}
	if n := len(b.p.State().Carte); n != 450 {
		t.Fatalf("carte %d", n)
	}
	b.chieste = nil

	b.p.Aggiorna()
	b.quieto()

	if n := len(b.p.State().Carte); n != 450 {
		t.Errorf("aggiornando restano %d carte di 450", n)
	}
	for _, r := range b.chieste {
		if r.Pagina.Limit > 200 {
			t.Errorf("chieste %d righe: il servizio ne dà 200", r.Pagina.Limit)
		}
	}
}

// Issue, 7: every list remembers its filters, never the person.
func TestRicordi_iFiltriTornanoLaPersonaNo(t *testing.T) {
	r := ricordi{}
	b := ordinato(t, r)
	b.p.Cerca(elenco.Filtri{Codice: "048", Persona: "verdi", Gruppi: true, Dal: esenpat.NewData(2026, 1, 2)})
	b.quieto()
	if v := r["elenco.certificati"]; !strings.Contains(v, "048") || strings.Contains(strings.ToLower(v), "verdi") {
		t.Fatalf("ricordato %q", v)
	}

	domani := ordinato(t, r)
	domani.p.Mostra()
	domani.quieto()

	f := domani.p.State().Filtri
	if f.Codice != "048" || !f.Gruppi || f.Persona != "" || f.Dal.String() != "2026-01-02" || len(domani.chieste) == 0 || domani.chieste[0].Codice != "048" {
		t.Errorf("filtri %+v", f)
	}
	domani.p.Azzera()
	domani.quieto()
	if v, c := r["elenco.certificati"]; !c || v != "" {
		t.Errorf("dopo «Azzera ricerca» resta %q", v)
	}
}

// M17, M30: the exemption is found by code or words; a code of another coding
// can be looked for as it was typed.
// Manual: M17, M30.
func TestCodici_perCodiceOPerParole(t *testing.T) {
	b := ordinato(t, nil)

	if o := b.p.Codici("neoplas"); len(o) != 2 || o[0].Codice != "048" || o[0].Dettaglio != "malattia cronica" || o[1].Codice != "NEOPLAS" {
		t.Errorf("per parole %+v", o)
	}
	if o := b.p.Codici("c02"); len(o) != 1 || o[0].Codice != "C02" {
		t.Errorf("codice non noto %+v", o)
	}
	b.p.Cerca(elenco.Filtri{Codice: "patologie neoplastiche"})
	b.quieto()
	if s := b.p.State(); s.ErrCodice == "" || len(b.chieste) != 0 {
		t.Errorf("parole senza scelta: %q", s.ErrCodice)
	}
	b.p.Cerca(elenco.Filtri{Codice: "rfg101"})
	b.quieto()
	if s := b.p.State(); s.Codice.Testo != "Malattia rara di prova" || b.chieste[0].Codice != "RFG101" {
		t.Errorf("scelta %+v", s.Codice)
	}
}

// Point 2: what is shown from the copy says its date; a surname is looked for
// in the copy when the registry does not answer.
func TestLetta_ilVecchioDiceLaData(t *testing.T) {
	b := ordinato(t, nil)
	b.errore = esenpat.NewError(esenpat.Offline, "rete.assente", "prova")
	b.p.Cerca(elenco.Filtri{Persona: "verdi"})
	b.quieto()
	if n := len(b.chieste); n != 1 || b.chieste[0].Persona.Cognome != "VERDI" {
		t.Fatalf("ricerche %d", n)
	}
	b.errore, b.letta = nil, time.Date(2026, 11, 21, 9, 5, 0, 0, time.UTC)

	b.p.Aggiorna()
	b.quieto()

	if l := b.p.State().Letta; !strings.Contains(l, "21/11/2026 alle 09:05") {
		t.Errorf("data della copia %q", l)
	}
}
