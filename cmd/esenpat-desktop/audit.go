package main

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// nuovoAudit is the register of what is done on this workstation.
func (s *servizio) nuovoAudit() *audit.Registro {
	o := audit.Opzioni{Servizio: s.client, Sessione: s.accesso, NuovoID: uuid.NewString, Orologio: time.Now, Log: s.log}
	if s.archivio != nil {
		o.Catena = s.archivio
	}
	return audit.New(o, s.bus)
}

// attiAnnotati writes every legal act down in the audit too: it is durable
// before the act is sent, and the service has its own record of the outcome.
type attiAnnotati struct {
	atti.InSospeso
	audit *audit.Registro
}

// Annota is the store's, and an event.
func (a attiAnnotati) Annota(ctx context.Context, x esenpat.AttoInSospeso) error {
	if err := a.InSospeso.Annota(ctx, x); err != nil {
		return err
	}
	a.audit.Annota(ctx, "INVIO_"+string(x.Tipo), x.RisorsaID, x.AssistitoID, "OK")
	return nil
}

// annota writes down what the doctor did with a document: its name holds its
// number, never a person.
func (f *finestra) annota(ctx context.Context, azione, nome string, err error) {
	if f.servizio != nil && esenpat.KindOf(err) != esenpat.Canceled {
		f.servizio.audit.Annota(ctx, azione, nome, "", audit.Esito(err))
	}
}

// svelato writes down that the doctor asked to see what a law protects.
func (l *lavoro) svelato(assistitoID, id string) {
	go l.s.audit.Annota(l.ctx, audit.Svelato, id, assistitoID, "OK") // the disk is not for the UI thread
}
