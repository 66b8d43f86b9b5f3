package ambiente

import (
	"context"
	"database/sql"
	"errors"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// regole are those of the company that the certificate was made at (mondo/dati).
func (s *server) regole(c *archivio.Certificato) mondo.Azienda {
	return s.mondo.Aziende[c.Contenuto.Azienda.Codice]
}

// annullaConFirma reports whether the state is one that a signed document
// annuls.
func (s *server) annullaConFirma(c *archivio.Certificato) bool {
	stato := s.stato(c)
	return stato == esenpat.Valido || stato == esenpat.DaFirmare && s.regole(c).ScartoConFirma
}

// conAnnullativo reports why no annulling document can be made for c, nil if it can.
func (s *server) conAnnullativo(ctx context.Context, tx *sql.Tx, c *archivio.Certificato) error {
	switch {
	case s.stato(c) == esenpat.Annullato:
		return s.nega("GIA_ANNULLATO")
	case !s.annullaConFirma(c):
		return s.nega("STATO_NON_ANNULLABILE")
	case c.EsenzioneID == "" || s.regole(c).AnnullaUsati:
		return nil
	}
	e, err := archivio.LeggiEsenzione(ctx, tx, c.EsenzioneID)
	if errors.Is(err, archivio.ErrNessuno) {
		return nil
	}
	if err == nil && !archiviata(e.Stato) {
		err = s.nega("UTILIZZATO_DA_ESENZIONE_ATTIVA").Con("esenzione_id", e.ID)
	}
	return err
}

// puoAnnullare is what azioni_ammesse says.
func (s *server) puoAnnullare(c *archivio.Certificato) bool {
	stato := s.stato(c)
	return stato == esenpat.DaFirmare || stato == esenpat.Valido && (c.EsenzioneID == "" || s.regole(c).AnnullaUsati)
}

// cessaEsenzione ends the exemption of a certificate annulled at this moment,
// in AURA too.
func (s *server) cessaEsenzione(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato) error {
	if c.Stato != esenpat.Annullato || c.EsenzioneID == "" {
		return nil
	}
	e, err := archivio.LeggiEsenzione(ctx, tx, c.EsenzioneID)
	if errors.Is(err, archivio.ErrNessuno) || err == nil && archiviata(e.Stato) {
		return nil
	}
	if err != nil {
		return err
	}
	e.Stato, e.Fine = esenpat.EsenzioneAnnullata, s.oggi()
	voci, err := archivio.LeggiAURA(ctx, tx, e.Assistito)
	for i := range voci {
		if v := voci[i]; v.Esenzione == e.ID {
			v.DataSospensione = s.oggi()
			err = errors.Join(err, archivio.SalvaAURA(ctx, tx, v))
		}
	}
	return errors.Join(err, archivio.SalvaEsenzione(ctx, tx, e),
		s.evento(ctx, tx, r, e.ID, string(e.Stato), "Annullata con il certificato n. "+c.Numero))
}
