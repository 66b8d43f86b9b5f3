package regionetest_test

import (
	"bytes"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// TestVersione_aTooOldProgramIsToldAndItsDraftsGoOn guards FT-51: the service
// admits only newer programs, or speaks another contract. Nothing is done for
// the old one and it is told; drafts are written, exported and kept in the queue,
// and become certificates once the versions agree.
func TestVersione_aTooOldProgramIsToldAndItsDraftsGoOn(t *testing.T) {
	p := vuota(t)
	p.Prova = regionetest.Avvia(t, regionetest.Opzioni{Client: func(o *regione.Opzioni) {
		p.osserva(o)
		o.Versione = "1.0.0"
	}})
	p.Client = p.Prova.Client
	p.monta()
	p.entra(regionetest.Ferraris)
	b := p.bozza(cfAdulta)

	for _, prova := range []struct{ minima, contratto, codice string }{
		{"1.2.0", "", "programma.superato"}, {"", "2.0.0", "programma.superato"}, {"", "0.9.0", "servizio.superato"},
	} {
		p.Guasti().PretendiVersione(prova.minima, prova.contratto)

		_, err := p.Client.ServizioAttivo(t.Context())
		p.vuole(err, esenpat.Unavailable, prova.codice)
		if prova.minima != "" {
			_, err = p.redazione.Crea(t.Context(), b)
			if e := p.rifiuto(err, esenpat.Unavailable, prova.codice); e.Params["minima"] != prova.minima {
				t.Errorf("error = %+v", e)
			}
		}
	}
	p.Guasti().PretendiVersione("1.2.0", "")
	b.Dati.Patologia = "Scritta mentre il programma era da aggiornare."
	b, err := p.bozze.Salva(t.Context(), b)
	p.bene(err)
	tutte, err := p.bozze.Elenca(t.Context())
	p.bene(err)
	file, err := store.Impacchetta(tutte) // what is exported, before it is sealed
	p.bene(err)
	if len(tutte) != 1 || !bytes.Contains(file, []byte(b.Dati.Patologia)) || p.Conteggi().Certificati != 0 {
		t.Errorf("%d drafts, exported %s, %+v", len(tutte), file, p.Conteggi())
	}
	p.Guasti().PretendiVersione("1.0.0", "1.7.0") // the same contract, grown

	c, err := p.redazione.Crea(t.Context(), b)

	p.bene(err)
	if c.Dati.Patologia != b.Dati.Patologia || p.Conteggi().Certificati != 1 {
		t.Errorf("%+v", p.Conteggi())
	}
}
