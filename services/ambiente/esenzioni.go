package ambiente

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/documento"
)

func etagEsenzione(e *archivio.Esenzione) string { return fmt.Sprintf(`"%s-%d"`, e.ID[:8], e.Versione) }

// daScaricare: requests have no paper (spec 2, G07).
func daScaricare(e *archivio.Esenzione) bool {
	return esenpat.Esenzione{Stato: e.Stato, CodiceAttestato: e.CodiceAttestato}.Rilasciata(nil)
}

// archiviata: the pratica ended.
func archiviata(stato esenpat.StatoEsenzione) bool {
	return !stato.InCorso()
}

// statoEsenzione is the state now: a validated one expires after its last day.
func (s *server) statoEsenzione(e *archivio.Esenzione) esenpat.StatoEsenzione {
	return e.Stato.AlGiorno(e.Fine, s.oggi())
}

func (s *server) diEsenzione(e *archivio.Esenzione, ses *sessione) filo.Esenzione {
	a := s.assistiti[e.Assistito]
	stato := s.statoEsenzione(e)
	return filo.Esenzione{
		ID: e.ID, Numero: e.Numero, Stato: filo.DiStatoEsenzione(stato), Tipologia: filo.DiTipologia(e.Voce.Tipologia),
		Esenzione: filo.DiVoceEsenzione(e.Voce, ""), Diagnosi: filo.DiDiagnosi(e.Diagnosi),
		Assistito: filo.DiAssistito(s.conCompetenza(a, ses), s.oggi()), Compilatore: e.Compilatore,
		DataRichiesta: e.RichiestaIl.In(s.roma), Inizio: filo.Data{Data: e.Inizio}, Fine: filo.Data{Data: e.Fine}, Archiviata: archiviata(stato),
		CertificatoID: e.CertificatoID, AslCompetente: filo.DiAzienda(s.mondo.Aziende[e.AslCompetente].Azienda), Origine: e.Origine,
		Durata: filo.DiDurata(durataDi(esenpat.DatiCertificato{Esenzione: e.Voce, Diagnosi: e.Diagnosi})), Prestazioni: prestazioniDiProva(),
		LeggiSpeciali: e.LeggiSpeciali, Oscurato: e.Oscurato.Bool(),
		Note: e.Note, CodiceAttestato: e.CodiceAttestato, Comunicazione: s.diComunicazione(e), AzioniAmmesse: s.azioniEsenzione(e, ses),
	}
}

func (s *server) sintesiEsenzione(e *archivio.Esenzione) filo.EsenzioneSintesi {
	stato := s.statoEsenzione(e)
	return filo.EsenzioneSintesi{
		ID: e.ID, CitID: e.Assistito, Numero: e.Numero, Stato: filo.DiStatoEsenzione(stato), Tipologia: filo.DiTipologia(e.Voce.Tipologia),
		Esenzione: filo.Codifica{Codice: e.Voce.Codice, Descrizione: e.Voce.Descrizione}, Diagnosi: filo.DiDiagnosi(e.Diagnosi),
		Assistito: filo.DiAssistitoSintesi(s.assistiti[e.Assistito].Assistito), Compilatore: e.Compilatore,
		DataRichiesta: e.RichiestaIl.In(s.roma), Inizio: filo.Data{Data: e.Inizio}, Fine: filo.Data{Data: e.Fine}, Archiviata: archiviata(stato),
		CertificatoID: e.CertificatoID, Asl: s.mondo.Aziende[e.AslCompetente].Denominazione, Origine: e.Origine,
		LeggiSpeciali: e.LeggiSpeciali,
	}
}

// altrui: under special laws and written by somebody else. Such data are visible
// only with the patient's explicit consent (manual, M77).
func altrui(e *archivio.Esenzione, ses *sessione) bool {
	return e.LeggiSpeciali && e.Medico != ses.medico.NomeUtente
}

// trovaEsenzione returns the exemption of the path, which must be of that
// patient; the doctors who can read it are who wrote it and those competent
// for the patient.
func (s *server) trovaEsenzione(ctx context.Context, r *richiesta) (*archivio.Esenzione, error) {
	return s.trovaEsenzioneCon(ctx, s.archivio.DB(), r)
}

