package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// rilasciaEsenzione issues an exemption or sends the request to the ASL of
// residence. It is one transaction: a certificate is never used up by half an
// issue (R07).
func (s *server) rilasciaEsenzione(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.RichiestaEsenzione
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	m := esenpat.ModalitaEsenzione(v.Modalita)
	if v.CertificatoID == "" || m != esenpat.Rilascio && m != esenpat.Richiesta || len([]rune(v.Note)) > 1000 {
		return risposta{}, s.nega("PARAMETRI_MANCANTI")
	}
	tipo := "RILASCIA_ESENZIONE"
	if m == esenpat.Richiesta {
		tipo = "RICHIEDI_ESENZIONE"
	}
	return s.unaVolta(ctx, r, atto{tipo, tieniCreazione, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		r.http.SetPathValue("certificato_id", v.CertificatoID)
		c, err := s.trovaCertificato(ctx, tx, r)
		if err != nil {
			return fatto{}, err
		}
		a := s.assistiti[c.Assistito]
		if err = s.competente(c, a, r.sessione, m); err != nil {
			return fatto{}, err
		}
		fine, err := s.fine(c.Contenuto.Dati, v)
		if err != nil {
			return fatto{}, err
		}
		e, err := s.nuovaEsenzione(ctx, tx, r, c, a)
		if err != nil {
			return fatto{}, err
		}
		e.Fine, e.Note = fine, v.Note
		if m == esenpat.Richiesta {
			return s.richiedi(ctx, tx, r, c, e)
		}
		return s.rilascia(ctx, tx, r, c, e)
	}})
}

func (s *server) competente(c *archivio.Certificato, a *mondo.Assistito, ses *sessione, m esenpat.ModalitaEsenzione) error {
	if err := s.rilasciabile(c); err != nil {
		return err
	}
	if no := s.fermo(a, ses); no != nil {
		return no
	}
	if m == esenpat.Rilascio {
		if no := s.senzaRilascio(a, ses); no != nil {
			return no
		}
		return nil
	}
	if !ses.puo(esenpat.AzioneRichiediEsenzione) {
		return s.nega("NON_ABILITATO")
	}
	return nil
}

// nuovaEsenzione prepares a pratica of the ASL of residence.
func (s *server) nuovaEsenzione(_ context.Context, _ *sql.Tx, r *richiesta, c *archivio.Certificato, a *mondo.Assistito) (*archivio.Esenzione, error) {
	id, err := s.nuovoID()
	return &archivio.Esenzione{
		ID: id, Medico: r.sessione.medico.NomeUtente, Compilatore: nomeMedico(r.sessione.medico.Utente), Assistito: a.ID,
		Voce: c.Contenuto.Dati.Esenzione, Diagnosi: c.Contenuto.Dati.Diagnosi, CertificatoID: c.ID,
		RichiestaIl: s.ora().Truncate(time.Millisecond), Inizio: s.oggi(), AslCompetente: a.AslResidenza.Codice, Origine: "ESENPAT",
	}, err
}

func (s *server) richiedi(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato, e *archivio.Esenzione) (fatto, error) {
	gia, err := archivio.EsenzioniDellAssistito(ctx, tx, e.Assistito)
	if err != nil {
		return fatto{}, err
	}
	for _, v := range gia {
		if v.Voce.Codice == e.Voce.Codice && v.Stato.InAttesa() {
			return fatto{}, s.nega("ESENZIONE_PRESENTE").Con("esenzione_id", v.ID)
		}
	}
	e.Stato = esenpat.EsenzioneInviata
	if e.Numero, err = s.numero(ctx, tx, "NUMP", e.AslCompetente); err != nil {
		return fatto{}, err
	}
	if err = s.usa(ctx, tx, r, c, e, "Richiesta inviata alla ASL di residenza"); err != nil {
		return fatto{}, err
	}
	return s.esitoEsenzione(r, "RICHIESTA_INVIATA", e, esenpat.Data{}, http.StatusCreated), nil
}

