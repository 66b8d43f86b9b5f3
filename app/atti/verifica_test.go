package atti_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

func TestVerifica_withoutAnythingPending(t *testing.T) {
	m := nuovo()
	m.sospesi = []esenpat.AttoInSospeso{{Chiave: "k", Proprietario: "altri", Tipo: esenpat.AttoFirma, RisorsaID: "c1"}}

	_, err := atti.Verifica(t.Context(), m.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"},
		func(context.Context, esenpat.Operazione) (string, error) { return "", nil })

	if esenpat.CodeOf(err) != "atto.nessuno-in-sospeso" {
		t.Errorf("err = %v", err)
	}
}

func TestVerificaTutti_resolvesWhatItCan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.sospesi = []esenpat.AttoInSospeso{
			{Chiave: "a", Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"},
			{Chiave: "b", Proprietario: "io", Tipo: esenpat.AttoRilascio, RisorsaID: "c2"},
		}
		m.operaz = func(n int) (esenpat.Operazione, error) {
			if n == 1 {
				return esenpat.Operazione{Stato: esenpat.OperazioneRiuscita}, nil
			}
			return esenpat.Operazione{Stato: esenpat.OperazioneInCorso}, nil
		}

		restano, err := m.motore.VerificaTutti(t.Context(), "io")

		if restano != 1 || err != nil || len(m.sospesi) != 1 || len(m.eventi) != 1 {
			t.Errorf("restano = %d, %v; pending %v, events %v", restano, err, m.sospesi, m.eventi)
		}
	})
}

type chi struct{ cf esenpat.CodiceFiscale }

func (c *chi) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: c.cf}}, c.cf != ""
}

// TestCerca_anotherDoctorsAnswerProvesNothing: the service knows only the keys
// of who is logged in, so its 404 after a change of doctor is no answer.
func TestCerca_anotherDoctorsAnswerProvesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, c := nuovo(), &chi{"io"}
		m.motore = atti.New(atti.Opzioni{
			Operazioni: m, InSospeso: m, Sessione: c, Orologio: time.Now, Chiave: func() string { return "k1" },
		})
		m.risposta = perso
		m.operaz = func(int) (esenpat.Operazione, error) {
			c.cf = "altri" // logged in while the question was on its way
			return esenpat.Operazione{Stato: esenpat.OperazioneMaiArrivata}, nil
		}

		_, err := m.esegui(t.Context(), esenpat.AttoFirma)

		if esenpat.KindOf(err) != esenpat.Uncertain || len(m.sospesi) != 1 || len(m.domande) != 1 {
			t.Errorf("err = %v, pending %v, asked at %v", err, m.sospesi, m.domande)
		}
	})
}

func TestCerca_stopsWhenTheSessionIsOver(t *testing.T) {
	m := nuovo()
	m.operaz = func(int) (esenpat.Operazione, error) {
		return esenpat.Operazione{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "finto")
	}

	_, noto := m.motore.Cerca(t.Context(), "io", "k", false)

	if noto || len(m.domande) != 1 {
		t.Errorf("known %v, asked %d times", noto, len(m.domande))
	}
}

func TestSegui_asksAtLoginAndWhenTheConnectionIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, bus := nuovo(), &evento.Bus{}
		m.motore = atti.New(atti.Opzioni{Operazioni: m, InSospeso: m, Sessione: &chi{"io"}, Bus: bus, Orologio: time.Now})
		m.sospesi = []esenpat.AttoInSospeso{{Chiave: "a", Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"}}
		m.operaz = stato(esenpat.OperazioneInCorso)
		ctx, smetti := context.WithCancel(t.Context())
		finito := make(chan struct{})
		go func() { m.motore.Segui(ctx); close(finito) }()
		synctest.Wait()

		bus.Pubblica(evento.SessioneAperta{})
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(m.sospesi) != 1 || len(m.domande) != 5 {
			t.Errorf("pending %v, asked at %v", m.sospesi, m.domande)
		}
		m.operaz = stato(esenpat.OperazioneRiuscita)
		bus.Pubblica(evento.InLinea{})
		synctest.Wait()
		if len(m.sospesi) != 0 {
			t.Errorf("pending %v", m.sospesi)
		}
		smetti()
		<-finito
	})
}
