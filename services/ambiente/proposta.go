package ambiente

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// durataDi is the duration of an exemption: it hangs on the diagnosis, and on
// the exemption where the diagnosis states none (spec 1.3).
func durataDi(d esenpat.DatiCertificato) esenpat.Durata {
	if d.Diagnosi.Durata.Nota() {
		return d.Diagnosi.Durata
	}
	return d.Esenzione.Durata
}

// propostaEsenzione says what can be done with a signed certificate, until
// when by default, and why not what cannot be done.
func (s *server) propostaEsenzione(ctx context.Context, r *richiesta) (risposta, error) {
	c, err := s.trovaCertificato(ctx, s.archivio.DB(), r)
	if err != nil {
		return risposta{}, err
	}
	if err = s.rilasciabile(c); err != nil {
		return risposta{}, err
	}
	a := s.assistiti[c.Assistito]
	voce, err := s.attivaInAURA(ctx, s.archivio.DB(), c)
	if err != nil {
		return risposta{}, err
	}
	dati := c.Contenuto.Dati
	durata := durataDi(dati)
	oggi := s.oggi()
	fine, _ := durata.Fine(oggi)
	p := filo.Proposta{
		CodiceEsenzione: dati.Esenzione.Codice, CodiceDiagnosi: dati.Diagnosi.CodiceVisibile(),
		DataInizio: filo.Data{Data: oggi}, DataFine: filo.Data{Data: fine}, Durata: filo.DiDurata(durata), Illimitata: durata.Illimitata(),
		Limiti: filo.Limiti{DataMinima: filo.Data{Data: oggi}}, AslCompetente: filo.DiAzienda(a.AslResidenza),
	}
	if voce != nil {
		p.AttivaAURA = new(filo.DiAURA(voce.EsenzioneAURA))
	}
	p.Dichiarazioni = dichiarazioni(dati)
	s.ammessi(&p, a, r.sessione)
	return conETag(ok(p))
}

// ammessi fills what the doctor may do, with the reason for what he may not.
func (s *server) ammessi(p *filo.Proposta, a *mondo.Assistito, ses *sessione) {
	no := s.fermo(a, ses)
	if no == nil {
		p.Richiedibile = ses.puo(esenpat.AzioneRichiediEsenzione)
		no = s.senzaRilascio(a, ses)
		p.Rilasciabile = no == nil
	}
	if no != nil {
		p.Motivo = &filo.Motivo{Codice: no.Codice, Testo: no.Titolo}
	}
}

// rilasciabile wants a signed certificate that nobody used (spec 2, C17).
func (s *server) rilasciabile(c *archivio.Certificato) error {
	switch {
	case c.EsenzioneID != "":
		return s.nega("GIA_UTILIZZATO").Con("esenzione_id", c.EsenzioneID)
	case s.stato(c) != esenpat.Valido:
		return s.nega("CERTIFICATO_NON_VALIDO")
	}
	return nil
}

// attivaInAURA returns the same exemption if the patient already has it.
func (s *server) attivaInAURA(ctx context.Context, q archivio.Esecutore, c *archivio.Certificato) (*archivio.VoceAURA, error) {
	return s.attivaPer(ctx, q, c.Assistito, c.Contenuto.Dati.Esenzione.Codice)
}

func (s *server) attivaPer(ctx context.Context, q archivio.Esecutore, assistito, codice string) (*archivio.VoceAURA, error) {
	voci, err := archivio.LeggiAURA(ctx, q, assistito)
	if err != nil {
		return nil, err
	}
	for i := range voci {
		if v := &voci[i]; v.Codice == codice && attiva(v.EsenzioneAURA, s.oggi()) {
			v.Attiva = true
			return v, nil
		}
	}
	return nil, nil //nolint:nilnil // no entry is an ordinary answer
}

// fine decides the last day of validity (manual M109-M114, spec 2 C15, C16):
// counted from the day of issue; an empty date means the default duration,
// and no end only where the exemption has none.
func (s *server) fine(dati esenpat.DatiCertificato, v filo.RichiestaEsenzione) (esenpat.Data, error) {
	if err := s.dichiarato(dati, v); err != nil {
		return esenpat.Data{}, err
	}
	d := durataDi(dati)
	oggi := s.oggi()
	if v.Predefinita || v.DataFine.Vuota() {
		if !d.Nota() {
			return esenpat.Data{}, s.nega("DATA_NON_AMMESSA").Al("data_fine_validita").Con("motivo", "DURATA_NON_NOTA")
		}
		fine, _ := d.Fine(oggi)
		return fine, nil
	}
	if !v.DataFine.Valida() || v.DataFine.Prima(oggi) {
		return esenpat.Data{}, s.nega("DATA_NON_AMMESSA").Al("data_fine_validita").Con("data_minima", oggi.String())
	}
	return v.DataFine, nil
}
