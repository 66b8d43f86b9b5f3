package esenzioni

import (
	"context"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// AttiPratica are the acts on a request that exists. Each is sent once under
// the given key and never repeated by the adapter; Uncertain means that the
// answer was lost.
type AttiPratica interface {
	AnnullaRichiesta(ctx context.Context, chiave string, rif esenpat.RiferimentoEsenzione, motivo string) (esenpat.Esenzione, error)
	RimandaRichiesta(ctx context.Context, chiave string, r esenpat.RinvioRichiesta) (esenpat.Esenzione, error)
}

// CertificatiAssistito lists the certificates of a patient; a read.
type CertificatiAssistito interface {
	CertificatiAssistito(ctx context.Context, assistitoID string) ([]esenpat.CertificatoSintesi, error)
}

// Pratiche are the acts on requests that were sent: taking one back, and
// giving the ASL the new certificate it asked for. Exactly once each.
type Pratiche struct{ OpzioniPratiche }

// OpzioniPratiche are the parts of a Pratiche.
type OpzioniPratiche struct {
	Atti        AttiPratica
	Lettura     Lettura
	Certificati CertificatiAssistito
	Sessione    Sessione
	Motore      *atti.Motore
	Bus         *evento.Bus // may be nil
}

// NewPratiche returns the use case.
func NewPratiche(o OpzioniPratiche) *Pratiche { return &Pratiche{o} }

// AnnullaRichiesta takes back a request that the ASL has not touched. Errors
// are those of atti.Esegui and the refusals of the service, such as
// "esenzione.richiesta-presa-in-carico" (Conflict). Uncertain is
// "esenzione.richiesta-incerta": calling it again first finds out what became of
// the one before.
func (p *Pratiche) AnnullaRichiesta(ctx context.Context, rif esenpat.RiferimentoEsenzione, motivo string) (esenpat.Esenzione, error) {
	return p.esegui(ctx, esenpat.AttoAnnullaRichiesta, rif, func(ctx context.Context, chiave string) (esenpat.Esenzione, error) {
		return p.Atti.AnnullaRichiesta(ctx, chiave, rif, strings.TrimSpace(motivo))
	})
}

// RimandaRichiesta is «Rimanda ad Operatore», with errors as AnnullaRichiesta.
func (p *Pratiche) RimandaRichiesta(ctx context.Context, r esenpat.RinvioRichiesta) (esenpat.Esenzione, error) {
	r.Note = strings.TrimSpace(r.Note)
	if len([]rune(r.Note)) > esenpat.MassimoNotaRinvio {
		return esenpat.Esenzione{}, esenpat.NewError(esenpat.Invalid, "esenzione.note-lunghe", "esenzioni.RimandaRichiesta").At("note")
	}
	e, err := p.esegui(ctx, esenpat.AttoRinvio, r.Riferimento, func(ctx context.Context, chiave string) (esenpat.Esenzione, error) {
		return p.Atti.RimandaRichiesta(ctx, chiave, r)
	})
	if err == nil && !fatto(esenpat.AttoRinvio, e.Stato) {
		// What has succeeded is an earlier one, whose answer was lost: the
		// request has come back again since, and this one was not sent.
		return e, atti.MaiArrivato()
	}
	return e, err
}

// VerificaPratica asks again what became of an act on a pratica whose answer
// was lost. Errors: "esenzione.richiesta-incerta" (Uncertain) if it is still not
// known, "atto.mai-arrivato" (Offline) if it may be repeated.
func (p *Pratiche) VerificaPratica(ctx context.Context, tipo esenpat.TipoAtto, rif esenpat.RiferimentoEsenzione) (esenpat.Esenzione, error) {
	a, err := p.atto(tipo, rif)
	if err != nil {
		return esenpat.Esenzione{}, err
	}
	e, err := atti.Verifica(ctx, p.Motore, a, p.rileggi(rif))
	if esenpat.CodeOf(err) == "atto.nessuno-in-sospeso" {
		// Somebody else has asked already, and the outcome is known: the pratica says it.
		if e, err = p.Lettura.Esenzione(ctx, rif.AssistitoID, rif.ID); err == nil && !fatto(tipo, e.Stato) {
			err = atti.MaiArrivato()
		}
	}
	return p.annuncia(e, err)
}

// fatto reports whether a pratica in that state shows that the act took place.
func fatto(tipo esenpat.TipoAtto, s esenpat.StatoEsenzione) bool {
	if tipo == esenpat.AttoAnnullaRichiesta {
		return s == esenpat.EsenzioneAnnullata
	}
	return s != esenpat.EsenzioneAlMedico
}

// CertificatiPerRinvio returns the certificates that can answer a request that
// came back: signed, never used, of the same exemption, the newest first. The
// service judges again when one is sent.
func (p *Pratiche) CertificatiPerRinvio(ctx context.Context, e esenpat.Esenzione) ([]esenpat.CertificatoSintesi, error) {
	tutti, err := p.Certificati.CertificatiAssistito(ctx, e.Beneficiario.ID)
	if err != nil {
		return nil, err
	}
	adatti := slices.DeleteFunc(slices.Clone(tutti), func(c esenpat.CertificatoSintesi) bool {
		return c.Stato != esenpat.Valido || !c.Utilizzabile || c.Esenzione.Codice != e.Voce.Codice
	})
	slices.SortStableFunc(adatti, func(a, b esenpat.CertificatoSintesi) int { return b.Date.EmessoIl.Compare(a.Date.EmessoIl) })
	return adatti, nil
}

func (p *Pratiche) esegui(
	ctx context.Context, tipo esenpat.TipoAtto, rif esenpat.RiferimentoEsenzione, invia func(context.Context, string) (esenpat.Esenzione, error),
) (esenpat.Esenzione, error) {
	a, err := p.atto(tipo, rif)
	if err != nil {
		return esenpat.Esenzione{}, err
	}
	return p.annuncia(atti.Esegui(ctx, p.Motore, a, atti.Passi[esenpat.Esenzione]{Invia: invia, Rileggi: p.rileggi(rif)}))
}

func (p *Pratiche) rileggi(rif esenpat.RiferimentoEsenzione) func(context.Context, esenpat.Operazione) (esenpat.Esenzione, error) {
	return func(ctx context.Context, _ esenpat.Operazione) (esenpat.Esenzione, error) {
		return p.Lettura.Esenzione(ctx, rif.AssistitoID, rif.ID)
	}
}

func (p *Pratiche) annuncia(e esenpat.Esenzione, err error) (esenpat.Esenzione, error) {
	if err == nil {
		p.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: e.Beneficiario.ID, ID: e.CertificatoID})
	}
	return e, err
}

func (p *Pratiche) atto(tipo esenpat.TipoAtto, rif esenpat.RiferimentoEsenzione) (esenpat.AttoInSospeso, error) {
	s, ok := p.Sessione.Corrente()
	if !ok {
		return esenpat.AttoInSospeso{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", "esenzioni.Pratiche")
	}
	return esenpat.AttoInSospeso{Proprietario: string(s.Utente.CodiceFiscale), Tipo: tipo, AssistitoID: rif.AssistitoID, RisorsaID: rif.ID}, nil
}
