package nuovocertificato_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
)

func err(k esenpat.Kind, codice string) *esenpat.Error { return esenpat.NewError(k, codice, "prova") }

// Manual: M09, M12, M54, M85, M86, M104, G21.
func TestWizard_fromTheFiscalCodeToTheExemption(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	if !strings.HasPrefix(b.s.Paziente, "VERDI ANNA · 46 anni · ") || !strings.HasSuffix(b.s.Paziente, "ASL Città di Torino") {
		t.Errorf("title bar %q", b.s.Paziente)
	}
	if len(b.s.Lavoro.Anteprima.Pagine) != 1 || len(b.s.Lavoro.Riepilogo.Blocchi) != 4 || b.s.Lavoro.Riepilogo.Blocchi[0].Campo != "" {
		t.Errorf("summary: %+v", b.s.Lavoro.Riepilogo)
	}

	b.p.Primario()
	b.quieto()
	if r := b.s.Lavoro.Riepilogo; r.Creato != "È stato creato un nuovo certificato con n. 12" || b.s.Navigazione.Primario != "Firma Certificato" || b.s.Navigazione.Indietro {
		t.Fatalf("created: %+v %+v", r.Creato, b.s.Navigazione)
	}
	b.p.Primario() // «Firma Certificato»
	b.quieto()
	b.fir.PaginaMostrata()
	b.p.Primario() // «Firma Documento»
	b.quieto()
	b.fir.CreaValida()
	b.quieto()
	if b.s.Passo != nc.PassoEsenzione {
		t.Fatalf("step %v", b.s.Passo)
	}
	b.p.Primario() // «Conferma»
	b.quieto()
	if frase := b.ril.State().Esito.Frase; frase != "L'esenzione è stata rilasciata con n. 2026." {
		t.Errorf("%q", frase)
	}
	if b.create != 1 {
		t.Errorf("%d creations", b.create)
	}
	chiuso := false
	b.p.Eventi.Chiuso = func() { chiuso = true }
	b.ril.Home()
	if !chiuso || b.p.Aperto() {
		t.Error("«Torna alla home page» leaves the wizard open")
	}
}

// TestApri_aSlowAURADoesNotKeepTheNextCertificate: an outcome that is not known
// does, one that the service is known to be at does not.
func TestApri_aSlowAURADoesNotKeepTheNextCertificate(t *testing.T) {
	for codice, vuoi := range map[string]nc.Passo{"esenzione.esito-incerto": nc.PassoEsenzione, "esenzione.in-lavorazione": nc.PassoAssistito} {
		b := nuovo(t)
		b.rilascia = err(esenpat.Uncertain, codice)
		b.alPasso4(t)
		for range 3 { // «Conferma», «Firma Certificato», «Firma Documento»
			b.p.Primario()
			b.quieto()
			b.fir.PaginaMostrata()
		}
		b.fir.CreaValida()
		b.quieto()
		b.p.Primario() // «Conferma»
		b.quieto()

		b.p.Chiudi()
		b.p.Apri()
		b.quieto()

		if b.s.Passo != vuoi || b.p.Impegnato() != (vuoi == nc.PassoEsenzione) {
			t.Errorf("%s: step %v", codice, b.s.Passo)
		}
	}
}

// Manual: M83.
func TestRiepilogo_pencilKeepsTheOtherFields(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)

	b.p.Modifica(nc.CampoPatologia)

	d := b.s.Lavoro.Dati
	if b.s.Passo != nc.PassoDati || b.s.Fuoco.Campo != nc.CampoPatologia || d.Patologia.Valore == "" || d.Esenzione.Codice != "048" {
		t.Errorf("%v %q %+v", b.s.Passo, b.s.Fuoco.Campo, d)
	}
}