func (s *server) rilascia(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato, e *archivio.Esenzione) (fatto, error) {
	voce, err := s.attivaInAURA(ctx, tx, c)
	if err != nil {
		return fatto{}, err
	}
	if voce != nil {
		return s.aggiornaScadenza(ctx, tx, r, c, e, voce)
	}
	e.Stato = esenpat.EsenzioneValidata
	if e.Numero, err = s.numero(ctx, tx, "NUMP", e.AslCompetente); err != nil {
		return fatto{}, err
	}
	if e.CodiceAttestato, err = s.numero(ctx, tx, "AE", e.AslCompetente); err != nil {
		return fatto{}, err
	}
	if err = s.usa(ctx, tx, r, c, e, "Esenzione rilasciata"); err != nil {
		return fatto{}, err
	}
	return s.esitoEsenzione(r, "RILASCIATA", e, esenpat.Data{}, http.StatusCreated), nuovaInAURA(ctx, tx, e)
}

// nuovaInAURA enters an exemption in the registry.
func nuovaInAURA(ctx context.Context, tx *sql.Tx, e *archivio.Esenzione) error {
	return archivio.SalvaAURA(ctx, tx, archivio.VoceAURA{Assistito: e.Assistito, Esenzione: e.ID, EsenzioneAURA: esenpat.EsenzioneAURA{
		Codice: e.Voce.Codice, Descrizione: e.Voce.Descrizione, CodiceDiagnosi: e.Diagnosi.CodiceVisibile(), Diagnosi: descrizioneDi(e.Diagnosi),
		DataEmissione: e.Inizio, DataScadenza: e.Fine, CodiceAttestato: e.CodiceAttestato, Fonte: "ESENPAT",
	}})
}

// aggiornaScadenza moves the end of an exemption that AURA already has: there
// is never a second one (manual M118).
func (s *server) aggiornaScadenza(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato, e *archivio.Esenzione, voce *archivio.VoceAURA) (fatto, error) {
	prima := voce.DataScadenza
	if voce.Esenzione != "" {
		gia, err := archivio.LeggiEsenzione(ctx, tx, voce.Esenzione)
		if err != nil {
			return fatto{}, err
		}
		gia.Fine, gia.CertificatoID, gia.Diagnosi = e.Fine, c.ID, e.Diagnosi
		e = gia
	} else {
		var err error
		if e.Numero, err = s.numero(ctx, tx, "NUMP", e.AslCompetente); err != nil {
			return fatto{}, err
		}
		e.Stato, e.Origine, e.Inizio, e.CodiceAttestato = esenpat.EsenzioneValidata, "AURA", voce.DataEmissione, voce.CodiceAttestato
		voce.Esenzione = e.ID
	}
	voce.DataScadenza = e.Fine
	if err := archivio.SalvaAURA(ctx, tx, *voce); err != nil {
		return fatto{}, err
	}
	if err := s.usa(ctx, tx, r, c, e, "Scadenza aggiornata"); err != nil {
		return fatto{}, err
	}
	return s.esitoEsenzione(r, "SCADENZA_AGGIORNATA", e, prima, http.StatusOK), nil
}

// usa ties certificate and exemption to each other.
func (s *server) usa(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato, e *archivio.Esenzione, nota string) error {
	c.EsenzioneID = e.ID
	e.LeggiSpeciali = e.LeggiSpeciali || c.Contenuto.Dati.LeggiSpeciali == esenpat.Si // what was protected once stays so
	e.Oscurato = c.Contenuto.Dati.OscuratoGenitore
	return errors.Join(
		archivio.SalvaEsenzione(ctx, tx, e),
		archivio.SalvaCertificato(ctx, tx, c),
		s.evento(ctx, tx, r, e.ID, string(e.Stato), nota),
		s.evento(ctx, tx, r, c.ID, string(c.Stato), nota),
	)
}

func (s *server) esitoEsenzione(r *richiesta, esito string, e *archivio.Esenzione, prima esenpat.Data, stato int) fatto {
	v := filo.EsitoEsenzione{Esito: esito, Esenzione: s.diEsenzione(e, r.sessione), ScadenzaPrecedente: filo.SeData(prima)}
	ris := risposta{stato: stato, corpo: v}.con("ETag", etagEsenzione(e))
	if stato == http.StatusCreated {
		ris = ris.con("Location", Base+"/cittadini/"+e.Assistito+"/esenzioni/"+e.ID)
	}
	return fatto{ris, e.ID}
}

func descrizioneDi(d esenpat.VoceDiagnosi) string {
	if d.Fittizia {
		return ""
	}
	return d.Descrizione
}
