package ambiente

import (
	"context"
	"database/sql"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// credenzialiFirma tells how the doctor's signing credentials stand: one, if
// provider and alias are named, or all. It asks for no secret.
func (s *server) credenzialiFirma(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.RicercaCredenziali
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if (v.Provider == "") != (v.Alias == "") {
		return risposta{}, s.nega("PARAMETRI_MANCANTI")
	}
	var tutte []autorita.Situazione
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) (err error) {
		if v.Provider == "" {
			tutte, err = s.firme.Situazioni(ctx, tx, r.sessione.medico.CodiceFiscale)
			return err
		}
		una, err := s.firme.Situazione(ctx, tx, v.Provider, v.Alias, r.sessione.medico.CodiceFiscale)
		tutte = []autorita.Situazione{una}
		return err
	})
	if err != nil {
		return risposta{}, s.rifiutoFirma(err)
	}
	out := []filo.CredenzialeFirma{}
	for _, c := range tutte {
		out = append(out, s.diCredenziale(c))
	}
	return ok(out), nil
}

func (s *server) diCredenziale(c autorita.Situazione) filo.CredenzialeFirma {
	return filo.CredenzialeFirma{
		Provider: c.Provider, Stato: string(c.Stato), ScadeIl: filo.Data{Data: esenpat.DataDi(c.Firmatario.Fino.In(s.roma))},
		Bloccata: c.Bloccata, OTPRichiesto: c.Modo != autorita.OTPNessuno, ModalitaOTP: filo.DiModalita(c.Modalita),
		MassimoFirme: c.MassimoFirme, TentativiResi: &c.TentativiPIN,
	}
}

// giaFirmato says when, so that the doctor recognises the signature.
func (s *server) giaFirmato(c *archivio.Certificato) error {
	quando := c.FirmatoIl
	if c.Annullativo != nil && !c.Annullativo.FirmatoIl.IsZero() {
		quando = c.Annullativo.FirmatoIl
	}
	return s.nega("GIA_FIRMATO").Con("data", esenpat.DataDi(quando.In(s.roma)).String())
}

// attendi makes an act wait as long as the provider it needs is made to say
// nothing (SB-05). It holds no transaction meanwhile.
func (s *server) attendi(ctx context.Context, r *richiesta) {
	d := s.firme.Guasti().Muto(r.provider)
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
