package esenzioni_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// servizio issues one exemption for one certificate.
type servizio struct {
	emesse  int
	stato   esenpat.StatoEsenzione
	perdi   bool
	muto    bool
	usata   string
	opere   map[string]esenpat.Operazione
	sospesi map[string]esenpat.AttoInSospeso
	n       int
	eventi  []evento.Evento
	bus     evento.Bus
}

func (s *servizio) PropostaEsenzione(context.Context, string, string) (esenpat.PropostaEsenzione, error) {
	return esenpat.PropostaEsenzione{CodiceEsenzione: "048"}, nil
}

func (s *servizio) RilasciaEsenzione(_ context.Context, chiave string, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	s.emesse++
	s.usata, s.stato = "ese-1", esenpat.EsenzioneValidata
	if r.Modalita == esenpat.Richiesta {
		s.stato = esenpat.EsenzioneInviata
	}
	s.opere[chiave] = esenpat.Operazione{Stato: esenpat.OperazioneRiuscita, RisorsaID: "ese-1"}
	if s.perdi {
		return esenpat.EsitoEsenzione{}, esenpat.NewError(esenpat.Uncertain, "esenzione.esito-incerto", "finto")
	}
	return esenpat.EsitoEsenzione{Esito: "SCADENZA_AGGIORNATA"}, nil
}

func (s *servizio) FindEsenzioni(context.Context, esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	return esenpat.Pagina[esenpat.EsenzioneSintesi]{Totale: 1}, nil
}

func (s *servizio) Esenzione(_ context.Context, _, id string) (esenpat.Esenzione, error) {
	return esenpat.Esenzione{ID: id, Stato: s.stato}, nil
}

func (s *servizio) StoricoEsenzione(context.Context, string, string) ([]esenpat.EventoStorico, error) {
	return nil, nil
}

func (s *servizio) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	return esenpat.Certificato{Legami: esenpat.LegamiCertificato{EsenzioneID: s.usata}}, nil
}

func (s *servizio) Promemoria(context.Context, string, string) ([]byte, error) {
	return []byte("p"), nil
}
func (s *servizio) Attestato(context.Context, string) ([]byte, error) { return []byte("a"), nil }

func (s *servizio) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: "DOTT"}}, true
}

func (s *servizio) Operazione(_ context.Context, chiave string) (esenpat.Operazione, error) {
	if s.muto {
		return esenpat.Operazione{}, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	}
	if op, ok := s.opere[chiave]; ok {
		return op, nil
	}
	return esenpat.Operazione{Stato: esenpat.OperazioneMaiArrivata}, nil
}

func (s *servizio) Annota(_ context.Context, a esenpat.AttoInSospeso) error {
	s.sospesi[a.Chiave] = a
	return nil
}

func (s *servizio) Risolvi(_ context.Context, chiave string) error {
	delete(s.sospesi, chiave)
	return nil
}

func (s *servizio) Elenco(context.Context, string) ([]esenpat.AttoInSospeso, error) {
	var l []esenpat.AttoInSospeso
	for _, a := range s.sospesi {
		l = append(l, a)
	}
	return l, nil
}

