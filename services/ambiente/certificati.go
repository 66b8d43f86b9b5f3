package ambiente

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// etagDi is the version of a certificate, as If-Match wants it. The state is
// part of it because a certificate can expire without being written.
func (s *server) etagDi(c *archivio.Certificato) string {
	return fmt.Sprintf(`"%s-%d-%s"`, c.ID[:8], c.Versione, strings.ToLower(string(s.stato(c))))
}

// stato is the state now: a signed certificate that nobody used expires.
func (s *server) stato(c *archivio.Certificato) esenpat.StatoCertificato {
	if c.Stato == esenpat.Valido && c.EsenzioneID == "" && s.ora().After(c.FirmatoIl.Add(s.o.ValiditaCertificato)) {
		return esenpat.Scaduto
	}
	return c.Stato
}

// trovaCertificato returns the certificate of the path. It must be of that
// patient (R03); only its writer reads it.
func (s *server) trovaCertificato(ctx context.Context, q archivio.Esecutore, r *richiesta) (*archivio.Certificato, error) {
	if _, err := s.trovaAssistito(r); err != nil {
		return nil, err
	}
	c, err := archivio.LeggiCertificato(ctx, q, r.percorso("certificato_id"))
	if errors.Is(err, archivio.ErrNessuno) || err == nil && c.Assistito != r.percorso("cit_id") {
		return nil, s.nega("RISORSA_NON_TROVATA")
	}
	if err != nil {
		return nil, err
	}
	if c.Medico != r.sessione.medico.NomeUtente {
		return nil, s.nega("NON_REDATTORE")
	}
	return c, nil
}

func (s *server) certificato(ctx context.Context, r *richiesta) (risposta, error) {
	c, err := s.trovaCertificato(ctx, s.archivio.DB(), r)
	if err != nil {
		return risposta{}, err
	}
	return ok(s.diCertificato(c, r.sessione)).con("ETag", s.etagDi(c)), nil
}

func (s *server) pdfCertificato(ctx context.Context, r *richiesta) (risposta, error) {
	c, err := s.trovaCertificato(ctx, s.archivio.DB(), r)
	if err != nil {
		return risposta{}, err
	}
	if err = s.consultato(ctx, r, c.ID); err != nil {
		return risposta{}, err
	}
	return s.pdf(ctx, c.ID, "Certificato_malattia_"+c.Numero)
}

// pdf serves the bytes of a document as they are kept: never made again.
func (s *server) pdf(ctx context.Context, id, nome string) (risposta, error) {
	b, err := archivio.LeggiDocumento(ctx, s.archivio.DB(), id)
	if errors.Is(err, archivio.ErrNessuno) {
		return risposta{}, s.nega("RISORSA_NON_TROVATA")
	}
	if err != nil {
		return risposta{}, err
	}
	return rispostaPDF(b, nome+".pdf"), nil
}

func (s *server) storicoCertificato(ctx context.Context, r *richiesta) (risposta, error) {
	c, err := s.trovaCertificato(ctx, s.archivio.DB(), r)
	if err != nil {
		return risposta{}, err
	}
	return s.storico(ctx, c.ID)
}

func (s *server) storico(ctx context.Context, risorsa string) (risposta, error) {
	ee, err := archivio.Eventi(ctx, s.archivio.DB(), risorsa)
	if err != nil {
		return risposta{}, err
	}
	rr := []filo.Evento{}
	for _, e := range ee {
		rr = append(rr, filo.Evento{Stato: e.Stato, Data: e.Quando.In(s.roma), Utente: e.Utente, Nota: e.Nota})
	}
	return ok(rr), nil
}

// azioni are what the contract allows now (spec 1, 3.3).
func (s *server) azioni(c *archivio.Certificato, ses *sessione) []string {
	si := []string{}
	aggiungi := func(vale bool, a esenpat.AzioneCertificato) {
		if vale {
			si = append(si, string(a))
		}
	}
	stato := s.stato(c)
	mio := c.Medico == ses.medico.NomeUtente
	libero := stato == esenpat.Valido && c.EsenzioneID == ""
	a := s.assistiti[c.Assistito]
	daFirmare := stato == esenpat.DaFirmare
	aggiungi(mio && daFirmare, esenpat.PuoFirmare)
	aggiungi(mio && s.puoAnnullare(c), esenpat.PuoAnnullare)
	if libero && mio && a != nil && s.fermo(a, ses) == nil {
		aggiungi(s.senzaRilascio(a, ses) == nil, esenpat.PuoRilascio)
		aggiungi(ses.puo(esenpat.AzioneRichiediEsenzione), esenpat.PuoRichiesta)
	}
	aggiungi(mio && ses.puo(esenpat.AzioneScaricaCertificato), esenpat.PuoScaricare)
	return si
}

