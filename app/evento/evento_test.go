package evento_test

import (
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/evento"
)

func TestBus_everyListenerHearsUntilItStops(t *testing.T) {
	var b evento.Bus
	var uno, due []evento.Evento
	smetti := b.Ascolta(func(e evento.Evento) { uno = append(uno, e) })
	b.Ascolta(func(e evento.Evento) { due = append(due, e) })

	b.Pubblica(evento.SessioneScaduta{})
	smetti()
	smetti()
	b.Pubblica(evento.CertificatoCambiato{ID: "c"})

	if !slices.Equal(uno, []evento.Evento{evento.SessioneScaduta{}}) || len(due) != 2 {
		t.Errorf("uno = %v, due = %v", uno, due)
	}
}

func TestBus_listenerMayListenAndPublish(t *testing.T) {
	var b evento.Bus
	sentiti := 0
	b.Ascolta(func(e evento.Evento) {
		if _, ok := e.(evento.SessioneChiusa); ok {
			b.Ascolta(func(evento.Evento) { sentiti++ })
			b.Pubblica(evento.SessioneScaduta{})
		}
	})

	b.Pubblica(evento.SessioneChiusa{})

	if sentiti != 1 {
		t.Errorf("heard %d", sentiti)
	}
}

func TestBus_nilHasNoListeners(t *testing.T) {
	var b *evento.Bus
	b.Pubblica(evento.SessioneChiusa{})
}
