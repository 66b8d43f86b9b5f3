// Package esenzioni holds the use cases of the exemption: issuing or requesting
// one from a signed certificate, and reading the ones that exist. It exists so
// that a certificate becomes one exemption only, whatever happens to answers.
package esenzioni

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Proposte asks the server what it would issue.
type Proposte interface {
	// PropostaEsenzione is a read. GIA_UTILIZZATO is
	// "certificato.gia-utilizzato" (Conflict).
	PropostaEsenzione(ctx context.Context, assistitoID, certificatoID string) (esenpat.PropostaEsenzione, error)
}

// Emissione is the act.
type Emissione interface {
	// RilasciaEsenzione is sent once under the given key and never repeated by
	// the adapter; Uncertain means that the answer was lost or is still being
	// made.
	RilasciaEsenzione(ctx context.Context, chiave string, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error)
}

// Lettura reads exemptions; everything in it may be repeated.
type Lettura interface {
	FindEsenzioni(ctx context.Context, f esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error)
	Esenzione(ctx context.Context, assistitoID, id string) (esenpat.Esenzione, error)
	StoricoEsenzione(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error)
}

// Certificati reads the certificate that an exemption comes from.
type Certificati interface {
	Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error)
}

// Sessione says who works here.
type Sessione interface {
	// Corrente never fails; false when nobody is logged in.
	Corrente() (esenpat.Sessione, bool)
}

// Rilasci issues and requests exemptions, exactly once each.
type Rilasci struct{ OpzioniRilasci }

// OpzioniRilasci are the parts of a Rilasci.
type OpzioniRilasci struct {
	Proposte    Proposte
	Emissione   Emissione
	Lettura     Lettura
	Certificati Certificati
	Sessione    Sessione
	Motore      *atti.Motore
	Bus         *evento.Bus // may be nil
}

// NewRilasci returns the use case.
func NewRilasci(o OpzioniRilasci) *Rilasci { return &Rilasci{o} }

// PropostaEsenzione returns what would be issued from a certificate, and
// whether this doctor may issue or only request it. While an issue or a request
// of the certificate has no known outcome there is nothing to propose:
// "esenzione.esito-incerto" (Uncertain), ask with VerificaRilascio.
func (r *Rilasci) PropostaEsenzione(ctx context.Context, assistitoID, certificatoID string) (esenpat.PropostaEsenzione, error) {
	a, err := r.atto(assistitoID, certificatoID, esenpat.Rilascio)
	if err != nil {
		return esenpat.PropostaEsenzione{}, err
	}
	if sospesa, err := r.Motore.InSospeso(ctx, a); err == nil && sospesa {
		return esenpat.PropostaEsenzione{}, esenpat.NewError(esenpat.Uncertain, atti.CodiceIncerto(a.Tipo), "esenzioni.PropostaEsenzione")
	}
	return r.Proposte.PropostaEsenzione(ctx, assistitoID, certificatoID)
}

// RilasciaEsenzione issues or requests the exemption. Errors are those of
// atti.Esegui and the refusals of the service; Uncertain is
// "esenzione.esito-incerto", or "esenzione.in-lavorazione" when the service is
// known to be still at it: ask with VerificaRilascio, a
// certificate is never used twice.
func (r *Rilasci) RilasciaEsenzione(ctx context.Context, q esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	a, err := r.atto(q.AssistitoID, q.CertificatoID, q.Modalita)
	if err != nil {
		return esenpat.EsitoEsenzione{}, err
	}
	if !q.DataFine.Vuota() && !q.DataFine.Valida() {
		return esenpat.EsitoEsenzione{}, esenpat.NewError(esenpat.Invalid, "data.non-valida", "esenzioni.RilasciaEsenzione").At("data_fine_validita")
	}
	e, err := atti.Esegui(ctx, r.Motore, a, atti.Passi[esenpat.EsitoEsenzione]{
		Invia: func(ctx context.Context, chiave string) (esenpat.EsitoEsenzione, error) {
			return r.Emissione.RilasciaEsenzione(ctx, chiave, q)
		},
		Rileggi: func(ctx context.Context, op esenpat.Operazione) (esenpat.EsitoEsenzione, error) {
			return r.rileggi(ctx, q.AssistitoID, op.RisorsaID)
		},
	})
	return r.annuncia(e, q.AssistitoID, q.CertificatoID, err)
}

// VerificaRilascio asks again what became of an issue or request whose answer
// was lost. Errors: "esenzione.esito-incerto" (Uncertain) if it is still not known,
// "atto.mai-arrivato" (Offline) if there is no exemption and it may be
// repeated.
func (r *Rilasci) VerificaRilascio(ctx context.Context, q esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	a, err := r.atto(q.AssistitoID, q.CertificatoID, q.Modalita)
	if err != nil {
		return esenpat.EsitoEsenzione{}, err
	}
	e, err := atti.Verifica(ctx, r.Motore, a, func(ctx context.Context, op esenpat.Operazione) (esenpat.EsitoEsenzione, error) {
		return r.rileggi(ctx, q.AssistitoID, op.RisorsaID)
	})
	if esenpat.CodeOf(err) == "atto.nessuno-in-sospeso" {
		e, err = r.daCertificato(ctx, q.AssistitoID, q.CertificatoID)
	}
	return r.annuncia(e, q.AssistitoID, q.CertificatoID, err)
}

// daCertificato finds the exemption that a certificate was used for.
func (r *Rilasci) daCertificato(ctx context.Context, assistitoID, certificatoID string) (esenpat.EsitoEsenzione, error) {
	c, err := r.Certificati.Certificato(ctx, assistitoID, certificatoID)
	if err != nil {
		return esenpat.EsitoEsenzione{}, err
	}
	if c.Legami.EsenzioneID == "" {
		return esenpat.EsitoEsenzione{}, atti.MaiArrivato()
	}
	return r.rileggi(ctx, assistitoID, c.Legami.EsenzioneID)
}

// rileggi rebuilds the outcome from the exemption itself. That a date was only
// moved in AURA cannot be told from it any more: the date shown is right.
func (r *Rilasci) rileggi(ctx context.Context, assistitoID, id string) (esenpat.EsitoEsenzione, error) {
	e, err := r.Lettura.Esenzione(ctx, assistitoID, id)
	if err != nil {
		return esenpat.EsitoEsenzione{}, err
	}
	esito := "RILASCIATA"
	if e.Stato == esenpat.EsenzioneInviata {
		esito = "RICHIESTA_INVIATA"
	}
	return esenpat.EsitoEsenzione{Esito: esito, Esenzione: e}, nil
}

func (r *Rilasci) annuncia(e esenpat.EsitoEsenzione, assistitoID, certificatoID string, err error) (esenpat.EsitoEsenzione, error) {
	if err == nil {
		r.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: assistitoID, ID: certificatoID})
	}
	return e, err
}

func (r *Rilasci) atto(assistitoID, certificatoID string, m esenpat.ModalitaEsenzione) (esenpat.AttoInSospeso, error) {
	s, ok := r.Sessione.Corrente()
	if !ok {
		return esenpat.AttoInSospeso{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", "esenzioni.RilasciaEsenzione")
	}
	tipo := esenpat.AttoRilascio
	if m == esenpat.Richiesta {
		tipo = esenpat.AttoRichiesta
	}
	return esenpat.AttoInSospeso{Proprietario: string(s.Utente.CodiceFiscale), Tipo: tipo, AssistitoID: assistitoID, RisorsaID: certificatoID}, nil
}
