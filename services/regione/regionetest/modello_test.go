package regionetest_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestModello_randomHistoryHoldsAgainstAModel guards FT-70: three workstations
// at once, two of them of the same doctor, create, sign, annul, issue, request,
// discard and read at random, while answers are lost, sessions end, programs
// start again and the server dies. What each workstation was told (done,
// refused, unknown) is held against what the server has in the end: nothing
// acknowledged is lost, nothing is there twice, nothing is there that nobody
// asked for, and no certificate was ever seen going back.
func TestModello_randomHistoryHoldsAgainstAModel(t *testing.T) {
	stato, documenti := regionetest.Stampo(t), nuovaRistampa(t)
	stampo := func(o *ambiente.Opzioni) {
		stato(o)
		if tasktest.Quante(0, 1) == 1 { // the few of every day are laid out in full
			o.Documenti = documenti
		}
	}
	turno := make(chan struct{}, tasktest.Quante(1, 3)) // how many histories run at once
	var somma riepilogo
	semi, passi := tasktest.Quante(2, 500), 12
	if tasktest.Quante(0, 1) == 1 {
		passi = 200 // of a part of the seeds too: a short history finds little
	}
	t.Run("semi", func(t *testing.T) {
		for seme := range semi {
			t.Run(fmt.Sprint(seme), func(t *testing.T) {
				t.Parallel()
				turno <- struct{}{}
				defer func() { <-turno }()

				s := nuovaSquadra(t, stampo, uint64(seme))
				s.lavora(passi)
				s.concludi()

				s.storia.controlla(t, s.verita())
				tasktest.Avanza(t, somma.aggiungi(&s.storia), semi)
			})
		}
	})
	t.Log(somma.testo())
}

// squadra is three workstations of one service.
type squadra struct {
	t        *testing.T
	uno      *postazione // starts and stops the service
	membri   []*membro
	storia   storia
	telefono sync.Mutex // one doctor has one telephone: one code at a time

	vivo   sync.RWMutex // held for writing while the server starts again
	morto  atomic.Bool  // it died, and somebody has to start it
	comuni comuni
}

// membro is a workstation with who works there.
type membro struct {
	*postazione
	*squadra
	n         int
	caso      *rand.Rand
	richiede  bool // may only request exemptions
	modelli   []esenpat.Bozza
	inSospeso []esenpat.Bozza // drafts whose creation has not been answered
}

// comuni are the certificates that each doctor's workstations know of.
type comuni struct {
	mu sync.Mutex
	di map[string][]esenpat.Certificato
}

func nuovaSquadra(t *testing.T, stampo func(*ambiente.Opzioni), seme uint64) *squadra {
	t.Helper()
	p := apriOpzioni(t, regionetest.Opzioni{Ambiente: stampo, SenzaContratto: true})
	s := &squadra{t: t, uno: p, comuni: comuni{di: map[string][]esenpat.Certificato{}}}
	for n, medico := range []string{regionetest.Ferraris, regionetest.Ferraris, "luisa.gallo"} {
		m := &membro{squadra: s, postazione: p, n: n, caso: rand.New(rand.NewPCG(seme, uint64(n))), richiede: n == 2}
		if n > 0 {
			m.postazione = p.altra()
		}
		m.entra(medico)
		for _, cf := range []string{cfAdulta, cfAltraASL, "CLMSLV75S61F205K", "FRRDVD89H08A124Z", "PTSCRN51B57D205K", "RSSNNA61A55L219O"} {
			b := m.bozza(cf)
			m.modelli = append(m.modelli, b)
			m.bene(m.bozze.Elimina(t.Context(), b.ID))
		}
		s.membri = append(s.membri, m)
	}
	return s
}

// lavora lets every workstation do so many steps, all at once.
func (s *squadra) lavora(passi int) {
	var wg sync.WaitGroup
	for _, m := range s.membri {
		wg.Go(func() {
			for range passi {
				s.vivo.RLock()
				m.guasto()
				m.passo()
				s.vivo.RUnlock()
				s.risorgi()
			}
		})
	}
	wg.Wait()
}

// risorgi starts the server again, on its state, if it has died.
func (s *squadra) risorgi() {
	s.vivo.Lock()
	defer s.vivo.Unlock()
	if !s.morto.Load() {
		return
	}
	s.uno.Spegni()
	s.uno.Accendi()
	s.uno.Relay.Riattacca()
	s.morto.Store(false)
}

