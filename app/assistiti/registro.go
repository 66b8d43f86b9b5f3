// Package assistiti finds a patient in the regional registry and gathers what
// is known of them. It exists so that nothing is asked of the registry before
// the input could be right, and so that no name or code travels in an address.
package assistiti

import (
	"context"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Anagrafe is the registry. All three are reads: they may be repeated, and a
// cancelled context only means that nobody waits for the answer.
type Anagrafe interface {
	// CercaAssistiti returns no rows, and no error, when nobody matches.
	CercaAssistiti(ctx context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error)
	// Assistito returns NotFound for an unknown id.
	Assistito(ctx context.Context, assistitoID string) (esenpat.Assistito, error)
	// EsenzioniAURA returns the exemptions registered in AURA, all of them.
	EsenzioniAURA(ctx context.Context, assistitoID string) ([]esenpat.EsenzioneAURA, error)
}

// Pratiche are the certificates and exemptions of one patient (reads).
type Pratiche interface {
	CertificatiAssistito(ctx context.Context, assistitoID string) ([]esenpat.CertificatoSintesi, error)
	EsenzioniAssistito(ctx context.Context, assistitoID string) ([]esenpat.EsenzioneSintesi, error)
}

// Registro finds patients.
type Registro struct {
	anagrafe Anagrafe
	pratiche Pratiche
}

// New returns a registry.
func New(anagrafe Anagrafe, pratiche Pratiche) *Registro {
	return &Registro{anagrafe: anagrafe, pratiche: pratiche}
}

// FindAssistiti searches by fiscal code or, without one, by surname with name
// and birth date optional. Errors before any request: the codes of
// esenpat.ParseCodiceFiscale, "assistito.ricerca-vuota" and
// "assistito.cognome-corto" (Invalid). A fiscal code that nobody has is
// "assistito.non-trovato" (NotFound); a surname that nobody has gives no rows.
func (r *Registro) FindAssistiti(ctx context.Context, q esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	q, err := normalizza(q)
	if err != nil {
		return nil, err
	}
	righe, err := r.anagrafe.CercaAssistiti(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(righe) == 0 && q.CodiceFiscale != "" {
		return nil, esenpat.NewError(esenpat.NotFound, "assistito.non-trovato", "assistiti.FindAssistiti").At("codice_fiscale")
	}
	return righe, nil
}

func normalizza(q esenpat.RicercaAssistito) (esenpat.RicercaAssistito, error) {
	const op = "assistiti.FindAssistiti"
	q.Cognome, q.Nome = strings.Join(strings.Fields(q.Cognome), " "), strings.Join(strings.Fields(q.Nome), " ")
	if strings.TrimSpace(string(q.CodiceFiscale)) != "" {
		cf, err := esenpat.ParseCodiceFiscale(string(q.CodiceFiscale))
		return esenpat.RicercaAssistito{CodiceFiscale: cf}, err
	}
	q.CodiceFiscale = ""
	switch {
	case q.Cognome == "" && q.Nome == "":
		return q, esenpat.NewError(esenpat.Invalid, "assistito.ricerca-vuota", op).At("codice_fiscale")
	case utf8.RuneCountInString(q.Cognome) < 2:
		return q, esenpat.NewError(esenpat.Invalid, "assistito.cognome-corto", op).At("cognome")
	}
	return q, nil
}

// Scheda gathers the patient, their certificates and their exemptions. The
// four questions are put at the same time; the first that fails fails the whole, so
// that a duplicate exemption is never hidden by a list that did not load.
func (r *Registro) Scheda(ctx context.Context, assistitoID string) (esenpat.SchedaAssistito, error) {
	ctx, smetti := context.WithCancelCause(ctx)
	defer smetti(nil)
	var (
		wg sync.WaitGroup
		s  esenpat.SchedaAssistito
	)
	chiedi := func(f func() error) {
		wg.Go(func() {
			if err := f(); err != nil {
				smetti(err) // only the first cause is kept
			}
		})
	}
	chiedi(func() (err error) {
		s.Assistito, err = r.anagrafe.Assistito(ctx, assistitoID)
		return err
	})
	chiedi(func() (err error) {
		s.Esenzioni, err = r.pratiche.EsenzioniAssistito(ctx, assistitoID)
		return err
	})
	chiedi(func() (err error) {
		s.Certificati, err = r.pratiche.CertificatiAssistito(ctx, assistitoID)
		return err
	})
	chiedi(func() (err error) {
		s.EsenzioniAURA, err = r.anagrafe.EsenzioniAURA(ctx, assistitoID)
		return err
	})
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return esenpat.SchedaAssistito{}, esenpat.AsError(causa(err))
	}
	return s, nil
}

// EsenzioniAURA returns what is registered in AURA for a patient.
func (r *Registro) EsenzioniAURA(ctx context.Context, assistitoID string) ([]esenpat.EsenzioneAURA, error) {
	return r.anagrafe.EsenzioniAURA(ctx, assistitoID)
}

// causa keeps an error of ours and turns a cancelled wait into Canceled.
func causa(err error) error {
	if esenpat.CodeOf(err) == "errore.imprevisto" {
		return esenpat.NewError(esenpat.Canceled, "operazione.annullata", "assistiti.Scheda").Because(err)
	}
	return err
}
