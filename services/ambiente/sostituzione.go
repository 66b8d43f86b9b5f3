package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
)

// sostituibile: only a valid certificate that no exemption was made with can be
// replaced by another.
func (s *server) sostituibile(c *archivio.Certificato) error {
	switch {
	case s.stato(c) == esenpat.Annullato:
		return s.nega("GIA_ANNULLATO").Al("sostituisce")
	case c.EsenzioneID != "":
		return s.nega("UTILIZZATO_DA_ESENZIONE_ATTIVA").Al("sostituisce").Con("esenzione_id", c.EsenzioneID)
	case s.stato(c) != esenpat.Valido:
		return s.nega("STATO_NON_ANNULLABILE").Al("sostituisce")
	}
	return nil
}

// sostituisci annuls the certificate that c, signed at this moment, was written
// in place of: its own document says so (CDA, RPLC), no annulling one is needed.
func (s *server) sostituisci(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato, quando time.Time) error {
	if c.Sostituisce == "" || c.Stato != esenpat.Valido {
		return nil
	}
	prima, err := archivio.LeggiCertificato(ctx, tx, c.Sostituisce)
	if err == nil {
		err = s.sostituibile(prima)
	}
	if err != nil {
		return err
	}
	prima.Stato, prima.AnnullatoIl = esenpat.Annullato, quando
	return errors.Join(archivio.SalvaCertificato(ctx, tx, prima),
		s.evento(ctx, tx, r, prima.ID, string(prima.Stato), "Sostituito dal certificato n. "+c.Numero))
}