func nuovo() (*servizio, *esenzioni.Rilasci) {
	s := &servizio{opere: map[string]esenpat.Operazione{}, sospesi: map[string]esenpat.AttoInSospeso{}}
	s.bus.Ascolta(func(e evento.Evento) { s.eventi = append(s.eventi, e) })
	m := atti.New(atti.Opzioni{
		Operazioni: s, InSospeso: s, Bus: &s.bus, Orologio: time.Now, Chiave: func() string { s.n++; return strconv.Itoa(s.n) },
		Attendi: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	return s, esenzioni.NewRilasci(esenzioni.OpzioniRilasci{
		Proposte: s, Emissione: s, Lettura: s, Certificati: s, Sessione: s, Motore: m, Bus: &s.bus,
	})
}

func richiesta(m esenpat.ModalitaEsenzione) esenpat.RichiestaEsenzione {
	return esenpat.RichiestaEsenzione{AssistitoID: "a", CertificatoID: "c", Modalita: m, DurataPredefinita: true}
}

func TestRilascia_answerIsTheServersOwn(t *testing.T) {
	s, r := nuovo()

	e, err := r.RilasciaEsenzione(t.Context(), richiesta(esenpat.Rilascio))

	if err != nil || e.Esito != "SCADENZA_AGGIORNATA" || s.emesse != 1 || len(s.sospesi) != 0 || len(s.eventi) != 1 {
		t.Errorf("esito = %+v, %v", e, err)
	}
}

func TestRilascia_lostAnswerIsFoundOut(t *testing.T) {
	for modalita, esito := range map[esenpat.ModalitaEsenzione]string{esenpat.Rilascio: "RILASCIATA", esenpat.Richiesta: "RICHIESTA_INVIATA"} {
		s, r := nuovo()
		s.perdi = true

		e, err := r.RilasciaEsenzione(t.Context(), richiesta(modalita))

		if err != nil || e.Esito != esito || e.Esenzione.ID != "ese-1" || s.emesse != 1 {
			t.Errorf("%s: esito = %+v, %v, issued %d", modalita, e, err, s.emesse)
		}
	}
}

func TestRilascia_unknownOutcomeBlocksASecondOne(t *testing.T) {
	s, r := nuovo()
	s.perdi, s.muto = true, true
	_, err := r.RilasciaEsenzione(t.Context(), richiesta(esenpat.Rilascio))
	_, err2 := r.RilasciaEsenzione(t.Context(), richiesta(esenpat.Richiesta)) // the other road to the same
	if esenpat.CodeOf(err) != "esenzione.esito-incerto" || esenpat.CodeOf(err2) != "esenzione.esito-incerto" || s.emesse != 1 {
		t.Fatalf("%v, %v, issued %d", err, err2, s.emesse)
	}
	s.muto = false

	e, err := r.VerificaRilascio(t.Context(), richiesta(esenpat.Rilascio))

	if err != nil || e.Esito != "RILASCIATA" || s.emesse != 1 || len(s.sospesi) != 0 {
		t.Errorf("esito = %+v, %v", e, err)
	}
}

func TestVerificaRilascio_asksTheCertificateWhenNothingIsPending(t *testing.T) {
	s, r := nuovo()

	_, err := r.VerificaRilascio(t.Context(), richiesta(esenpat.Rilascio))
	if esenpat.CodeOf(err) != "atto.mai-arrivato" {
		t.Errorf("err = %v", err)
	}
	s.usata, s.stato = "ese-1", esenpat.EsenzioneValidata
	if e, err := r.VerificaRilascio(t.Context(), richiesta(esenpat.Rilascio)); err != nil || e.Esenzione.ID != "ese-1" {
		t.Errorf("esito = %+v, %v", e, err)
	}
}

func TestRilascia_impossibleDateIsNotSent(t *testing.T) {
	s, r := nuovo()
	q := richiesta(esenpat.Rilascio)
	q.DataFine = esenpat.NewData(2026, 2, 30)

	_, err := r.RilasciaEsenzione(t.Context(), q)

	if e := esenpat.AsError(err); e.Code != "data.non-valida" || e.Field != "data_fine_validita" || s.emesse != 0 {
		t.Errorf("err = %v", err)
	}
}

func TestArchivio_checksFiltersAndReads(t *testing.T) {
	s, r := nuovo()
	a := esenzioni.NewArchivio(s, s)

	_, err := a.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{ValidaDa: esenpat.NewData(2026, 2, 1), ValidaA: esenpat.NewData(2026, 1, 1)})
	if esenpat.CodeOf(err) != "periodo.incoerente" {
		t.Errorf("err = %v", err)
	}
	_, err = a.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{Persona: esenpat.RicercaAssistito{CodiceFiscale: "X"}})
	if esenpat.CodeOf(err) != "cf.lunghezza" {
		t.Errorf("err = %v", err)
	}
	if p, err := a.FindEsenzioni(t.Context(), esenpat.FiltroEsenzioni{}); err != nil || p.Totale != 1 {
		t.Error(err)
	}
	p, err1 := a.Promemoria(t.Context(), "a", "e")
	q, err2 := a.Attestato(t.Context(), "a")
	_, err3 := a.Storico(t.Context(), "a", "e")
	e, err4 := a.Esenzione(t.Context(), "a", "e")
	_, err5 := r.PropostaEsenzione(t.Context(), "a", "c")
	if string(p) != "p" || string(q) != "a" || e.ID != "e" || err1 != nil || err2 != nil || err3 != nil || err4 != nil || err5 != nil {
		t.Error(err1, err2, err3, err4, err5)
	}
}