func (s *server) trovaEsenzioneCon(ctx context.Context, q archivio.Esecutore, r *richiesta) (*archivio.Esenzione, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return nil, err
	}
	e, err := archivio.LeggiEsenzione(ctx, q, r.percorso("esenzione_id"))
	if errors.Is(err, archivio.ErrNessuno) || err == nil && e.Assistito != a.ID {
		return nil, s.nega("RISORSA_NON_TROVATA")
	}
	if err != nil {
		return nil, err
	}
	if altrui(e, r.sessione) || e.Medico != r.sessione.medico.NomeUtente && s.senzaRilascio(a, r.sessione) != nil {
		return nil, s.nega("NON_ABILITATO")
	}
	return e, nil
}

func (s *server) esenzione(ctx context.Context, r *richiesta) (risposta, error) {
	e, err := s.trovaEsenzione(ctx, r)
	if err != nil {
		return risposta{}, err
	}
	return ok(s.diEsenzione(e, r.sessione)).con("ETag", etagEsenzione(e)), nil
}

func (s *server) storicoEsenzione(ctx context.Context, r *richiesta) (risposta, error) {
	e, err := s.trovaEsenzione(ctx, r)
	if err != nil {
		return risposta{}, err
	}
	return s.storico(ctx, e.ID)
}

func (s *server) esenzioniAssistito(ctx context.Context, r *richiesta) (risposta, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return risposta{}, err
	}
	ee, err := archivio.EsenzioniDellAssistito(ctx, s.archivio.DB(), a.ID)
	if err != nil {
		return risposta{}, err
	}
	rr := []filo.EsenzioneSintesi{}
	for i := range slices.Backward(ee) {
		if !altrui(&ee[i], r.sessione) {
			rr = append(rr, s.sintesiEsenzione(&ee[i]))
		}
	}
	return ok(rr), nil
}

// cercaEsenzioni searches among the doctor's own exemptions; the parameter
// solo_proprie_esenzioni says so.
func (s *server) cercaEsenzioni(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.RicercaEsenzioni
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
	tutte, _, err := archivio.EsenzioniDelMedico(ctx, s.archivio.DB(), r.sessione.medico.NomeUtente, 0, math.MaxInt32)
	if err != nil {
		return risposta{}, err
	}
	rr := []filo.EsenzioneSintesi{}
	if err := s.ordinaEsenzioni(tutte, v.Ordinamento); err != nil {
		return risposta{}, err
	}
	for i := range tutte {
		if e := &tutte[i]; s.passaEsenzione(e, v) && coincide(persona, &s.assistiti[e.Assistito].Assistito) {
			rr = append(rr, s.sintesiEsenzione(e))
		}
	}
	return conPagine(rr, limit, offset), nil
}

// ordinaEsenzioni sorts by the field asked, newest first when none is.
func (s *server) ordinaEsenzioni(ee []archivio.Esenzione, per string) error {
	campo, giu := strings.CutPrefix(per, "-")
	richiesta := func(e archivio.Esenzione) string { return fmt.Sprintf("%020d", e.RichiestaIl.UnixNano()) }
	var chiave func(e archivio.Esenzione) string
	switch campo {
	case "":
		chiave, giu = richiesta, true
	case "data_richiesta":
		chiave = richiesta
	case "numero_pratica":
		chiave = func(e archivio.Esenzione) string { return e.Numero }
	case "cognome":
		chiave = func(e archivio.Esenzione) string { return perCognome(s.assistiti[e.Assistito].Assistito) }
	default:
		return s.nega("DATI_INCONGRUENTI").Al("ordinamento")
	}
	ordinaPer(ee, giu, chiave, func(e archivio.Esenzione) string { return e.Numero })
	return nil
}

func (s *server) passaEsenzione(e *archivio.Esenzione, v filo.RicercaEsenzioni) bool {
	return (len(v.Stato) == 0 || slices.Contains(v.Stato, string(s.statoEsenzione(e)))) &&
		(v.CodiceEsenzione == "" || strings.EqualFold(v.CodiceEsenzione, e.Voce.Codice)) &&
		(v.ValidaDa.Vuota() || !e.Inizio.Prima(v.ValidaDa)) && (v.ValidaA.Vuota() || !v.ValidaA.Prima(e.Inizio))
}

func (s *server) variazioniEsenzioni(ctx context.Context, r *richiesta) (risposta, error) {
	da, limite, err := s.cursore(r)
	if err != nil {
		return risposta{}, err
	}
	ee, fino, err := archivio.EsenzioniDelMedico(ctx, s.archivio.DB(), r.sessione.medico.NomeUtente, da, limite)
	if err != nil {
		return risposta{}, err
	}
	v := variazioniElenco[filo.EsenzioneSintesi]{[]filo.EsenzioneSintesi{}, []string{}, nuovoCursore(fino), len(ee) == limite}
	for i := range ee {
		v.Elementi = append(v.Elementi, s.sintesiEsenzione(&ee[i]))
	}
	return ok(v), nil
}

