package atti_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// mondo is a server that records acts, a durable list and their engine.
type mondo struct {
	mu       sync.Mutex
	sospesi  []esenpat.AttoInSospeso
	annota   error
	operaz   func(n int) (esenpat.Operazione, error) // n-th question, from 1
	domande  []time.Duration                         // when, since the start
	inizio   time.Time
	eventi   []evento.Evento
	chiavi   int
	motore   *atti.Motore
	inviati  []string
	risposta func(n int) (string, error)
}

func nuovo() *mondo {
	m := &mondo{inizio: time.Now()}
	var bus evento.Bus
	bus.Ascolta(func(e evento.Evento) { m.eventi = append(m.eventi, e) })
	m.motore = atti.New(atti.Opzioni{
		Operazioni: m, InSospeso: m, Bus: &bus, Orologio: time.Now,
		Chiave: func() string { m.chiavi++; return "k" + strconv.Itoa(m.chiavi) },
	})
	return m
}

func (m *mondo) Operazione(context.Context, string) (esenpat.Operazione, error) {
	m.domande = append(m.domande, time.Since(m.inizio))
	return m.operaz(len(m.domande))
}

func (m *mondo) Annota(_ context.Context, a esenpat.AttoInSospeso) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.annota == nil {
		m.sospesi = append(m.sospesi, a)
	}
	return m.annota
}

func (m *mondo) Risolvi(_ context.Context, chiave string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sospesi = slices.DeleteFunc(m.sospesi, func(a esenpat.AttoInSospeso) bool { return a.Chiave == chiave })
	return nil
}

func (m *mondo) Elenco(_ context.Context, proprietario string) ([]esenpat.AttoInSospeso, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.sospesi), func(a esenpat.AttoInSospeso) bool { return a.Proprietario != proprietario }), nil
}

func (m *mondo) esegui(ctx context.Context, tipo esenpat.TipoAtto) (string, error) {
	return atti.Esegui(ctx, m.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: tipo, RisorsaID: "c1"}, atti.Passi[string]{
		Invia: func(_ context.Context, chiave string) (string, error) {
			m.mu.Lock()
			defer m.mu.Unlock()
			if !slices.ContainsFunc(m.sospesi, func(a esenpat.AttoInSospeso) bool { return a.Chiave == chiave }) {
				return "", errors.New("sent before it was written down")
			}
			m.inviati = append(m.inviati, chiave)
			return m.risposta(len(m.inviati))
		},
		Rileggi: func(_ context.Context, op esenpat.Operazione) (string, error) { return "riletto " + op.RisorsaID, nil },
	})
}

func perso(int) (string, error) {
	return "", esenpat.NewError(esenpat.Uncertain, "firma.esito-incerto", "finto")
}

func stato(s esenpat.StatoOperazione) func(int) (esenpat.Operazione, error) {
	return func(int) (esenpat.Operazione, error) { return esenpat.Operazione{Stato: s, RisorsaID: "r"}, nil }
}

func TestEsegui_sendsOnceAndForgets(t *testing.T) {
	m := nuovo()
	m.risposta = func(int) (string, error) { return "fatto", nil }

	v, err := m.esegui(t.Context(), esenpat.AttoFirma)

	if v != "fatto" || err != nil || len(m.inviati) != 1 || len(m.sospesi) != 0 || len(m.eventi) != 0 {
		t.Errorf("v = %q, %v; %+v", v, err, m)
	}
}

func TestEsegui_nothingIsSentThatIsNotWrittenDown(t *testing.T) {
	m := nuovo()
	m.annota = esenpat.NewError(esenpat.Storage, "disco.pieno", "finto")

	_, err := m.esegui(t.Context(), esenpat.AttoFirma)

	if esenpat.CodeOf(err) != "disco.pieno" || len(m.inviati) != 0 {
		t.Errorf("err = %v, sent %v", err, m.inviati)
	}
}

func TestEsegui_refusalIsFinalAndTheNextPressHasANewKey(t *testing.T) {
	m := nuovo()
	m.risposta = func(int) (string, error) { return "", esenpat.NewError(esenpat.Firma, "firma.pin-errato", "finto") }

	_, err := m.esegui(t.Context(), esenpat.AttoFirma)
	_, _ = m.esegui(t.Context(), esenpat.AttoFirma)

	if esenpat.CodeOf(err) != "firma.pin-errato" || !slices.Equal(m.inviati, []string{"k1", "k2"}) || len(m.sospesi) != 0 || len(m.domande) != 0 {
		t.Errorf("err = %v, sent %v, pending %v", err, m.inviati, m.sospesi)
	}
}

func TestEsegui_lostAnswerIsLookedUpAndNeverResent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.risposta = perso
		m.operaz = func(n int) (esenpat.Operazione, error) {
			switch n {
			case 1:
				return esenpat.Operazione{}, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
			case 2:
				return esenpat.Operazione{Stato: esenpat.OperazioneInCorso}, nil
			default:
				return esenpat.Operazione{Stato: esenpat.OperazioneRiuscita, RisorsaID: "r"}, nil
			}
		}

		v, err := m.esegui(t.Context(), esenpat.AttoFirma)

		if v != "riletto r" || err != nil || len(m.inviati) != 1 || len(m.sospesi) != 0 {
			t.Errorf("v = %q, %v, sent %v", v, err, m.inviati)
		}
		if !slices.Equal(m.domande, []time.Duration{time.Second, 3 * time.Second, 7 * time.Second}) {
			t.Errorf("asked at %v", m.domande)
		}
		if len(m.eventi) != 2 {
			t.Errorf("events = %v", m.eventi)
		}
	})
}

