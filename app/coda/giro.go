package coda

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// attesa is how long nothing can happen; not set when only an event can change
// anything.
type attesa struct {
	pausa time.Duration
	nota  bool
}

// entro returns the shorter of a and d.
func (a attesa) entro(d time.Duration) attesa {
	if d = max(d, 0); !a.nota || d < a.pausa {
		return attesa{d, true}
	}
	return a
}

// giro tries every draft that is due, in order.
func (c *Coda) giro(ctx context.Context) attesa {
	s, dentro := c.o.Sessione.Corrente()
	if !dentro || c.ferma(ctx) {
		return attesa{}
	}
	da, err := c.inCoda(ctx, s.Utente.CodiceFiscale)
	if err != nil {
		return attesa{}.entro(attesaPrima)
	}
	prossimo := attesa{}
	fermi := map[string]bool{} // patients whose earlier draft is not through: theirs wait
	for _, b := range da {
		if c.ferma(ctx) {
			return attesa{}
		}
		if fermi[paziente(b)] {
			continue
		}
		v := c.Voce(b.ID)
		if !v.Prossimo.After(c.o.Orologio()) {
			if err := c.manda(ctx, b, v); err != nil && esenpat.KindOf(err) == esenpat.Unauthenticated {
				return attesa{} // until somebody logs in again
			}
			v = c.Voce(b.ID)
		}
		if v.Tentativi > 0 {
			fermi[paziente(b)] = true
			prossimo = prossimo.entro(v.Prossimo.Sub(c.o.Orologio()))
		}
	}
	return prossimo
}

// ferma reports whether nothing may be sent now.
func (c *Coda) ferma(ctx context.Context) bool {
	return ctx.Err() != nil || c.InPausa() || !c.o.InLinea()
}

// inCoda returns the queued drafts of this doctor, first confirmed first.
func (c *Coda) inCoda(ctx context.Context, chi esenpat.CodiceFiscale) ([]esenpat.Bozza, error) {
	tutte, err := c.o.Bozze.Elenca(ctx)
	if err != nil {
		return nil, err
	}
	attesa := slices.DeleteFunc(slices.Clone(tutte), func(b esenpat.Bozza) bool {
		return b.Stato != esenpat.BozzaInCoda || b.Medico.CodiceFiscale != chi
	})
	slices.SortStableFunc(attesa, func(x, y esenpat.Bozza) int { return cmp.Compare(x.Coda, y.Coda) })
	return attesa, nil
}

// paziente is whom the order of creation is kept for.
func paziente(b esenpat.Bozza) string {
	return cmp.Or(string(b.Assistito.CodiceFiscale), b.Assistito.ID, b.ID)
}

// manda tries one draft and writes down how it went.
func (c *Coda) manda(ctx context.Context, b esenpat.Bozza, v Voce) error {
	v.InCorso, v.Incerto = true, b.Motivo.Codice != ""
	c.segna(b.ID, v)
	creato, err := c.crea(ctx, &b)
	v.InCorso = false
	switch {
	case err == nil:
		c.mu.Lock()
		delete(c.voci, b.ID)
		c.inviate = append(c.inviate, Inviata{b.ID, creato, c.o.Orologio()})
		c.mu.Unlock()
		c.o.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: creato.Assistito.ID, ID: creato.ID})
		c.o.Bus.Pubblica(evento.BozzeCambiate{})
	case ctx.Err() != nil: // the doctor left: nothing is known but that it stays in the queue
		v.Motivo = err
		c.segna(b.ID, v)
	case siRipete(err):
		v.Tentativi++
		v.Motivo, v.Incerto = err, esenpat.KindOf(err) == esenpat.Uncertain
		c.ricordaIncerto(ctx, b, v.Incerto)
		ora := c.o.Orologio()
		v.nonPrima = ora.Add(richiesta(err))
		v.Prossimo = ora.Add(max(c.ritardo(v.Tentativi), richiesta(err)))
		c.segna(b.ID, v)
	default:
		c.daRivedere(ctx, b, err)
	}
	return err
}

