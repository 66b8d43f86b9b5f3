package regionetest_test

import (
	"math/rand/v2"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

// TestTempesta_oneOfEachPerIntent guards FT-30: creation, signature, annulment,
// issue and request are each struck at a random place of their life, the
// question about the outcome is lost too, the connection breaks after a random
// number of bytes, and the program dies and starts again on what is durable. It
// presses again as a doctor would, with the code it already has, and counts.
func TestTempesta_oneOfEachPerIntent(t *testing.T) {
	perServizio := tasktest.Quante(3, 10) // patients of one environment
	ripetizioni := tasktest.Quante(perServizio, 500)
	caso := rand.New(rand.NewPCG(30, 2026))
	stato, m := regionetest.Stampo(t), mazzo{caso: caso, colpi: map[string]int{}}

	for range ripetizioni / perServizio {
		p := apriOpzioni(t, regionetest.Opzioni{Ambiente: stato, SenzaContratto: true})
		p.entra(regionetest.Ferraris)
		m.postazione = p
		for n := range perServizio {
			uno := m.colpisci(p.firmaDi(m.colpisci(p.creazione(liberi()[n]))))
			m.colpisci(p.rilascioDi(uno, esenpat.Rilascio))
			due := m.colpisci(p.firmaDi(m.colpisci(p.creazione(liberi()[10+n]))))
			m.colpisci(p.rilascioDi(due, esenpat.Richiesta))
			tre := p.firmato(liberi()[n])
			var a esenpat.Annullativo
			tre = m.colpisci(p.annullo(tre, &a))
			m.colpisci(p.firmaAnnullo(tre, a))
		}

		c := p.Conteggi()
		if n := perServizio; c.Certificati != 3*n || c.Firme != 4*n || c.Validi != 2*n || c.Annullati != n || c.Esenzioni != 2*n {
			t.Fatalf("%d of each became %+v", n, c)
		}
		sospesi, err := p.deposito.AttiInSospeso(t.Context(), p.proprietario())
		p.bene(err)
		if len(sospesi) != 0 || len(p.inCoda()) != 0 {
			t.Errorf("still pending: %v", sospesi)
		}
	}
	t.Logf("%d repetitions, struck: %v, of which %d with the program killed", ripetizioni, m.colpi, m.uccisioni)
}

func (p *postazione) proprietario() string {
	s, _ := p.sessione.Corrente()
	return string(s.Utente.CodiceFiscale)
}

// mazzo deals the blows.
type mazzo struct {
	*postazione
	caso      *rand.Rand
	colpi     map[string]int // by operation
	uccisioni int
}

// colpisci presses under a random blow until it is known how it ended.
func (m *mazzo) colpisci(i intento) esenpat.Certificato {
	m.t.Helper()
	m.colpi[i.operazione]++
	punti := ambiente.Punti()
	g := ambiente.Guasto{Operazione: i.operazione, Punto: punti[m.caso.IntN(len(punti))], Volte: 1 + m.caso.IntN(3), Chiudi: true}
	muore := m.caso.IntN(3) == 0
	switch {
	case muore: // the program, and with it whatever it would have asked
		g.Volte, g.Fai = 1, m.Relay.Stacca
	case m.caso.IntN(3) == 0: // the question about the outcome is lost too
		m.Guasti().PerdiRichiesta("operazione", 1+m.caso.IntN(4))
	case m.caso.IntN(4) == 0: // the line is cut in the middle of something
		m.Relay.LasciaPassare(m.caso.IntN(6000))
	}
	m.Guasti().Aggiungi(g)
	rinasce := func() {
		m.Relay.LasciaPassare(-1)
		if muore {
			muore = false
			m.uccisioni++
			m.Relay.Riattacca()
			m.monta()
			m.entra(regionetest.Ferraris)
		}
	}
	c := m.insisti(i, rinasce)
	rinasce() // if it was not yet necessary
	m.Guasti().Azzera()
	return c
}
