package ambiente

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// rifiutoFirma turns a refusal of the signing side into the contract's. Its
// counters must be committed, so it is wrapped in conserva.
func (s *server) rifiutoFirma(err error) error {
	e, si := errors.AsType[*autorita.Errore](err)
	if !si {
		return err
	}
	r := s.nega(string(e.Codice))
	if e.Campo != "" {
		r = r.Al(e.Campo)
	}
	if e.Tentativi != autorita.SenzaTentativi {
		r = r.Con("tentativi_residui", strconv.Itoa(e.Tentativi))
	}
	if e.Provider != "" {
		r = r.Con("provider", e.Provider)
	}
	if !e.Data.IsZero() {
		r = r.Con("data", esenpat.DataDi(e.Data.In(s.roma)).String())
	}
	if e.Intestatario != "" {
		r = r.Con("intestatario", e.Intestatario)
	}
	if e.Codice == autorita.TSAGiu && s.firme.Guasti().PoliticaMarca() == autorita.MarcaFacoltativa {
		r = r.Con("senza_marca_ammessa", "true")
	}
	if e.RiprovaTra > 0 {
		r = r.Dopo(e.RiprovaTra)
	}
	return conserva{r}
}

// richiediOTP sends a code to the test telephone, bound to the documents that
// were shown.
func (s *server) richiediOTP(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.RichiestaOTP
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if v.Provider == "" || v.Alias == "" || len(v.Documenti) == 0 || len(v.Documenti) > firmaMassiva {
		return risposta{}, s.nega("PARAMETRI_MANCANTI")
	}
	r.provider = v.Provider
	return s.unaVolta(ctx, r, atto{"RICHIEDI_OTP", tieniFirma, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		var impronte []string
		for _, d := range v.Documenti {
			if err := s.daFirmare(ctx, tx, r, d.ID, d.SHA256); err != nil {
				return fatto{}, err
			}
			impronte = append(impronte, d.SHA256)
		}
		o, err := s.firme.InviaOTP(ctx, tx, autorita.RichiestaOTP{
			Provider: v.Provider, Alias: v.Alias, PIN: esenpat.NewSecret(v.PIN), Modalita: v.Modalita,
			Medico: r.sessione.medico.CodiceFiscale, Documenti: impronte,
		})
		if err != nil {
			return fatto{}, s.rifiutoFirma(err)
		}
		return fatto{risposta: risposta{stato: http.StatusAccepted, corpo: filo.OTPInviato{
			InviatoIl: o.InviatoIl.In(s.roma), ScadeIl: filo.SeIstante(o.ScadeIl, s.roma), RiprovaDal: filo.SeIstante(o.RiprovaDal, s.roma),
			Modalita: o.Modalita, Destinazione: o.Destinazione,
		}}}, nil
	}})
}

// daFirmare wants a document of this doctor, not yet signed, with those bytes.
func (s *server) daFirmare(ctx context.Context, tx *sql.Tx, r *richiesta, id, sha256 string) error {
	c, err := archivio.CertificatoDelDocumento(ctx, tx, r.sessione.medico.NomeUtente, id)
	if errors.Is(err, archivio.ErrNessuno) {
		return s.nega("RISORSA_NON_TROVATA").Al("documenti")
	}
	if err != nil {
		return err
	}
	pdf := c.PDF
	if a := c.Annullativo; a != nil && a.ID == id {
		pdf = a.PDF
	}
	switch {
	case pdf.Firmato:
		return s.giaFirmato(c)
	case pdf.SHA256 != sha256:
		return s.nega("CONTENUTO_CAMBIATO").Al("documenti")
	}
	return nil
}

func (s *server) firmaCertificato(ctx context.Context, r *richiesta) (risposta, error) {
	return s.firma(ctx, r, "FIRMA_CERTIFICATO", func(c *archivio.Certificato) (string, error) {
		switch s.stato(c) {
		case esenpat.DaFirmare:
			return c.ID, nil
		case esenpat.Valido, esenpat.Scaduto, esenpat.ValidoInAttesa:
			return "", s.giaFirmato(c)
		case esenpat.Annullato, esenpat.StatoNonConosciuto:
		}
		return "", s.nega("STATO_NON_FIRMABILE")
	}, func(c *archivio.Certificato, firmato esenpat.RiferimentoPDF, quando time.Time) string {
		c.Stato, c.PDF, c.FirmatoIl = esenpat.Valido, firmato, quando
		return "Certificato firmato"
	})
}

func (s *server) firmaAnnullamento(ctx context.Context, r *richiesta) (risposta, error) {
	return s.firma(ctx, r, "FIRMA_ANNULLAMENTO", func(c *archivio.Certificato) (string, error) {
		switch {
		case s.stato(c) == esenpat.Annullato:
			return "", s.nega("GIA_ANNULLATO")
		case c.Annullativo == nil:
			return "", s.nega("ANNULLATIVO_NON_TROVATO")
		case !s.annullaConFirma(c):
			return "", s.nega("STATO_NON_FIRMABILE")
		case c.EsenzioneID != "" && !s.regole(c).AnnullaUsati:
			return "", s.nega("UTILIZZATO_DA_ESENZIONE_ATTIVA")
		}
		return c.Annullativo.ID, nil
	}, func(c *archivio.Certificato, firmato esenpat.RiferimentoPDF, quando time.Time) string {
		c.Annullativo.Stato, c.Annullativo.PDF, c.Annullativo.FirmatoIl = esenpat.Valido, firmato, quando
		c.Stato, c.AnnullatoIl = esenpat.Annullato, quando
		return "Certificato annullato"
	})
}