// ricordaIncerto keeps over a restart that nobody knows the outcome.
func (c *Coda) ricordaIncerto(ctx context.Context, b esenpat.Bozza, incerto bool) {
	codice := ""
	if incerto {
		codice = "certificato.esito-incerto"
	}
	if b.Motivo.Codice == codice {
		return
	}
	if salvata, err := c.o.Bozze.Bozza(ctx, b.ID); err == nil && salvata.Stato == esenpat.BozzaInCoda {
		salvata.Motivo = esenpat.Motivo{Codice: codice}
		_, _ = c.o.Bozze.Salva(ctx, salvata) // the memory knows it too; the draft itself is safe
	}
}

// daRivedere takes a draft out of the queue with the reason: the doctor decides.
func (c *Coda) daRivedere(ctx context.Context, b esenpat.Bozza, perche error) {
	e := esenpat.AsError(perche)
	salvata, err := c.o.Bozze.Bozza(ctx, b.ID)
	if err == nil {
		salvata.Stato, salvata.Coda = esenpat.BozzaDaRivedere, 0
		salvata.Motivo = esenpat.Motivo{Codice: e.Code, Testo: e.Dettaglio}
		if e.Code == "certificato.gia-creato" {
			salvata.Motivo.Testo = e.Params["numero"]
		}
		_, err = c.o.Bozze.Salva(ctx, salvata)
	}
	c.mu.Lock()
	delete(c.voci, b.ID)
	if err != nil { // not durable: the next round finds it queued and comes here again
		c.voci[b.ID] = Voce{Tentativi: 1, Motivo: err, Prossimo: c.o.Orologio().Add(attesaPrima)}
	}
	c.mu.Unlock()
	c.o.Bus.Pubblica(evento.BozzeCambiate{})
}

func (c *Coda) segna(id string, v Voce) {
	c.mu.Lock()
	c.voci[id] = v
	c.mu.Unlock()
	c.o.Bus.Pubblica(evento.BozzeCambiate{})
}

// siRipete reports whether time can help.
func siRipete(err error) bool {
	switch esenpat.KindOf(err) {
	case esenpat.Offline, esenpat.Unavailable, esenpat.Uncertain, esenpat.Unauthenticated, esenpat.Canceled, esenpat.Storage, esenpat.Keyring:
		return true
	case esenpat.Internal, esenpat.Invalid, esenpat.NotFound, esenpat.Conflict, esenpat.Forbidden, esenpat.Rejected, esenpat.Firma:
	}
	return false
}

// crea checks the patient and creates. A draft whose answer was lost is asked
// after first, whatever has changed since.
func (c *Coda) crea(ctx context.Context, b *esenpat.Bozza) (esenpat.Certificato, error) {
	if b.Motivo.Codice == "" {
		if err := c.controllaAssistito(ctx, b); err != nil {
			return esenpat.Certificato{}, err
		}
	}
	return c.o.Creazione.Crea(ctx, *b)
}

// controllaAssistito looks the patient up in the registry: one typed by hand
// becomes the registry's if it is the same person, and nothing that the doctor
// has not seen goes on a document.
func (c *Coda) controllaAssistito(ctx context.Context, b *esenpat.Bozza) error {
	const op = "coda.controllaAssistito"
	id := b.Assistito.ID
	if id == "" {
		trovati, err := c.o.Anagrafe.CercaAssistiti(ctx, esenpat.RicercaAssistito{CodiceFiscale: b.Assistito.CodiceFiscale})
		if err != nil {
			return err
		}
		if len(trovati) != 1 {
			return esenpat.NewError(esenpat.NotFound, "assistito.non-trovato", op).At("codice_fiscale")
		}
		id = trovati[0].ID
	}
	a, err := c.o.Anagrafe.Assistito(ctx, id)
	if err != nil {
		return err
	}
	if len(bozze.ConfrontaAssistito(b.Assistito, a)) > 0 {
		return esenpat.NewError(esenpat.Conflict, "bozza.assistito-cambiato", op)
	}
	if !a.Competenza.PuoCertificare {
		e := esenpat.NewError(esenpat.Rejected, "bozza.non-competente", op)
		e.Dettaglio = a.Competenza.Motivo.Testo
		return e
	}
	if b.Assistito.ID != "" && !b.Assistito.DaVerificare {
		return nil
	}
	b.Assistito = a
	salvata, err := c.o.Bozze.Salva(ctx, *b)
	*b = salvata
	return err
}