// promemoria is of one exemption that exists: requests have none (spec 2, G07).
func (s *server) promemoria(ctx context.Context, r *richiesta) (risposta, error) {
	if r.http.URL.Query().Get("document_type") != "07" {
		return risposta{}, s.nega("PARAMETRI_MANCANTI").Al("document_type")
	}
	e, err := s.trovaEsenzione(ctx, r)
	if err != nil {
		return risposta{}, err
	}
	if !daScaricare(e) {
		return risposta{}, s.nega("RISORSA_NON_TROVATA")
	}
	if err = s.consultato(ctx, r, e.ID); err != nil {
		return risposta{}, err
	}
	asl := s.mondo.Aziende[e.AslCompetente].Azienda
	pdf, err := s.documenti.Promemoria(ctx, s.perDocumento(e), documento.Emissione{Azienda: asl, Emesso: e.RichiestaIl, Prova: true})
	if err != nil {
		return risposta{}, err
	}
	return rispostaPDF(pdf, "Promemoria_esenzione_"+e.Numero+".pdf"), nil
}

func (s *server) perDocumento(e *archivio.Esenzione) esenpat.Esenzione {
	v := esenpat.Esenzione{
		ID: e.ID, Numero: e.Numero, Stato: s.statoEsenzione(e), Voce: e.Voce, Diagnosi: e.Diagnosi, Beneficiario: s.assistiti[e.Assistito].Assistito,
		Date: esenpat.DateEsenzione{RichiestaIl: e.RichiestaIl, Inizio: e.Inizio, Fine: e.Fine}, CertificatoID: e.CertificatoID,
		Origine: e.Origine, AslCompetente: s.mondo.Aziende[e.AslCompetente].Azienda,
	}
	for _, p := range prestazioniDiProva() { // all of them (R12)
		v.Prestazioni = append(v.Prestazioni, esenpat.Prestazione{Codice: p.Codice, CodiceDM96: p.CodiceDM96, Descrizione: p.Descrizione, Nota: p.Nota})
	}
	return v
}

// attestato lists all exemptions that are active in AURA today.
func (s *server) attestato(ctx context.Context, r *richiesta) (risposta, error) {
	a, err := s.trovaAssistito(r)
	if err != nil {
		return risposta{}, err
	}
	if no := s.fermo(a, r.sessione); no != nil {
		return risposta{}, no
	}
	if err = s.consultato(ctx, r, a.ID); err != nil {
		return risposta{}, err
	}
	voci, err := archivio.LeggiAURA(ctx, s.archivio.DB(), a.ID)
	if err != nil {
		return risposta{}, err
	}
	var attive []esenpat.Esenzione
	for _, v := range voci {
		if !attiva(v.EsenzioneAURA, s.oggi()) {
			continue
		}
		e := esenpat.Esenzione{
			Numero: v.CodiceAttestato, Stato: esenpat.EsenzioneValidata, Beneficiario: a.Assistito, Origine: v.Fonte, AslCompetente: a.AslResidenza,
			Date:        esenpat.DateEsenzione{Inizio: v.DataEmissione, Fine: v.DataScadenza},
			Voce:        esenpat.VoceEsenzione{Codice: v.Codice, Descrizione: v.Descrizione},
			Diagnosi:    esenpat.VoceDiagnosi{Codice: v.CodiceDiagnosi, Descrizione: v.Diagnosi, Fittizia: v.CodiceDiagnosi == esenpat.CodiceNessunaDiagnosi},
			Prestazioni: s.perDocumento(&archivio.Esenzione{Assistito: a.ID}).Prestazioni,
		}
		if c, trovata := s.voci().Esenzione(v.Codice); trovata {
			e.Voce = c.VoceEsenzione
		}
		attive = append(attive, e)
	}
	pdf, err := s.documenti.Attestato(ctx, a.Assistito, attive, documento.Emissione{Azienda: a.AslResidenza, Emesso: s.oggi().Inizio(s.roma), Prova: true})
	if err != nil {
		return risposta{}, err
	}
	return rispostaPDF(pdf, "Attestato_esenzione.pdf"), nil
}