func (s *server) diCertificato(c *archivio.Certificato, ses *sessione) filo.Certificato {
	d := c.Contenuto.Dati
	assistito := c.Contenuto.Assistito
	if a := s.assistiti[c.Assistito]; a != nil {
		assistito = s.conCompetenza(a, ses)
	}
	stato := s.stato(c)
	v := filo.Certificato{
		ID: c.ID, IDClient: c.IDClient, Numero: c.Numero, Stato: filo.DiStato(stato),
		Tipologia: filo.DiTipologia(d.Tipologia), TipologiaInvalidita: string(d.TipologiaInvalidita),
		Esenzione: filo.DiVoceEsenzione(d.Esenzione, c.Invalidita), Diagnosi: filo.DiDiagnosi(d.Diagnosi),
		Patologia: d.Patologia, LeggiSpeciali: d.LeggiSpeciali == esenpat.Si, UnitaProduttiva: filo.DiUnita(d.UnitaProduttiva),
		Regime: filo.DiRegime(d.Regime), OscuratoGenitore: d.OscuratoGenitore.Bool(), VersioneCatalogo: d.VersioneCatalogo,
		Assistito: filo.DiAssistito(assistito, s.oggi()), Redattore: filo.DiUtente(c.Contenuto.Medico, s.roma),
		Azienda: filo.DiAzienda(c.Contenuto.Azienda), CreatoIl: filo.SeIstante(c.CreatoIl, s.roma),
		EmessoIl: filo.SeIstante(c.FirmatoIl, s.roma), FirmatoIl: filo.SeIstante(c.FirmatoIl, s.roma), AnnullatoIl: filo.SeIstante(c.AnnullatoIl, s.roma),
		Utilizzabile: stato == esenpat.Valido && c.EsenzioneID == "", EsenzioneID: c.EsenzioneID,
		AzioniAmmesse: s.azioni(c, ses), Sostituisce: c.Sostituisce, PDF: diPDF(c.PDF),
	}
	if !c.FirmatoIl.IsZero() {
		v.Firmatario = new(filo.DiUtente(c.Contenuto.Medico, s.roma))
		v.Fascicolo = &filo.Consegna{Esito: "CONSEGNATO", Descrizione: "Consegnato", Aggiornato: v.FirmatoIl}
	}
	if c.Annullativo != nil {
		v.AnnullativoID, v.Annullativo = c.Annullativo.ID, diAnnullativo(c.Annullativo)
	}
	return v
}

func diPDF(p esenpat.RiferimentoPDF) filo.PDF {
	return filo.PDF{SHA256: p.SHA256, Dimensione: p.Dimensione, Firmato: p.Firmato}
}

func diAnnullativo(a *archivio.Annullativo) *filo.Annullativo {
	return &filo.Annullativo{ID: a.ID, Stato: filo.DiStato(a.Stato), PDF: diPDF(a.PDF), Motivo: a.Motivo, Numero: a.Numero}
}

func (s *server) sintesi(c *archivio.Certificato, ses *sessione) filo.CertificatoSintesi {
	d := c.Contenuto.Dati
	stato := s.stato(c)
	return filo.CertificatoSintesi{
		ID: c.ID, CitID: c.Assistito, Numero: c.Numero, Stato: filo.DiStato(stato), Tipologia: filo.DiTipologia(d.Tipologia),
		Esenzione: filo.Codifica{Codice: d.Esenzione.Codice, Descrizione: d.Esenzione.Descrizione}, Diagnosi: filo.DiDiagnosi(d.Diagnosi),
		Assistito: filo.DiAssistitoSintesi(c.Contenuto.Assistito), Redattore: nomeMedico(c.Contenuto.Medico),
		Utilizzabile: stato == esenpat.Valido && c.EsenzioneID == "", EsenzioneID: c.EsenzioneID,
		CreatoIl: filo.SeIstante(c.CreatoIl, s.roma), EmessoIl: filo.SeIstante(c.FirmatoIl, s.roma),
		FirmatoIl: filo.SeIstante(c.FirmatoIl, s.roma), AnnullatoIl: filo.SeIstante(c.AnnullatoIl, s.roma),
		LeggiSpeciali: d.LeggiSpeciali == esenpat.Si && c.Medico == ses.medico.NomeUtente,
	}
}

// certificatiAssistito lists what is known of a patient. A certificate under
// special laws written by somebody else does not appear: it is visible only
// with the patient's explicit consent (manual, M77).
func (s *server) certificatiAssistito(ctx context.Context, r *richiesta) (risposta, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return risposta{}, err
	}
	cc, err := archivio.CertificatiDellAssistito(ctx, s.archivio.DB(), a.ID)
	if err != nil {
		return risposta{}, err
	}
	rr := []filo.CertificatoSintesi{}
	for i := range slices.Backward(cc) {
		if c := &cc[i]; c.Medico == r.sessione.medico.NomeUtente || c.Contenuto.Dati.LeggiSpeciali != esenpat.Si {
			rr = append(rr, s.sintesi(c, r.sessione))
		}
	}
	return ok(rr), nil
}