// firma signs a document of a certificate: PIN and OTP, signature, new state,
// history, audit and the record of the act are one transaction.
func (s *server) firma(ctx context.Context, r *richiesta, tipo string, quale func(*archivio.Certificato) (string, error),
	dopo func(*archivio.Certificato, esenpat.RiferimentoPDF, time.Time) string,
) (risposta, error) {
	var v filo.RichiestaFirma
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if slices.Contains([]string{v.Provider, v.Alias, v.PIN + v.Autorizzazione, v.SHA256}, "") {
		return risposta{}, s.nega("PARAMETRI_MANCANTI")
	}
	r.provider = v.Provider
	return s.unaVolta(ctx, r, atto{tipo, tieniFirma, func(ctx context.Context, tx *sql.Tx) (fatto, error) {
		c, err := s.trovaCertificato(ctx, tx, r)
		if err != nil {
			return fatto{}, err
		}
		if r.http.Header.Get("If-Match") == "" {
			return fatto{}, s.nega("VERSIONE_MANCANTE").Al("If-Match")
		}
		id, err := quale(c)
		if err == nil {
			err = s.seCorrisponde(r, s.etagDi(c))
		}
		if err != nil {
			return fatto{}, err
		}
		quando := s.ora().Truncate(time.Second)
		firmato, aut, err := s.firmaDocumento(ctx, tx, r, id, v, quando)
		if err != nil {
			return fatto{}, err
		}
		nota := dopo(c, firmato, quando)
		if err = errors.Join(s.sostituisci(ctx, tx, r, c, quando), s.cessaEsenzione(ctx, tx, r, c)); err != nil {
			return fatto{}, err
		}
		err = errors.Join(archivio.SalvaCertificato(ctx, tx, c), s.evento(ctx, tx, r, c.ID, string(c.Stato), nota))
		return s.esitoFirma(c, r, quando, aut), err
	}})
}

// firmaDocumento signs one document. With v.Altri it also authorises those: the
// OTP is spent here, in the transaction of the first signature.
func (s *server) firmaDocumento(ctx context.Context, tx *sql.Tx, r *richiesta, id string, v filo.RichiestaFirma, quando time.Time) (esenpat.RiferimentoPDF, autorita.Autorizzazione, error) {
	nulla := esenpat.RiferimentoPDF{}
	pdf, err := archivio.LeggiDocumento(ctx, tx, id)
	if err != nil {
		return nulla, autorita.Autorizzazione{}, err
	}
	marca := s.firme.Guasti().PoliticaMarca()
	req := autorita.RichiestaFirma{
		Provider: v.Provider, Alias: v.Alias, PIN: esenpat.NewSecret(v.PIN), OTP: esenpat.NewSecret(v.OTP),
		Medico: r.sessione.medico.CodiceFiscale, SHA256: v.SHA256, Quando: quando,
		Motivo: "Ambiente di prova", Luogo: r.sessione.azienda.Denominazione, Autorizzazione: esenpat.NewSecret(v.Autorizzazione),
		ConMarca: marca == autorita.MarcaObbligatoria || marca == autorita.MarcaFacoltativa && !v.SenzaMarca,
	}
	for _, d := range v.Altri {
		req.Altri = append(req.Altri, d.SHA256)
	}
	firmato, _, aut, err := s.firme.FirmaPDFAutorizzando(ctx, tx, req, pdf)
	if err != nil {
		return nulla, autorita.Autorizzazione{}, s.rifiutoFirma(err)
	}
	p := esenpat.RiferimentoPDF{SHA256: impronta(firmato), Dimensione: len(firmato), Firmato: true}
	return p, aut, archivio.SalvaDocumento(ctx, tx, id, p.SHA256, firmato)
}

func (s *server) esitoFirma(c *archivio.Certificato, r *richiesta, quando time.Time, aut autorita.Autorizzazione) fatto {
	e := filo.EsitoFirma{
		Certificato: s.diCertificato(c, r.sessione), IDOperazione: r.http.Header.Get("Idempotency-Key"),
		TipoFirma: "PADES", FirmatoIl: quando, OraServer: s.ora().Truncate(time.Millisecond),
	}
	if c.Stato == esenpat.Annullato && c.Annullativo != nil {
		e.Annullativo = diAnnullativo(c.Annullativo)
	}
	f := fatto{ok(e).con("ETag", s.etagDi(c)), c.ID}
	if aut.Firme > 0 {
		// The token goes to who gave PIN and OTP, once: the record of the act,
		// which is replayed from the disk, does not hold it.
		e.Autorizzazione = &filo.Autorizzazione{Gettone: aut.Token.Reveal(), ScadeIl: aut.ScadeIl.In(s.roma).Truncate(time.Second), Firme: aut.Firme}
		f.risposta.solo = e
	}
	return f
}
