package main

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/telefono"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
)

// casella is the test telephone of the embedded environment.
type casella struct{ a *ambiente.Ambiente }

// Messaggi returns what has arrived, newest first.
func (c casella) Messaggi(context.Context) ([]telefono.Messaggio, error) {
	ricevuti := c.a.Autorita().Telefono().Messaggi()
	out := make([]telefono.Messaggio, 0, len(ricevuti))
	for _, m := range ricevuti {
		out = append(out, telefono.Messaggio{
			Quando: m.Arrivato, Alias: m.Alias, Canale: m.Modalita, Codice: esenpat.NewSecret(m.Codice), ScadeIl: m.Scade,
		})
	}
	return out, nil
}
