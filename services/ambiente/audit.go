package ambiente

import (
	"context"
	"database/sql"
	"net/http"

	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// traccia appends to the audit who did what. Patients appear by opaque id.
func (s *server) traccia(ctx context.Context, tx *sql.Tx, ses *sessione, r *richiesta, operazione, oggetto, esito string) error {
	return archivio.NuovaTraccia(ctx, tx, archivio.Traccia{
		Quando: s.ora(), Utente: ses.medico.NomeUtente, Ruolo: ses.ruolo.Codice, Azienda: ses.azienda.Codice,
		Operazione: operazione, Oggetto: oggetto, Esito: esito, Correlazione: r.id,
	})
}

// consultato appends to the audit that somebody read data of a patient.
func (s *server) consultato(ctx context.Context, r *richiesta, oggetto string) error {
	return s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		return s.traccia(ctx, tx, r.sessione, r, r.nome, oggetto, "OK")
	})
}

// audit accepts what happened on a workstation, also while it was offline.
func (s *server) audit(ctx context.Context, r *richiesta) (risposta, error) {
	var v struct {
		Eventi []filo.EventoAudit `json:"eventi"`
	}
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if len(v.Eventi) == 0 || len(v.Eventi) > 500 {
		return risposta{}, s.nega("DATI_INCONGRUENTI").Al("eventi")
	}
	for _, e := range v.Eventi {
		if e.ID == "" || e.Azione == "" || e.Quando.IsZero() {
			return risposta{}, s.nega("PARAMETRI_MANCANTI").Al("eventi")
		}
	}
	return s.unaVolta(ctx, r, atto{"AUDIT", tieniCreazione, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		for _, e := range v.Eventi {
			if err := s.traccia(ctx, tx, r.sessione, r, "postazione:"+e.Azione, e.Oggetto, e.Esito); err != nil {
				return fatto{}, err
			}
		}
		return fatto{risposta: risposta{stato: http.StatusOK, corpo: map[string]int{"accolti": len(v.Eventi)}}}, nil
	}})
}
