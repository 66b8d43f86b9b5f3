package regionetest_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/contesto"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestRisolviContesto_aTokenIsForOneDoctorOneSessionAndMinutes: X23.
func TestRisolviContesto_aTokenIsForOneDoctorOneSessionAndMinutes(t *testing.T) {
	p := regionetest.Avvia(t, regionetest.Opzioni{})
	p.Entra(regionetest.Ferraris)
	const cf = "RSSLNE68D52L219V"
	chiama := func(medico string, durata time.Duration) contesto.Richiesta {
		_, indirizzo, err := p.ChiamaDaCartella(medico, cf, durata)
		if err != nil {
			t.Fatal(err)
		}
		r, err := contesto.DaIndirizzo(indirizzo)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	vuole := func(r contesto.Richiesta, codice string) {
		t.Helper()
		if _, err := p.Client.RisolviContesto(t.Context(), r.Gettone); esenpat.CodeOf(err) != codice {
			t.Errorf("err = %v, want %s", err, codice)
		}
	}
	mio, altrui, breve := chiama(regionetest.Ferraris, 0), chiama("luisa.gallo", 0), chiama(regionetest.Ferraris, 10*time.Second)

	for range 2 { // the answer to the first may have been lost
		if v, err := p.Client.RisolviContesto(t.Context(), mio.Gettone); err != nil || v != cf {
			t.Errorf("%s, %v", v, err)
		}
	}
	vuole(altrui, "contesto.altro-medico")
	p.Orologio.Avanti(11 * time.Second)
	vuole(breve, "contesto.scaduto")
	inventato, err := contesto.DaGettone("inventato-inventato-0")
	if err != nil {
		t.Fatal(err)
	}
	vuole(inventato, "contesto.non-trovato")

	p.Entra(regionetest.Ferraris) // the same doctor, another session
	vuole(mio, "contesto.scaduto")
	if p.Log.Contiene(mio.Gettone.Reveal()) || p.Log.Contiene(cf) {
		t.Error("token or patient in the log")
	}
}

func TestChiamaDaCartella_refusesWhomItDoesNotKnow(t *testing.T) {
	p := regionetest.Avvia(t, regionetest.Opzioni{})

	for _, v := range [][2]string{{"nessuno", "RSSLNE68D52L219V"}, {regionetest.Ferraris, "RSSLNE68D52L219X"}} {
		if _, _, err := p.ChiamaDaCartella(v[0], v[1], 0); err == nil {
			t.Errorf("%v: a token was given", v)
		}
	}
}
