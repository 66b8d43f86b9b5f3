package ambiente

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// cercaAssistiti looks in AURA by fiscal code or by surname. Accents, case and
// apostrophes do not matter (R17).
func (s *server) cercaAssistiti(_ context.Context, r *richiesta) (risposta, error) {
	var v filo.RicercaAssistito
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	limit, offset, rif := impaginazione(v.Limit, v.Offset)
	if rif != nil {
		return risposta{}, rif
	}
	persona, err := s.persona(v.CodiceFiscale, v.Cognome, v.Nome, v.DataNascita)
	if err != nil {
		return risposta{}, err
	}
	if persona == (esenpat.RicercaAssistito{}) {
		return risposta{}, s.nega("RICERCA_INCOMPLETA")
	}
	trovati := []filo.AssistitoSintesi{}
	for i := range s.mondo.Assistiti {
		if a := &s.mondo.Assistiti[i]; coincide(persona, &a.Assistito) {
			trovati = append(trovati, filo.DiAssistitoSintesi(a.Assistito))
		}
	}
	slices.SortFunc(trovati, func(a, b filo.AssistitoSintesi) int {
		return strings.Compare(a.Cognome+"\x00"+a.Nome+"\x00"+a.DataNascita.String(), b.Cognome+"\x00"+b.Nome+"\x00"+b.DataNascita.String())
	})
	return conPagine(trovati, limit, offset), nil
}

// persona reads who is searched; a name without surname is incomplete.
func (s *server) persona(cf, cognome, nome string, nascita esenpat.Data) (esenpat.RicercaAssistito, error) {
	p := esenpat.RicercaAssistito{Cognome: piatto(cognome), Nome: piatto(nome), DataNascita: nascita}
	if strings.TrimSpace(cf) != "" {
		v, err := esenpat.ParseCodiceFiscale(cf)
		if err != nil {
			return p, s.nega("CF_NON_VALIDO").Al("codice_fiscale")
		}
		return esenpat.RicercaAssistito{CodiceFiscale: v}, nil
	}
	if p.Cognome == "" && (p.Nome != "" || !nascita.Vuota()) {
		return p, s.nega("RICERCA_INCOMPLETA").Al("cognome")
	}
	return p, nil
}

// coincide compares a search, made by persona, with a patient.
func coincide(p esenpat.RicercaAssistito, a *esenpat.Assistito) bool {
	if p.CodiceFiscale != "" {
		return a.CodiceFiscale == p.CodiceFiscale
	}
	return (p.Cognome == "" || piatto(a.Cognome) == p.Cognome) &&
		strings.HasPrefix(piatto(a.Nome), p.Nome) &&
		(p.DataNascita.Vuota() || a.Anagrafica.DataNascita == p.DataNascita)
}

// piatto keeps letters only, upper case and without accents.
func piatto(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(norm.NFD.String(s)))
}

// trovaAssistito returns the patient of the path.
func (s *server) trovaAssistito(r *richiesta) (*mondo.Assistito, error) {
	if a, trovato := s.assistiti[r.percorso("cit_id")]; trovato {
		return a, nil
	}
	return nil, s.nega("ASSISTITO_NON_TROVATO")
}

func (s *server) assistito(ctx context.Context, r *richiesta) (risposta, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return risposta{}, err
	}
	if !a.Anagrafica.Piemontese {
		return risposta{}, s.nega("NON_ASSISTITO_PIEMONTE")
	}
	if err = s.consultato(ctx, r, a.ID); err != nil {
		return risposta{}, err
	}
	return conETag(ok(filo.DiAssistito(s.conCompetenza(a, r.sessione), s.oggi())))
}

// conCompetenza answers what this doctor may do for this patient.
func (s *server) conCompetenza(a *mondo.Assistito, ses *sessione) esenpat.Assistito {
	v := a.Assistito
	v.VersioneAnagrafe = "1"
	c := &v.Competenza
	if rif := s.fermo(a, ses); rif != nil {
		c.Motivo = esenpat.Motivo{Codice: rif.Codice, Testo: rif.Titolo}
		return v
	}
	c.PuoCertificare = true
	if rif := s.senzaRilascio(a, ses); rif != nil {
		c.Motivo = esenpat.Motivo{Codice: rif.Codice, Testo: rif.Titolo}
		return v
	}
	c.PuoRilasciare = true
	return v
}

// fermo says why no certificate can be written for the patient, nil if it can.
func (s *server) fermo(a *mondo.Assistito, ses *sessione) *filo.Rifiuto {
	an := a.Anagrafica
	switch {
	case !an.Piemontese:
		return s.nega("NON_ASSISTITO_PIEMONTE")
	case !an.DataDecesso.Vuota():
		return s.nega("ASSISTITO_DECEDUTO")
	case !an.FineSSN.Vuota() && an.FineSSN.Prima(s.oggi()):
		return s.nega("ASSISTENZA_TERMINATA")
	case a.ProfiloInvalid:
		return s.nega("PROFILO_NON_UTILIZZABILE")
	case !ses.puo(esenpat.AzioneNuovoCertificato):
		return s.nega("NON_ABILITATO")
	}
	return nil
}

// senzaRilascio says why the doctor cannot issue for the patient, nil if he can.
func (s *server) senzaRilascio(a *mondo.Assistito, ses *sessione) *filo.Rifiuto {
	switch {
	case !ses.puo(esenpat.AzioneCreaValida):
		return s.nega("NON_ABILITATO")
	case ses.azienda.Ospedale:
		return s.nega("AZIENDA_SENZA_RESIDENTI")
	case !ses.tutteLeASL() && a.AslResidenza.Codice != ses.azienda.Codice:
		return s.nega("ASL_NON_COMPETENTE")
	}
	return nil
}

func (s *server) esenzioniAura(ctx context.Context, r *richiesta) (risposta, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return risposta{}, err
	}
	voci, err := archivio.LeggiAURA(ctx, s.archivio.DB(), a.ID)
	if err != nil {
		return risposta{}, err
	}
	rr := []filo.EsenzioneAURA{}
	for _, v := range voci {
		if v.Esenzione != "" {
			e, err := archivio.LeggiEsenzione(ctx, s.archivio.DB(), v.Esenzione)
			if err != nil {
				return risposta{}, err
			}
			if altrui(e, r.sessione) {
				continue
			}
			v.LeggiSpeciali = e.LeggiSpeciali
		}
		v.Attiva = attiva(v.EsenzioneAURA, s.oggi())
		rr = append(rr, filo.DiAURA(v.EsenzioneAURA))
	}
	return ok(rr), nil
}

// attiva: not suspended and valid to the end of its last day.
func attiva(e esenpat.EsenzioneAURA, oggi esenpat.Data) bool {
	return e.DataSospensione.Vuota() && (e.DataScadenza.Vuota() || !e.DataScadenza.Prima(oggi))
}
