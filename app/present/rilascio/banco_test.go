package rilascio_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/rilascio"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type fuori struct {
	partitest.Carta
	attestato  error // of reading it
	proposta   esenpat.PropostaEsenzione
	propErr    error
	rilascia   func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error)
	verifica   func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error)
	sessione   esenpat.Sessione
	salvati    []string
	rilasciate atomic.Int32
}

func (f *fuori) PropostaEsenzione(context.Context, string, string) (esenpat.PropostaEsenzione, error) {
	return f.proposta, f.propErr
}

func (f *fuori) RilasciaEsenzione(_ context.Context, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	f.rilasciate.Add(1)
	return f.rilascia(r)
}

func (f *fuori) VerificaRilascio(_ context.Context, r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) {
	return f.verifica(r)
}

func (f *fuori) Promemoria(context.Context, string, string) ([]byte, error) { return []byte("p"), nil }

func (f *fuori) Attestato(context.Context, string) ([]byte, error) { return []byte("a"), f.attestato }

func (f *fuori) Salva(_ context.Context, nome string, _ []byte) (string, error) {
	f.salvati = append(f.salvati, nome)
	return "/tmp/" + nome, nil
}

func (f *fuori) Apri(context.Context, string, []byte) error { return nil }

func (f *fuori) Corrente() (esenpat.Sessione, bool) { return f.sessione, true }

type banco struct {
	*fuori
	coda *tasktest.Coda
	p    *rilascio.Presenter
	s    rilascio.State
	ora  *tasktest.Orologio
}

func rilasciata() esenpat.EsitoEsenzione {
	return esenpat.EsitoEsenzione{Esito: "RILASCIATA", Esenzione: esenpat.Esenzione{
		ID: "e1", Numero: "202601030100000001", Stato: esenpat.EsenzioneValidata, StatoTesto: "Validata",
		Voce: esenpat.VoceEsenzione{Codice: "048"}, Date: esenpat.DateEsenzione{Inizio: esenpat.NewData(2026, 11, 22)},
	}}
}

func errore(k esenpat.Kind, codice string) *esenpat.Error {
	return esenpat.NewError(k, codice, "prova")
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	txt := partitest.Testi(t, "../../..")
	f := &fuori{
		proposta: esenpat.PropostaEsenzione{
			CodiceEsenzione: "048", CodiceDiagnosi: "174.9", DataInizio: esenpat.NewData(2026, 11, 22), DataFine: esenpat.NewData(2031, 11, 22),
			Durata: esenpat.Durata{Valore: 5, Unita: esenpat.DurataAnni}, Rilasciabile: true, Richiedibile: true,
			AslCompetente: esenpat.Azienda{Denominazione: "ASL TO3"},
		},
		rilascia: func(esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) { return rilasciata(), nil },
		sessione: esenpat.Sessione{Azioni: []esenpat.Azione{esenpat.AzioneCreaValida, esenpat.AzioneRichiediEsenzione}},
	}
	ora := tasktest.NewOrologio(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	b := &banco{fuori: f, coda: tasktest.NewCoda(), ora: ora}
	b.p = rilascio.New(t.Context(), rilascio.Params{
		UI: b.coda.Dispatch, Dopo: ora.Dopo, Adesso: ora.Adesso, Testi: txt,
		Porte: rilascio.Porte{Rilasci: f, Esiti: f, Archivio: f, Uscita: f, Sessioni: f},
	})
	b.p.Render = func(s rilascio.State) { b.s = s }
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
}

func (b *banco) apri(m esenpat.ModalitaEsenzione) {
	b.p.Apri(rilascio.Pratica{AssistitoID: "a1", CertificatoID: "c1", Numero: "12", Modalita: m, Esenzione: esenpat.Voce{Codice: "048", Descrizione: "Neoplasie"}})
	b.quieto()
}

// inviata issues with the typed date and returns what was sent.
func (b *banco) inviata(t *testing.T, data string) esenpat.RichiestaEsenzione {
	t.Helper()
	var req esenpat.RichiestaEsenzione
	b.rilascia = func(r esenpat.RichiestaEsenzione) (esenpat.EsitoEsenzione, error) { req = r; return rilasciata(), nil }
	b.p.SetDataFine(data)
	b.p.Conferma()
	b.quieto()
	if b.s.Fase != rilascio.FaseFatta {
		t.Fatalf("phase %v: %+v", b.s.Fase, b.s.Modulo)
	}
	return req
}
