package regionetest_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// TestCopie_ilServizioSpentoLasciaGliAssistitiGiaLetti guards point 3 with a
// server that goes away: who was read is found, who may have no certificate still
// may not, and the draft begun from the copy becomes one certificate once the
// registry has been asked.
func TestCopie_ilServizioSpentoLasciaGliAssistitiGiaLetti(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ass := copie.NewAssistiti(p.registro, copie.New(store.NewMemoria(), p.sessione, p.Orologio.Ora))
	gia := p.firmato(cfAdulta)
	leggi := func(q esenpat.RicercaAssistito) esenpat.SchedaAssistito {
		t.Helper()
		righe, err := ass.FindAssistiti(t.Context(), q)
		if err != nil || len(righe) != 1 {
			t.Fatalf("%d, %v", len(righe), err)
		}
		s, err := ass.Scheda(t.Context(), righe[0].ID)
		p.bene(err)
		return s
	}
	viva := leggi(esenpat.RicercaAssistito{CodiceFiscale: cfAdulta})
	leggi(esenpat.RicercaAssistito{CodiceFiscale: cfDeceduto})
	lontano, err := ass.FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: cfMilano})
	p.bene(err)
	if _, err = ass.Scheda(t.Context(), lontano[0].ID); esenpat.CodeOf(err) != "assistito.non-piemonte" {
		t.Fatalf("di un'altra Regione: %v", err)
	}
	b := p.bozza(cfAdulta)
	if !viva.Letta.IsZero() || len(viva.Certificati) != 1 {
		t.Fatalf("in linea: letta %v, %d certificati", viva.Letta, len(viva.Certificati))
	}

	p.Spegni()

	for _, q := range []esenpat.RicercaAssistito{{CodiceFiscale: cfAdulta}, {Cognome: viva.Assistito.Cognome, Nome: viva.Assistito.Nome}} {
		s := leggi(q)
		if s.Letta.IsZero() || s.Assistito != viva.Assistito || len(s.Certificati) != 1 || s.Certificati[0].ID != gia.ID || len(s.EsenzioniAURA) != len(viva.EsenzioniAURA) {
			t.Errorf("copia letta %v, %d certificati", s.Letta, len(s.Certificati))
		}
	}
	if s := leggi(esenpat.RicercaAssistito{CodiceFiscale: cfDeceduto}); s.Assistito.Anagrafica.DataDecesso.Vuota() || s.Assistito.Competenza.PuoCertificare {
		t.Error("dalla copia il deceduto può avere un certificato")
	}
	for _, mai := range []esenpat.CodiceFiscale{cfMinore, cfMilano} { // never read, never shown
		if _, err = ass.FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: mai}); esenpat.KindOf(err) != esenpat.Offline {
			t.Errorf("mai letto: %v", err)
		}
	}
	b.Assistito = leggi(esenpat.RicercaAssistito{CodiceFiscale: cfAdulta}).Assistito
	b.Assistito.DaVerificare = true
	b, err = p.bozze.Salva(t.Context(), b)
	p.bene(err)

	p.Accendi()
	p.entra(regionetest.Ferraris)
	prima := p.Conteggi().Certificati
	c, finite := p.avviaCoda(func() {})
	_, err = c.Accoda(t.Context(), b, nil)
	p.bene(err)

	if id := <-finite; id != b.ID {
		t.Errorf("sent %q", id)
	}
	if n := p.Conteggi().Certificati; n != prima+1 {
		t.Errorf("%d certificates more", n-prima)
	}
	if v := c.Inviate()[0].Certificato.Assistito; v.DaVerificare || v.ID != viva.Assistito.ID {
		t.Errorf("created without asking the registry: %v", v.DaVerificare)
	}
}