// guasto puts a fault in force at some place of some operation, now and then.
func (m *membro) guasto() {
	operazioni := []string{
		"creaCertificato", "firmaCertificato", "annullaCertificato", "firmaAnnullamento", "rilasciaEsenzione", "eliminaCertificato", "operazione", "certificato", "pdfCertificato",
	}
	punti := ambiente.Punti()
	g := ambiente.Guasto{Operazione: operazioni[m.caso.IntN(len(operazioni))], Punto: punti[m.caso.IntN(len(punti))], Volte: 1 + m.caso.IntN(2), Chiudi: true}
	switch n := m.caso.IntN(60); {
	case n < 12: // an answer or a request is lost
	case n == 12: // the server dies there, and the others are cut off too
		g.Volte = 1
		g.Fai = func() {
			m.morto.Store(true)
			m.Relay.Stacca()
		}
	case n == 13:
		g = ambiente.Guasto{Operazione: g.Operazione, Sessione: true}
	case n == 14:
		g = ambiente.Guasto{Operazione: g.Operazione, Stato: 503, RiprovaTra: time.Second}
	default:
		return
	}
	m.Guasti().Aggiungi(g)
}

// passo is one thing that a doctor does.
func (m *membro) passo() {
	switch n := m.caso.IntN(20); {
	case n < 4:
		m.crea()
	case n < 8:
		m.firma(esenpat.DaFirmare)
	case n < 10:
		m.annulla()
	case n < 12:
		m.rilascia()
	case n == 12:
		m.scarta()
	case n == 13: // the program starts again: only what is durable remains
		m.monta()
		_ = m.rientra()
	case n == 14:
		s, _ := m.sessione.Corrente()
		_, _ = m.motore.VerificaTutti(m.prova().Context(), string(s.Utente.CodiceFiscale))
	default:
		m.leggi()
	}
}

func (m *membro) prova() *testing.T { return m.squadra.t }

// rientra logs in again.
func (m *membro) rientra() error {
	ctx := m.prova().Context()
	scelte, err := m.sessione.Accedi(ctx, m.Medico(m.medico).Credenziali)
	if err != nil {
		return err
	}
	r := scelte.Ruoli[0]
	_, err = m.sessione.Apri(ctx, r.Ruolo.Codice, r.Collocazioni[0].Codice)
	return err
}

// annota writes an outcome down; who was sent away logs in again.
func (m *membro) annota(v *voce, c esenpat.Certificato, err error) {
	m.storia.chiudi(v, c, err)
	if k := esenpat.KindOf(err); err != nil && k == esenpat.Unauthenticated {
		_ = m.rientra()
	}
}

// scelto is one of the doctor's certificates, of the state that this workstation
// last heard of; another one may have changed it since.
func (m *membro) scelto(stato esenpat.StatoCertificato) (esenpat.Certificato, bool) {
	m.comuni.mu.Lock()
	defer m.comuni.mu.Unlock()
	var quali []esenpat.Certificato
	for _, c := range m.comuni.di[m.medico] {
		if stato == "" || c.Stato == stato || m.caso.IntN(20) == 0 { // and sometimes a wrong one
			quali = append(quali, c)
		}
	}
	if len(quali) == 0 {
		return esenpat.Certificato{}, false
	}
	return quali[m.caso.IntN(len(quali))], true
}

// saputo keeps what is known of a certificate now.
func (m *membro) saputo(c esenpat.Certificato) {
	m.comuni.mu.Lock()
	defer m.comuni.mu.Unlock()
	for i, altro := range m.comuni.di[m.medico] {
		if altro.ID == c.ID {
			m.comuni.di[m.medico][i] = c
			return
		}
	}
	m.comuni.di[m.medico] = append(m.comuni.di[m.medico], c)
}

// concludi ends the faults, logs everybody in and asks after everything that
// has no outcome yet.
func (s *squadra) concludi() {
	s.t.Helper()
	s.risorgi()
	s.uno.Guasti().Azzera()
	for _, m := range s.membri {
		m.bene(m.rientra())
		c, _ := m.sessione.Corrente()
		resta, err := m.motore.VerificaTutti(s.t.Context(), string(c.Utente.CodiceFiscale))
		m.bene(err)
		if resta != 0 {
			s.t.Errorf("workstation %d: %d acts without an outcome", m.n, resta)
		}
		for len(m.inSospeso) > 0 {
			if prima := len(m.inSospeso); !m.riprendi() || len(m.inSospeso) == prima {
				s.t.Fatalf("workstation %d: a draft cannot be created", m.n)
			}
		}
	}
	for _, m := range s.membri {
		m.comuni.mu.Lock()
		tutti := append([]esenpat.Certificato{}, m.comuni.di[m.medico]...)
		m.comuni.mu.Unlock()
		for _, c := range tutti {
			m.rileggi(c)
		}
	}
}

func (r *riepilogo) testo() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "%d histories", r.storie)
	for _, atto := range []string{attoCrea, attoFirma, attoAnnulla, attoRilascia, attoScarta, attoLeggi} {
		n := r.esiti[atto]
		fmt.Fprintf(&b, "; %s %d done, %d refused, %d unknown", atto, n[fatto], n[rifiutato], n[ignoto])
	}
	return b.String()
}
