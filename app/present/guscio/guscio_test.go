package guscio_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/present/guscio"
	"github.com/esenpat/esenpat-desktop/app/rete"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

type mondo struct {
	mu        sync.Mutex // of daFirmare and errore
	sessione  esenpat.Sessione
	daFirmare int
	errore    error
	accedi    func(esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error)
	aperte    []string
	rete      rete.Stato
}

func (m *mondo) Corrente() (esenpat.Sessione, bool) { return m.sessione, true }

func (m *mondo) Metodo() (esenpat.MetodoAccesso, string) { return esenpat.AccessoCredenziali, "" }
func (m *mondo) Esci(context.Context) error              { return errors.New("the service is down") }

func (m *mondo) FindCertificati(_ context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	if len(f.Stati) != 1 || f.Stati[0] != esenpat.DaFirmare {
		return esenpat.Pagina[esenpat.CertificatoSintesi]{}, errors.New("wrong filter")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Totale: m.daFirmare}, m.errore
}

func (m *mondo) Elenca(context.Context) ([]esenpat.Bozza, error) {
	return []esenpat.Bozza{{Stato: esenpat.BozzaAperta}, {Stato: esenpat.BozzaInviata}}, nil
}

func (m *mondo) Accedi(_ context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
	return m.accedi(c)
}

func (m *mondo) Apri(_ context.Context, ruolo, luogo string) (esenpat.Sessione, error) {
	m.aperte = append(m.aperte, ruolo+"/"+luogo)
	return m.sessione, nil
}

func sessione() esenpat.Sessione {
	return esenpat.Sessione{
		Utente: esenpat.Utente{CodiceFiscale: "FRRNNA74C48L219X", Titolo: "Dott.ssa", Nome: "Anna", Cognome: "Ferraris"},
		Ruolo:  esenpat.Ruolo{Codice: "R1", Descrizione: "Specialista"}, Collocazione: esenpat.Collocazione{Codice: "C1", Descrizione: "Oncologia"},
		Azienda: esenpat.Azienda{Denominazione: "ASL"}, Prova: true,
		Azioni: []esenpat.Azione{esenpat.AzioneRicercaCertificati},
	}
}

func carica(t *testing.T) *testi.Catalogo {
	t.Helper()
	c, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func nuovo(t *testing.T, m *mondo) (*guscio.Presenter, *tasktest.Coda, *evento.Bus) {
	t.Helper()
	q, bus := tasktest.NewCoda(), &evento.Bus{}
	g := guscio.New(t.Context(), guscio.Params{
		UI: q.Dispatch, Testi: carica(t), Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
		Sessioni: m, Certificati: m, Bozze: m, Ascolto: bus, Catalogo: "2026-11-12+76f4", Rete: func() rete.Stato { return m.rete },
	})
	t.Cleanup(g.Chiudi)
	return g, q, bus
}

// Manual: M01, M03, M06, M16, M33.
func TestEntra_showsWhoAndOnlyWhatTheRightsAllow(t *testing.T) {
	m := &mondo{sessione: sessione(), daFirmare: 3}
	g, q, _ := nuovo(t, m)

	g.Entra(m.sessione)
	q.Fino(t, func() bool { return g.State().DaFirmare == 3 })

	s := g.State()
	if s.Utente != "Dott.ssa Anna Ferraris · Specialista · ASL · Oncologia" || s.Ambiente != "AMBIENTE DI PROVA" {
		t.Errorf("got %+v", s)
	}
	if !s.Certificati || s.Esenzioni || s.Nuovo || s.Bozze != 1 {
		t.Errorf("rights or drafts wrong: %+v", s)
	}
}

// Manual: E7.
func TestNew_showsTheConnectionThatWasSeenBeforeTheLogin(t *testing.T) {
	m := &mondo{rete: rete.Stato{Noto: true, InLinea: false, Dal: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)}}
	g, _, _ := nuovo(t, m)

	if s := g.State(); s.InLinea || s.Rete != "Non in linea dalle 09:30" || s.Catalogo != "Catalogo del 12/11/2026" {
		t.Errorf("got %+v", s)
	}
}

