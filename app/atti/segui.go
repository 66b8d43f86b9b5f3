package atti

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Segui asks for everything pending of who works here whenever that can have an
// answer again: at login and when the connection comes back (SG-06). Outcomes
// are published as EsitoRisolto. Run it once, on a goroutine of its own; it ends
// with ctx. It needs Opzioni.Sessione and Opzioni.Bus.
func (m *Motore) Segui(ctx context.Context) {
	sveglia := make(chan struct{}, 1)
	smetti := m.bus.Ascolta(func(e evento.Evento) {
		switch e.(type) {
		case evento.SessioneAperta, evento.InLinea:
			select {
			case sveglia <- struct{}{}:
			default: // a round is due already
			}
		}
	})
	defer smetti()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sveglia:
		}
		if s, ok := m.chi.Corrente(); ok {
			// What cannot be known now stays pending; the next occasion asks again.
			_, _ = m.VerificaTutti(ctx, string(s.Utente.CodiceFiscale))
		}
	}
}