// Manual: M84.
func TestCrea_tenTimesEnterIsOneCreation(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	via := make(chan struct{})
	crea := b.crea
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) { <-via; return crea(x) }

	for range 10 {
		b.p.ConfermaRiepilogo()
	}
	if b.p.Chiudi() || b.s.Navigazione.Attivo {
		t.Error("the wizard closes, or confirms again, while the creation is under way")
	}
	close(via)
	b.coda.Fino(t, func() bool { return b.s.Lavoro.Riepilogo.Creato != "" })

	if b.create != 1 {
		t.Errorf("%d creations", b.create)
	}
}

func TestCrea_unknownOutcomeOffersOnlyVerifica(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	var tentate []esenpat.Bozza
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) {
		tentate = append(tentate, x)
		x.Chiave = "k1" // as the use case does before it sends
		b.mu.Lock()
		b.bozze[x.ID] = x
		b.mu.Unlock()
		return esenpat.Certificato{}, err(esenpat.Uncertain, "certificato.esito-incerto")
	}

	b.p.Primario()
	b.quieto()
	b.p.Primario() // must do nothing
	b.p.Modifica(nc.CampoPatologia)
	b.p.Indietro()
	b.quieto()
	if !b.s.Navigazione.Verifica || b.s.Navigazione.Attivo || b.s.Navigazione.Indietro || len(tentate) != 1 || b.s.Passo != nc.PassoRiepilogo {
		t.Fatalf("%+v, %d tries", b.s.Navigazione, len(tentate))
	}
	b.crea = func(x esenpat.Bozza) (esenpat.Certificato, error) {
		tentate = append(tentate, x)
		return esenpat.Certificato{ID: "c1", Numero: "12"}, nil
	}
	b.p.Verifica()
	b.quieto()

	if tentate[1].ID != tentate[0].ID || tentate[1].Chiave != "k1" || b.s.Lavoro.Riepilogo.Creato == "" {
		t.Errorf("asked again with %q %q", tentate[1].ID, tentate[1].Chiave)
	}
}

func TestCrea_refusalGoesToItsField(t *testing.T) {
	for codice, campo := range map[string]string{
		"certificato.minore-senza-oscuramento":  nc.CampoOscurato,
		"certificato.unita-non-abilitata":       nc.CampoUnita,
		"certificato.catalogo-superato":         nc.CampoEsenzione,
		"certificato.diagnosi-non-di-esenzione": nc.CampoDiagnosi,
		"certificato.regime-non-ammesso":        nc.CampoRegime,
	} {
		b := nuovo(t)
		b.alPasso4(t)
		b.crea = func(esenpat.Bozza) (esenpat.Certificato, error) {
			return esenpat.Certificato{}, err(esenpat.Invalid, codice)
		}

		b.p.Primario()
		b.quieto()

		if b.s.Passo != nc.PassoDati || b.s.Fuoco.Campo != campo || b.s.Avviso.Vuoto() || b.s.Lavoro.Dati.Patologia.Valore == "" {
			t.Errorf("%s: step %v focus %q", codice, b.s.Passo, b.s.Fuoco.Campo)
		}
		if sotto := b.s.Lavoro.Dati.Diagnosi.Superata; strings.Contains(sotto, "Il servizio non accetta la diagnosi") != (campo == nc.CampoDiagnosi) {
			t.Errorf("%s: under the diagnosis: %q", codice, sotto)
		}
	}
}

func TestTesti_noStateShowsAMissingText(t *testing.T) {
	b := nuovo(t)
	b.alPasso4(t)
	for _, blocco := range b.s.Lavoro.Riepilogo.Blocchi {
		for _, r := range blocco.Righe {
			if strings.Contains(blocco.Titolo+r.Etichetta+r.Valore, "⟦") {
				t.Errorf("%+v", r)
			}
		}
	}
	if slices.ContainsFunc(b.s.Passi, func(p nc.PassoVisto) bool { return strings.Contains(p.Titolo, "⟦") }) {
		t.Errorf("%+v", b.s.Passi)
	}
}
