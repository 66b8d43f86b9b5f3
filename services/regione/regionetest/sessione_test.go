package regionetest_test

import (
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestSessione_endsDuringEachStepAndItGoesOnOnce guards FT-34: the session ends
// in the middle of every step of the main job; the doctor logs in again and the
// same thing is asked again, with the same code: it happens once.
func TestSessione_endsDuringEachStepAndItGoesOnOnce(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	ctx := t.Context()
	scade := func(operazione string, premi func() error) {
		t.Helper()
		p.Guasti().ScadiSessione(operazione, 1)
		prima := p.Guasti().Viste(operazione)
		p.vuole(premi(), esenpat.Unauthenticated, "sessione.scaduta")
		p.entra(regionetest.Ferraris)
		p.bene(premi())
		if n := p.Guasti().Viste(operazione) - prima; n != 2 {
			t.Errorf("%s arrived %d times", operazione, n)
		}
	}
	var c esenpat.Certificato
	atto := func(i intento) {
		t.Helper()
		scade(i.operazione, func() (err error) {
			nuovo, err := i.premi()
			if err == nil {
				c = nuovo
			}
			return err
		})
	}

	id := p.scheda(cfAdulta).Assistito.ID
	scade("cercaAssistiti", func() error {
		_, err := p.registro.FindAssistiti(ctx, esenpat.RicercaAssistito{CodiceFiscale: cfAdulta})
		return err
	})
	scade("assistito", func() error { _, err := p.registro.Scheda(ctx, id); return err })
	scade("unitaProduttive", func() error { _, err := p.sessione.UnitaProduttive(ctx); return err })
	atto(p.creazione(cfAdulta))
	scade("pdfCertificato", func() error { _, err := p.archivio.Documento(ctx, c.Assistito.ID, c.ID); return err })
	atto(p.firmaDi(c))
	scade("pdfCertificato", func() error { _, err := p.archivio.Documento(ctx, c.Assistito.ID, c.ID); return err })
	scade("propostaEsenzione", func() error { _, err := p.rilasci.PropostaEsenzione(ctx, c.Assistito.ID, c.ID); return err })
	atto(p.rilascioDi(c, esenpat.Rilascio))
	c = p.firmato("CLMSLV75S61F205K")
	var a esenpat.Annullativo
	atto(p.annullo(c, &a))
	atto(p.firmaAnnullo(c, a))

	if n := p.Conteggi(); n.Certificati != 2 || n.Firme != 3 || n.Validi != 1 || n.Annullati != 1 || n.Esenzioni != 1 {
		t.Errorf("%+v", n)
	}
}

// TestDuePostazioni_oneDraftIsOneCertificate guards FT-32: a doctor sends one
// draft from two workstations, ten times each at once, and signs what became of
// it on both with one code. The second one's different text is not lost.
func TestDuePostazioni_oneDraftIsOneCertificate(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	q := p.altra()
	q.entra(regionetest.Ferraris)
	b := p.bozza(cfAdulta)
	sua := b
	sua.Dati.Patologia = "Scritta sull'altra postazione, e diversa."
	sua, err := q.bozze.Salva(t.Context(), sua)
	p.bene(err)

	insieme := func(premi ...func() error) (riusciti int) {
		var mu sync.Mutex
		var wg sync.WaitGroup
		for range 10 {
			for _, f := range premi {
				wg.Go(func() {
					e := f()
					mu.Lock()
					defer mu.Unlock()
					if e == nil {
						riusciti++
					}
				})
			}
		}
		wg.Wait()
		return riusciti
	}
	crea := func(w *postazione, b esenpat.Bozza) func() error {
		return func() error { _, e := w.redazione.Crea(t.Context(), b); return e }
	}
	insieme(crea(p, b), crea(q, sua))
	c, err := p.redazione.Crea(t.Context(), b) // pressed once more, on either
	perde, suo := q, sua
	if err != nil {
		perde, suo = p, b
		c, err = q.redazione.Crea(t.Context(), sua)
		p.bene(err)
	}
	p.vuole(crea(perde, suo)(), esenpat.Conflict, "certificato.gia-creato")
	if resta, e := perde.bozze.Bozza(t.Context(), suo.ID); e != nil || resta.Dati.Patologia != suo.Dati.Patologia || p.Conteggi().Certificati != 1 {
		t.Errorf("the other text: %q, %v, %+v", resta.Dati.Patologia, e, p.Conteggi())
	}

	r := p.richiesta(c) // one code, read on one telephone and typed twice
	_, err = q.archivio.Documento(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	firmaCon := func(w *postazione) func() error {
		return func() error { _, e := w.firme.FirmaCertificato(t.Context(), r); return e }
	}
	riusciti := insieme(firmaCon(p), firmaCon(q))
	if riusciti != 1 || p.Conteggi().Firme != 1 {
		t.Errorf("%d succeeded, %+v", riusciti, p.Conteggi())
	}
}

// TestOrologio_aWrongClockDoesNotStopTheSignature guards FT-35: the service's
// clock is ten minutes or a day away from ours, either way.
func TestOrologio_aWrongClockDoesNotStopTheSignature(t *testing.T) {
	p := apri(t)
	p.Orologio.Avanti(48 * time.Hour) // the signing certificates are two days old
	for n, scarto := range []time.Duration{10 * time.Minute, -10 * time.Minute, 24 * time.Hour, -24 * time.Hour} {
		p.Guasti().SpostaOrologio(scarto)
		s := p.entra(regionetest.Ferraris)
		if d := s.Parametri.OraServer.Sub(p.Orologio.Ora()) - scarto; d > time.Minute || d < -time.Minute {
			t.Errorf("the service's time is not told: %v", d)
		}

		f, err := p.firme.FirmaCertificato(t.Context(), p.richiesta(p.crea(cfAdulta)))

		p.bene(err)
		if v := f.Verifica.Stato; v == esenpat.VerificaNonValida || !f.IdenticoAnteprima || p.Conteggi().Firme != n+1 {
			t.Errorf("%v: %s, %+v", scarto, v, p.Conteggi())
		}
	}
}