// Manual: M102.
func TestAccade_connectionAndChangesReachTheFrame(t *testing.T) {
	m := &mondo{sessione: sessione(), daFirmare: 1}
	g, q, bus := nuovo(t, m)
	cambiato, scaduta := 0, 0
	g.Cambiato = func() { cambiato++ }
	g.Scaduta = func() { scaduta++ }

	bus.Pubblica(evento.NonInLinea{Dal: time.Date(2026, 11, 22, 9, 41, 0, 0, time.UTC), Codice: "rete.assente"})
	q.Fino(t, func() bool { return !g.State().InLinea })
	if g.State().Rete != "Non in linea dalle 09:41" {
		t.Errorf("got %q", g.State().Rete)
	}
	bus.Pubblica(evento.NonInLinea{Dal: time.Date(2026, 11, 22, 9, 42, 0, 0, time.UTC), Codice: "programma.superato"})
	q.Fino(t, func() bool { return strings.HasPrefix(g.State().Rete, "Aggiornare l'applicazione: dalle 09:42") }) // FT-51
	bus.Pubblica(evento.InLinea{Dal: time.Date(2026, 11, 22, 9, 50, 0, 0, time.UTC)})
	bus.Pubblica(evento.SessioneScaduta{})
	bus.Pubblica(evento.CertificatoCambiato{ID: "c"})
	q.Fino(t, func() bool { return g.State().InLinea && cambiato == 2 && scaduta == 1 && g.State().DaFirmare == 1 })

	m.mu.Lock() // an earlier count may still be under way
	m.daFirmare, m.errore = 0, errors.New("offline")
	m.mu.Unlock()
	g.Conta()
	q.Fino(t, func() bool { return true })
	if g.State().DaFirmare != 1 {
		t.Error("a counter that could not be read was set to zero")
	}
}

func TestEsci_leavesAlsoWhenTheServiceCannotBeTold(t *testing.T) {
	m := &mondo{sessione: sessione()}
	g, q, _ := nuovo(t, m)
	uscito := false
	g.Uscito = func() { uscito = true }
	g.Entra(m.sessione)

	g.Esci()
	q.Fino(t, func() bool { return uscito })

	if g.State().Utente != "" {
		t.Error("the name stays on the screen after leaving")
	}
}

// Manual: G15.
func TestRientro_goesOnWithEveryFormAndNeverAsAnotherDoctor(t *testing.T) {
	m := &mondo{sessione: sessione()}
	q := tasktest.NewCoda()
	r := guscio.NewRientro(t.Context(), q.Dispatch, carica(t), m)
	r.Chi("anna.ferraris")
	ripresi := 0
	r.Chiedi(func() { ripresi++ })
	r.Chiedi(func() { ripresi++ })

	m.accedi = func(esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
		return esenpat.ScelteAccesso{Utente: esenpat.Utente{CodiceFiscale: "ALTRO"}}, nil
	}
	r.Entra(esenpat.NewSecret("x"), esenpat.NewSecret("1"))
	q.Fino(t, func() bool { return !r.State().Occupato })
	if r.State().Avviso.Codice != "rientro.altro-medico" || len(m.aperte) != 0 || !r.State().Aperto {
		t.Fatalf("another doctor went on: %+v %v", r.State(), m.aperte)
	}

	m.accedi = func(c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
		if c.NomeUtente != "anna.ferraris" {
			t.Errorf("user %q", c.NomeUtente)
		}
		return esenpat.ScelteAccesso{Utente: m.sessione.Utente}, nil
	}
	r.Entra(esenpat.NewSecret("x"), esenpat.NewSecret("1"))
	q.Fino(t, func() bool { return !r.State().Aperto })
	if ripresi != 2 || len(m.aperte) != 1 || m.aperte[0] != "R1/C1" {
		t.Errorf("resumed %d, opened %v", ripresi, m.aperte)
	}
}

func TestEntra_theEndOfTheSigningCertificateIsAnnouncedThirtyDaysBefore(t *testing.T) {
	for giorni, vuoi := range map[int]string{-1: "firma.certificato-scaduto", 0: "firma.certificato-in-scadenza", 30: "firma.certificato-in-scadenza", 31: ""} {
		m := &mondo{sessione: sessione()}
		g, q, _ := nuovo(t, m)
		m.sessione.Parametri.OraServer = time.Date(2027, 3, 1, 10, 0, 0, 0, time.UTC) // the service's clock counts, not ours
		m.sessione.Parametri.ScadenzaCertFirma = esenpat.NewData(2027, 3, 1).PiuGiorni(giorni)

		g.Entra(m.sessione)
		q.Svuota()

		if a := g.State().Avviso; a.Codice != vuoi {
			t.Errorf("%d days before: %q, want %q", giorni, a.Codice, vuoi)
		}
	}
}
