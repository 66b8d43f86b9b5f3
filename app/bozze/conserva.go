package bozze

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// GiorniAvviso is after how many days without an edit the doctor is told
	// that a draft will be removed (SE-09).
	GiorniAvviso = 30
	// GiorniEliminazione is after how many it is removed.
	GiorniEliminazione = 90
	// giorniDopoAvviso is how long a notice stands before its draft goes,
	// whatever a clock that jumped says of its age.
	giorniDopoAvviso = 7
)

// Scadenza is when a draft will be removed, if it is not edited; zero for one
// that is never removed: it waits to be sent or for the doctor's decision.
func Scadenza(b esenpat.Bozza) time.Time {
	if b.Stato == esenpat.BozzaInCoda || b.Stato == esenpat.BozzaDaRivedere {
		return time.Time{}
	}
	return b.ModificataIl.AddDate(0, 0, GiorniEliminazione)
}

// Ferma reports whether b has not been edited for so long that the doctor must
// be told.
func Ferma(b esenpat.Bozza, ora time.Time) bool {
	return !Scadenza(b).IsZero() && !ora.Before(b.ModificataIl.AddDate(0, 0, GiorniAvviso))
}

// SegnaAvvisate writes down that the doctor has seen the notice of these
// drafts. It is no edit: their age and order stay.
func (a *Archivio) SegnaAvvisate(ctx context.Context, viste []esenpat.Bozza) error {
	for _, v := range viste {
		if !v.AvvisataIl.IsZero() || !Ferma(v, a.ora()) {
			continue
		}
		b, err := a.deposito.Bozza(ctx, a.proprietario(), v.ID)
		if esenpat.KindOf(err) == esenpat.NotFound && err != nil {
			continue
		}
		if err == nil && b.Sequenza == v.Sequenza {
			b.AvvisataIl = a.ora()
			err = a.deposito.SalvaBozza(ctx, a.proprietario(), b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Sfoltisci removes the drafts that nobody has edited for GiorniEliminazione
// and whose doctor has seen the notice, and returns how many there were.
func (a *Archivio) Sfoltisci(ctx context.Context) (int, error) {
	tutte, err := a.Elenca(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, b := range tutte {
		fine := Scadenza(b)
		if fine.IsZero() || a.ora().Before(fine) || b.AvvisataIl.IsZero() || b.AvvisataIl.After(a.ora()) ||
			a.ora().Before(b.AvvisataIl.AddDate(0, 0, giorniDopoAvviso)) {
			continue
		}
		if err := a.Elimina(ctx, b.ID); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Duplica makes a new draft for the same patient with the same content. It is
// another certificate: it has its own id and no key.
func (a *Archivio) Duplica(ctx context.Context, id string) (esenpat.Bozza, error) {
	b, err := a.Bozza(ctx, id)
	if err != nil {
		return b, err
	}
	return a.Salva(ctx, esenpat.Bozza{
		Medico: b.Medico, Azienda: b.Azienda, Assistito: b.Assistito, Dati: b.Dati, Passo: b.Passo, Origine: b.Origine,
	})
}

// Accogli keeps drafts that come from another workstation, and returns how many
// are new. One that is already here is left as it is if it is the same or
// newer; if both were edited the other one is kept beside it, to be reviewed.
// All belong to who works here: others are refused with "bozza.di-altro-medico".
func (a *Archivio) Accogli(ctx context.Context, portate []esenpat.Bozza) (int, error) {
	for _, b := range portate {
		if string(b.Medico.CodiceFiscale) != a.proprietario() {
			return 0, esenpat.NewError(esenpat.Conflict, "bozza.di-altro-medico", "bozze.Accogli")
		}
	}
	n := 0
	for _, b := range portate {
		qui, err := a.Bozza(ctx, b.ID)
		switch {
		case err == nil && (len(Confronta(qui, b)) == 0 || !b.ModificataIl.After(qui.CreataIl)):
			continue
		case err == nil:
			b.ID, b.Chiave = "", ""
			b.Stato, b.Motivo = esenpat.BozzaDaRivedere, esenpat.Motivo{Codice: "bozza.due-versioni"}
		case esenpat.KindOf(err) != esenpat.NotFound:
			return n, err
		default:
			b.Stato, b.Motivo = esenpat.BozzaAperta, esenpat.Motivo{}
		}
		b.Sequenza, b.Coda, b.AvvisataIl = 0, 0, time.Time{}
		if _, err := a.Salva(ctx, b); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
