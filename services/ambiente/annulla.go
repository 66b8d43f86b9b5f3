package ambiente

import (
	"context"
	"database/sql"
	"net/http"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// eliminaCertificato discards a certificate that was never signed; no
// signature is asked for it (spec 2, C10). Its number is not used again.
func (s *server) eliminaCertificato(ctx context.Context, r *richiesta) (risposta, error) {
	return s.cambia(ctx, r, "ELIMINA_CERTIFICATO", func(ctx context.Context, tx *sql.Tx, c *archivio.Certificato) error {
		if c.Stato != esenpat.DaFirmare || s.regole(c).ScartoConFirma {
			return s.nega("STATO_NON_ELIMINABILE")
		}
		c.Stato, c.AnnullatoIl = esenpat.Annullato, s.ora().Truncate(time.Millisecond)
		return s.evento(ctx, tx, r, c.ID, string(c.Stato), "Certificato non firmato scartato")
	})
}

// scartaAnnullamento drops an annulling document that was not signed.
func (s *server) scartaAnnullamento(ctx context.Context, r *richiesta) (risposta, error) {
	return s.cambia(ctx, r, "SCARTA_ANNULLAMENTO", func(ctx context.Context, tx *sql.Tx, c *archivio.Certificato) error {
		switch {
		case c.Annullativo == nil:
			return s.nega("ANNULLATIVO_NON_TROVATO")
		case c.Annullativo.Stato != esenpat.DaFirmare:
			return s.nega("GIA_ANNULLATO")
		}
		id := c.Annullativo.ID
		c.Annullativo = nil
		return archivio.TogliDocumento(ctx, tx, id)
	})
}

// cambia changes a certificate under If-Match.
func (s *server) cambia(ctx context.Context, r *richiesta, tipo string, f func(context.Context, *sql.Tx, *archivio.Certificato) error) (risposta, error) {
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		c, err := s.trovaCertificato(ctx, tx, r)
		if err != nil {
			return err
		}
		if err = s.seCorrisponde(r, s.etagDi(c)); err != nil {
			return err
		}
		if err = f(ctx, tx, c); err != nil {
			return err
		}
		if err = archivio.SalvaCertificato(ctx, tx, c); err != nil {
			return err
		}
		return s.traccia(ctx, tx, r.sessione, r, tipo, c.ID, "OK")
	})
	return risposta{stato: http.StatusNoContent}, err
}

// annullaCertificato prepares the annulling document; until it is signed the
// certificate stays as it is.
func (s *server) annullaCertificato(ctx context.Context, r *richiesta) (risposta, error) {
	var v struct {
		Motivo string `json:"motivo"`
	}
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	v.Motivo = strings.TrimSpace(v.Motivo)
	if len([]rune(v.Motivo)) > 500 {
		return risposta{}, s.nega("DATI_INCONGRUENTI").Al("motivo")
	}
	return s.unaVolta(ctx, r, atto{"ANNULLA_CERTIFICATO", tieniFirma, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		c, err := s.trovaCertificato(ctx, tx, r)
		if err != nil {
			return fatto{}, err
		}
		if err = s.annullabile(ctx, tx, r, c); err != nil {
			return fatto{}, err
		}
		if err = s.preparaAnnullativo(ctx, tx, c, v.Motivo); err != nil {
			return fatto{}, err
		}
		if err = archivio.SalvaCertificato(ctx, tx, c); err != nil {
			return fatto{}, err
		}
		corpo := struct {
			Annullativo *filo.Annullativo `json:"annullativo"`
		}{diAnnullativo(c.Annullativo)}
		return fatto{risposta{stato: http.StatusCreated, corpo: corpo}.con("ETag", s.etagDi(c)), c.Annullativo.ID}, nil
	}})
}

func (s *server) annullabile(ctx context.Context, tx *sql.Tx, r *richiesta, c *archivio.Certificato) error {
	if r.http.Header.Get("If-Match") == "" {
		return s.nega("VERSIONE_MANCANTE").Al("If-Match")
	}
	if err := s.conAnnullativo(ctx, tx, c); err != nil {
		return err
	}
	return s.seCorrisponde(r, s.etagDi(c))
}

// preparaAnnullativo makes version n+1 of the certificate: it replaces it and
// says that it is annulled (spec 3, section 5). An unsigned one made before is
// replaced.
func (s *server) preparaAnnullativo(ctx context.Context, tx *sql.Tx, c *archivio.Certificato, motivo string) (err error) {
	if c.Annullativo != nil {
		if err = archivio.TogliDocumento(ctx, tx, c.Annullativo.ID); err != nil {
			return err
		}
	}
	ora := s.ora().Truncate(time.Millisecond)
	a := &archivio.Annullativo{Stato: esenpat.DaFirmare, Motivo: motivo, CreatoIl: ora}
	if a.ID, err = s.nuovoID(); err != nil {
		return err
	}
	if a.Numero, err = s.numero(ctx, tx, "CM", c.Contenuto.Azienda.Codice); err != nil {
		return err
	}
	rif := riferimentoA(c)
	rif.Data, rif.Motivo = c.FirmatoIl, motivo
	if c.FirmatoIl.IsZero() {
		rif.Data = c.CreatoIl
	}
	a.Identita = c.Contenuto.Identita
	a.Identita.Sostituisce = esenpat.RiferimentoDocumento{}
	a.Identita.Annulla, a.Identita.Versione, a.Identita.Numero = rif, rif.Versione+1, a.Numero
	if a.Identita.ID, err = s.idDocumento(c.Contenuto.Azienda.Codice); err != nil {
		return err
	}
	contenuto := c.Contenuto
	contenuto.Identita, contenuto.Emesso = a.Identita, ora.Truncate(time.Second)
	if a.PDF, err = s.genera(ctx, tx, a.ID, contenuto); err != nil {
		return err
	}
	c.Annullativo = a
	return nil
}

func (s *server) pdfAnnullativo(ctx context.Context, r *richiesta) (risposta, error) {
	c, err := s.trovaCertificato(ctx, s.archivio.DB(), r)
	if err != nil {
		return risposta{}, err
	}
	if c.Annullativo == nil {
		return risposta{}, s.nega("ANNULLATIVO_NON_TROVATO")
	}
	return s.pdf(ctx, c.Annullativo.ID, "Certificato_annullativo_"+c.Annullativo.Numero)
}
