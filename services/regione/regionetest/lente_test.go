package regionetest_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestLente_aSlowAuraNeverBurnsTheCertificate: the service answers 202. The act
// is «in lavorazione», a second press sends nothing, after a restart it is found
// again, and there is one exemption in the end.
func TestLente_aSlowAuraNeverBurnsTheCertificate(t *testing.T) {
	for _, modalita := range []esenpat.ModalitaEsenzione{esenpat.Rilascio, esenpat.Richiesta} {
		p := apri(t)
		p.entra(regionetest.Ferraris)
		c := p.firmato(cfAdulta)
		r := esenpat.RichiestaEsenzione{AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: modalita, DurataPredefinita: true}
		p.AURALenta(t.Context(), true)

		for range 2 {
			_, err := p.rilasci.RilasciaEsenzione(t.Context(), r)
			p.vuole(err, esenpat.Uncertain, "esenzione.in-lavorazione")
		}
		p.conta(t, "rilasciaEsenzione", 1)
		_, err := p.rilasci.PropostaEsenzione(t.Context(), c.Assistito.ID, c.ID) // what a program started again asks first
		p.vuole(err, esenpat.Uncertain, "esenzione.esito-incerto")
		letto, err := p.Client.Certificato(t.Context(), c.Assistito.ID, c.ID)
		p.bene(err)
		if !letto.Legami.Utilizzabile || letto.Legami.EsenzioneID != "" {
			t.Errorf("%s: the certificate is used before AURA answered", modalita)
		}

		p.AURALenta(t.Context(), false)
		e, err := p.rilasci.VerificaRilascio(t.Context(), r)

		if err != nil || e.Esenzione.CertificatoID != c.ID {
			t.Errorf("%s: %v, %v", modalita, e.Esito, err)
		}
		tutte, err := p.esenzioni.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: esenpat.Finestra{Limit: 50}})
		if err != nil || tutte.Totale != 1 {
			t.Errorf("%s: %d exemptions, %v", modalita, tutte.Totale, err)
		}
	}
}

// TestLente_aServiceThatFallsLosesNothing: it went down while AURA was silent.
// The act never took place, the certificate is unused, and sending it again
// gives one exemption. What would be refused is refused at once.
func TestLente_aServiceThatFallsLosesNothing(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	c := p.firmato(cfAdulta)
	r := esenpat.RichiestaEsenzione{AssistitoID: c.Assistito.ID, CertificatoID: c.ID, Modalita: esenpat.Rilascio, DataFine: esenpat.NewData(2001, 1, 1)}
	p.AURALenta(t.Context(), true)
	_, err := p.rilasci.RilasciaEsenzione(t.Context(), r)
	p.vuole(err, esenpat.Invalid, "esenzione.data-non-ammessa")
	r.DataFine, r.DurataPredefinita = esenpat.Data{}, true
	_, err = p.rilasci.RilasciaEsenzione(t.Context(), r)
	p.vuole(err, esenpat.Uncertain, "esenzione.in-lavorazione")

	p.Spegni()
	p.Accendi()
	_, err = p.rilasci.VerificaRilascio(t.Context(), r)
	p.vuole(err, esenpat.Offline, "atto.mai-arrivato")
	e, err := p.rilasci.RilasciaEsenzione(t.Context(), r)

	if err != nil || e.Esito != "RILASCIATA" {
		t.Fatalf("%v, %v", e.Esito, err)
	}
	tutte, err := p.esenzioni.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Pagina: esenpat.Finestra{Limit: 50}})
	if err != nil || tutte.Totale != 1 {
		t.Errorf("%d exemptions, %v", tutte.Totale, err)
	}
}

func (p *postazione) conta(t *testing.T, operazione string, n int) {
	t.Helper()
	if viste := p.Guasti().Viste(operazione); viste != n {
		t.Errorf("%s: sent %d times, want %d", operazione, viste, n)
	}
}
