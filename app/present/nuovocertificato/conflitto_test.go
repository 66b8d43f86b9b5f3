package nuovocertificato_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

// conflitto brings b to a conflict with a version that differs in the illness,
// in the exemption with its diagnosis, and in the regime.
func conflitto(t *testing.T) *banco {
	t.Helper()
	b := nuovo(t)
	b.compila(t)
	b.quieto()
	b.ora.Avanza(time.Second)
	b.quieto()
	b.mu.Lock()
	altra := b.bozze["b1"]
	altra.Dati.Patologia, altra.Dati.Regime, altra.Sequenza = "altrove", esenpat.RegimeSSR, 99
	altra.Dati.Esenzione, altra.Dati.Diagnosi = esenpat.VoceEsenzione{Codice: "013"}, esenpat.VoceDiagnosi{Codice: "250"}
	b.bozze["b1"] = altra
	b.mu.Unlock()
	b.salva = func(x esenpat.Bozza) error {
		if x.ID == "b1" && x.Sequenza < 99 {
			return err(esenpat.Conflict, "bozza.superata")
		}
		return nil
	}
	b.p.SetPatologia("qui")
	b.ora.Avanza(time.Second)
	b.quieto()
	if len(b.s.Conflitto.Righe) != 4 {
		t.Fatalf("%+v", b.s.Conflitto)
	}
	return b
}

// TestConflitto_eachFieldIsChosenByItself guards FT-36.
func TestConflitto_eachFieldIsChosenByItself(t *testing.T) {
	b := conflitto(t)
	c := b.s.Conflitto
	if c.Manca == "" || !c.Righe[1].Insieme || c.Righe[0].Gruppo != c.Righe[1].Gruppo {
		t.Fatalf("%+v", c)
	}
	b.p.ConfermaScelte()
	if b.s.Conflitto.Titolo == "" {
		t.Fatal("decided by itself")
	}
	b.p.TieniQui() // all mine, but for one field
	b.p.ScegliCampo("patologia", nc.DiAltrove)
	for _, r := range b.s.Conflitto.Righe {
		if want := map[bool]string{true: nc.DiAltrove, false: nc.DiQui}[r.Gruppo == "patologia"]; r.Scelta != want {
			t.Errorf("%s: %q", r.Campo, r.Scelta)
		}
	}
	b.p.ConfermaScelte()
	b.quieto()

	d := b.bozze["b1"].Dati
	if d.Patologia != "altrove" || d.Regime != esenpat.RegimeSSN || d.Esenzione.Codice != "048" || d.Diagnosi.Codice != "174.9" {
		t.Errorf("%+v", d)
	}
	if len(b.bozze) != 1 || b.s.Conflitto.Titolo != "" {
		t.Errorf("%d drafts, %+v", len(b.bozze), b.s.Conflitto)
	}
}

// TestConflitto_bothVersionsAreOnTheDiskUntilItIsDecided: the program may end
// while the question is on the screen.
func TestConflitto_bothVersionsAreOnTheDiskUntilItIsDecided(t *testing.T) {
	b := conflitto(t)
	b.mu.Lock()
	defer b.mu.Unlock()
	testi := map[string]esenpat.Bozza{}
	for _, x := range b.bozze {
		testi[x.Dati.Patologia] = x
	}
	if mia := testi["qui"]; len(testi) != 2 || testi["altrove"].ID != "b1" || mia.Stato != esenpat.BozzaDaRivedere || mia.Chiave != "" {
		t.Errorf("on the disk: %d versions, mine is %q", len(testi), mia.Stato)
	}
}
