package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"net/http"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// azioniEsenzione are what the contract allows on a pratica now.
func (s *server) azioniEsenzione(e *archivio.Esenzione, ses *sessione) []string {
	si := []string{}
	aggiungi := func(vale bool, a esenpat.AzioneEsenzione) {
		if vale {
			si = append(si, string(a))
		}
	}
	stato := s.statoEsenzione(e)
	a := s.assistiti[e.Assistito]
	aggiungi((stato.InScadenza() || stato == esenpat.EsenzioneScaduta) && a != nil && s.fermo(a, ses) == nil, esenpat.PuoRinnovare)
	aggiungi(s.annullabileLaRichiesta(e, ses) == nil, esenpat.PuoAnnullareRichiesta)
	aggiungi(s.rinviabile(e, ses) == nil, esenpat.PuoRimandare)
	return si
}

func (s *server) diComunicazione(e *archivio.Esenzione) *filo.Comunicazione {
	c := e.Comunicazione
	if c == nil {
		return nil
	}
	return &filo.Comunicazione{Motivo: filo.Codifica{Codice: c.Codice, Descrizione: c.Motivo}, Note: c.Note, Data: c.Il.In(s.roma)}
}

// annullabileLaRichiesta says why the request cannot be taken back, nil if it
// can: only by who sent it, and only until the ASL has begun to work on it.
func (s *server) annullabileLaRichiesta(e *archivio.Esenzione, ses *sessione) error {
	switch {
	case !ses.puo(esenpat.AzioneRichiediEsenzione):
		return s.nega("NON_ABILITATO")
	case e.Medico != ses.medico.NomeUtente:
		return s.nega("NON_RICHIEDENTE")
	case e.Stato != esenpat.EsenzioneInviata:
		return s.nega("RICHIESTA_NON_ANNULLABILE").Con("stato", string(e.Stato))
	}
	return nil
}

func (s *server) rinviabile(e *archivio.Esenzione, ses *sessione) error {
	switch {
	case !ses.puo(esenpat.AzioneRichiestaCertificati):
		return s.nega("NON_ABILITATO")
	case e.Medico != ses.medico.NomeUtente:
		return s.nega("NON_RICHIEDENTE")
	case e.Stato != esenpat.EsenzioneAlMedico:
		return s.nega("RICHIESTA_NON_RINVIABILE").Con("stato", string(e.Stato))
	}
	return nil
}

// annullaRichiesta takes back a request that the ASL has not touched yet. Its
// certificate is free again: it was never used for anything.
func (s *server) annullaRichiesta(ctx context.Context, r *richiesta) (risposta, error) {
	var v struct {
		Motivo string `json:"motivo"`
	}
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if len([]rune(v.Motivo)) > 500 {
		return risposta{}, s.nega("DATI_INCONGRUENTI").Al("motivo")
	}
	return s.conPratica(ctx, r, "ANNULLA_RICHIESTA", s.annullabileLaRichiesta, func(ctx context.Context, tx *sql.Tx, e *archivio.Esenzione) error {
		c, err := archivio.LeggiCertificato(ctx, tx, e.CertificatoID)
		switch {
		case errors.Is(err, archivio.ErrNessuno):
		case err != nil:
			return err
		case c.EsenzioneID == e.ID:
			c.EsenzioneID = ""
			err = errors.Join(archivio.SalvaCertificato(ctx, tx, c),
				s.evento(ctx, tx, r, c.ID, string(c.Stato), "Richiesta di esenzione annullata: il certificato si può usare di nuovo"))
			if err != nil {
				return err
			}
		}
		e.Stato = esenpat.EsenzioneAnnullata
		return errors.Join(archivio.SalvaEsenzione(ctx, tx, e), s.evento(ctx, tx, r, e.ID, string(e.Stato), con("Richiesta annullata dal medico", v.Motivo)))
	})
}

// rimandaRichiesta is «Rimanda ad Operatore»: a request that came back goes to
// the ASL again with its new certificate.
func (s *server) rimandaRichiesta(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.Rinvio
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if v.CertificatoID == "" || len([]rune(v.Note)) > esenpat.MassimoNotaRinvio {
		return risposta{}, s.nega("PARAMETRI_MANCANTI")
	}
	return s.conPratica(ctx, r, "RIMANDA_RICHIESTA", s.rinviabile, func(ctx context.Context, tx *sql.Tx, e *archivio.Esenzione) error {
		r.http.SetPathValue("certificato_id", v.CertificatoID)
		c, err := s.trovaCertificato(ctx, tx, r)
		if err != nil {
			return err
		}
		if c.Contenuto.Dati.Esenzione.Codice != e.Voce.Codice {
			return s.nega("ESENZIONE_DIVERSA").Al("certificato_id")
		}
		if err = s.rilasciabile(c); err != nil {
			return err
		}
		e.Stato, e.CertificatoID, e.Diagnosi, e.Comunicazione = esenpat.EsenzioneInviata, c.ID, c.Contenuto.Dati.Diagnosi, nil
		return s.usa(ctx, tx, r, c, e, con("Rimandata all'operatore con il certificato n. "+c.Numero, v.Note))
	})
}

// con adds what the doctor wrote to a line of the history.
func con(riga, nota string) string {
	if nota == "" {
		return riga
	}
	return riga + ": " + nota
}

// conPratica does an act on a pratica once, under its Idempotency-Key and
// If-Match. What the state forbids is told before the version: it is the
// better reason.
func (s *server) conPratica(ctx context.Context, r *richiesta, tipo string, ammessa func(*archivio.Esenzione, *sessione) error,
	fai func(context.Context, *sql.Tx, *archivio.Esenzione) error,
) (risposta, error) {
	return s.unaVolta(ctx, r, atto{tipo, tieniCreazione, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		if r.http.Header.Get("If-Match") == "" {
			return fatto{}, s.nega("VERSIONE_MANCANTE").Al("If-Match")
		}
		e, err := s.trovaEsenzioneCon(ctx, tx, r)
		if err != nil {
			return fatto{}, err
		}
		if err = ammessa(e, r.sessione); err != nil {
			return fatto{}, err
		}
		if err = s.seCorrisponde(r, etagEsenzione(e)); err != nil {
			return fatto{}, err
		}
		if err = fai(ctx, tx, e); err != nil {
			return fatto{}, err
		}
		ris := risposta{stato: http.StatusOK, corpo: s.diEsenzione(e, r.sessione)}.con("ETag", etagEsenzione(e))
		return fatto{risposta: ris, risorsa: e.ID}, nil
	}})
}
