package nuovocertificato_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Manual: E7.
func TestBozza_anEntryThatEndsIsFlaggedAndNeverChanged(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	prima := b.bozze["b1"].Dati
	versione := b.cat.Versione()
	if len(b.s.Lavoro.Riepilogo.Avvisi) != 0 || prima.VersioneCatalogo != versione || prima.Esenzione.Codifica == "" || prima.Esenzione.Descrizione == "" {
		t.Fatalf("%v %+v", b.s.Lavoro.Riepilogo.Avvisi, prima)
	}

	finita := prima.Esenzione
	finita.ValidaAl = esenpat.NewData(2026, 11, 21)
	b.cat.Aggiorna(catalogo.DatiCertificabili{Versione: "domani", Esenzioni: []catalogo.VoceCertificabile{{VoceEsenzione: finita, Offerta: true}}})
	b.p.Indietro()
	b.quieto()

	d := b.s.Lavoro.Dati
	if !strings.Contains(d.Esenzione.Superata, "048 non è più in vigore") || !strings.Contains(d.Diagnosi.Superata, "174.9 non è più nel catalogo") {
		t.Errorf("not flagged: %+v %+v", d.Esenzione, d.Diagnosi)
	}
	b.p.ConfermaDati()
	b.quieto()
	if a := b.s.Lavoro.Riepilogo.Avvisi; len(a) < 2 || !strings.Contains(a[0], "048") {
		t.Errorf("the summary does not say it: %v", a)
	}
	dopo := b.bozze["b1"].Dati
	if dopo.Esenzione != prima.Esenzione || dopo.Diagnosi != prima.Diagnosi || dopo.VersioneCatalogo != versione {
		t.Errorf("the draft was changed: %+v", dopo)
	}
	if len(b.p.CercaEsenzioni("048")) != 0 {
		t.Error("an entry that ended is offered")
	}

	altro := nuovo(t) // the program was started again, with today's catalogue
	altro.cat.Aggiorna(catalogo.DatiCertificabili{Versione: "domani", Esenzioni: []catalogo.VoceCertificabile{{VoceEsenzione: finita, Offerta: true}}})
	altro.quieto()
	altro.bozze["b1"] = b.bozze["b1"]
	altro.p.Chiudi()
	altro.p.Apri()
	altro.quieto()
	if len(altro.s.Assistito.Bozze) != 1 || !strings.Contains(altro.s.Assistito.Bozze[0].Testo, "da rivedere") {
		t.Errorf("the list of drafts does not say it: %+v", altro.s.Assistito.Bozze)
	}
}

func TestBozza_choosingAgainTakesTheVersionOfToday(t *testing.T) {
	b := nuovo(t)
	b.compila(t)
	vecchia := b.cat.Versione()
	nuova := catalogo.DatiCertificabili{Versione: "domani", Esenzioni: []catalogo.VoceCertificabile{
		{VoceEsenzione: esenpat.VoceEsenzione{Codice: "048", Tipologia: esenpat.MalattiaCronica, Descrizione: "Altre parole"}, Offerta: true},
	}}
	b.ora.Avanza(2 * time.Second)
	b.quieto()
	b.cat.Aggiorna(nuova)
	b.p.SetPatologia("Carcinoma")
	if d := b.s.Lavoro.Dati; !strings.Contains(d.Esenzione.Superata, "Altre parole") || d.Esenzione.Descrizione == "Altre parole" {
		t.Errorf("other words: %+v", d.Esenzione)
	}
	if b.bozze["b1"].Dati.VersioneCatalogo != vecchia {
		t.Errorf("version %q", b.bozze["b1"].Dati.VersioneCatalogo)
	}

	b.p.ScegliEsenzione("048")
	b.ora.Avanza(2 * time.Second)
	b.quieto()

	if d := b.bozze["b1"].Dati; d.Esenzione.Descrizione != "Altre parole" || d.VersioneCatalogo != "domani" || b.s.Lavoro.Dati.Esenzione.Superata != "" {
		t.Errorf("%+v %+v", d, b.s.Lavoro.Dati.Esenzione)
	}
}