func TestEsegui_neverArrivedMayBePressedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.risposta = perso
		m.operaz = stato(esenpat.OperazioneMaiArrivata)

		_, err := m.esegui(t.Context(), esenpat.AttoRilascio)

		if e := esenpat.AsError(err); e.Code != "atto.mai-arrivato" || e.Kind != esenpat.Offline || len(m.sospesi) != 0 {
			t.Errorf("err = %v, pending %v", err, m.sospesi)
		}
		if len(m.domande) != 2 { // one 404 may be a request still on its way
			t.Errorf("asked %d times", len(m.domande))
		}
	})
}

func TestEsegui_failedOperationIsItsOwnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.risposta = perso
		m.operaz = func(int) (esenpat.Operazione, error) {
			return esenpat.Operazione{Stato: esenpat.OperazioneFallita, Errore: esenpat.NewError(esenpat.Firma, "firma.otp-errato", "finto")}, nil
		}

		_, err := m.esegui(t.Context(), esenpat.AttoFirma)

		if esenpat.CodeOf(err) != "firma.otp-errato" || len(m.sospesi) != 0 {
			t.Errorf("err = %v", err)
		}
	})
}

func TestEsegui_unknownStaysUncertainAndBlocksUntilResolved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.risposta = perso
		m.operaz = stato(esenpat.OperazioneInCorso)

		_, err := m.esegui(t.Context(), esenpat.AttoFirma)
		if e := esenpat.AsError(err); e.Kind != esenpat.Uncertain || e.Code != "firma.esito-incerto" {
			t.Fatalf("err = %v", err)
		}
		if d := m.domande[len(m.domande)-1]; len(m.domande) != 5 || d != 30*time.Second {
			t.Fatalf("asked at %v", m.domande)
		}

		_, err = m.esegui(t.Context(), esenpat.AttoFirma) // pressed again, still unknown
		if esenpat.KindOf(err) != esenpat.Uncertain || len(m.inviati) != 1 {
			t.Fatalf("err = %v, sent %v", err, m.inviati)
		}

		m.operaz = stato(esenpat.OperazioneRiuscita)
		v, err := m.esegui(t.Context(), esenpat.AttoFirma) // pressed again, known now
		if v != "riletto r" || err != nil || len(m.inviati) != 1 || len(m.sospesi) != 0 {
			t.Errorf("v = %q, %v, sent %v", v, err, m.inviati)
		}
	})
}

func TestEsegui_outcomeIsFoundAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		prima := nuovo()
		prima.risposta, prima.operaz = perso, stato(esenpat.OperazioneInCorso)
		_, _ = prima.esegui(t.Context(), esenpat.AttoFirma)
		dopo := nuovo()
		dopo.sospesi = prima.sospesi // what was durable
		dopo.operaz = stato(esenpat.OperazioneRiuscita)

		v, err := atti.Verifica(t.Context(), dopo.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"},
			func(_ context.Context, op esenpat.Operazione) (string, error) { return op.RisorsaID, nil })

		if v != "r" || err != nil || len(dopo.sospesi) != 0 || dopo.domande[0] != 0 {
			t.Errorf("v = %q, %v, asked at %v", v, err, dopo.domande)
		}
	})
}

func TestEsegui_tenPressesAreOneRequest(t *testing.T) {
	m := nuovo()
	libera := make(chan struct{})
	m.risposta = func(int) (string, error) { return "fatto", nil }
	primo := make(chan struct{})
	var wg sync.WaitGroup
	invia := func(ctx context.Context) error {
		_, err := atti.Esegui(ctx, m.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"}, atti.Passi[string]{
			Invia: func(_ context.Context, chiave string) (string, error) {
				m.inviati = append(m.inviati, chiave)
				close(primo)
				<-libera
				return "", nil
			},
		})
		return err
	}
	wg.Go(func() { _ = invia(t.Context()) })
	<-primo
	for range 9 {
		if err := invia(t.Context()); esenpat.CodeOf(err) != "atto.in-corso" {
			t.Errorf("err = %v", err)
		}
	}
	if _, err := atti.Verifica(t.Context(), m.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"},
		func(context.Context, esenpat.Operazione) (string, error) { return "", nil }); esenpat.KindOf(err) != esenpat.Uncertain {
		t.Errorf("what is on its way was decided: %v", err)
	}
	close(libera)
	wg.Wait()

	if len(m.inviati) != 1 {
		t.Errorf("sent %v", m.inviati)
	}
}

func TestEsegui_cancelDuringTheSearchIsUncertain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.risposta, m.operaz = perso, stato(esenpat.OperazioneInCorso)
		ctx, smetti := context.WithTimeout(t.Context(), 2*time.Second)
		defer smetti()

		_, err := m.esegui(ctx, esenpat.AttoFirma)

		if esenpat.KindOf(err) != esenpat.Uncertain || len(m.sospesi) != 1 {
			t.Errorf("err = %v, pending %v", err, m.sospesi)
		}
	})
}

func TestEsegui_unreadableResultStaysPending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := nuovo()
		m.operaz = stato(esenpat.OperazioneRiuscita)

		_, err := atti.Esegui(t.Context(), m.motore, esenpat.AttoInSospeso{Proprietario: "io", Tipo: esenpat.AttoFirma, RisorsaID: "c1"}, atti.Passi[string]{
			Invia: func(context.Context, string) (string, error) { return perso(1) },
			Rileggi: func(context.Context, esenpat.Operazione) (string, error) {
				return "", esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
			},
		})

		if esenpat.KindOf(err) != esenpat.Uncertain || len(m.sospesi) != 1 {
			t.Errorf("err = %v, pending %v", err, m.sospesi)
		}
	})
}
