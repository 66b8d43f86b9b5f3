package ambiente

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

func (s *server) servizioAttivo(context.Context, *richiesta) (risposta, error) {
	ora := s.ora().Truncate(time.Millisecond)
	_, contratto := s.guasti.versioni()
	return ok(filo.Servizio{
		Nome: "APIOPESENPAT", Descrizione: "Esenzioni per patologia, ambiente di prova: nessun dato è reale, nessuna firma ha valore legale",
		Data: ora, ServizioAttivo: true, VersioneContratto: contratto, Ambiente: ambienteProva, OraServer: ora,
		Accessi: s.accessi(),
	}), nil
}

func (s *server) utente(ctx context.Context, r *richiesta) (risposta, error) {
	u := r.sessione.medico.Utente
	a, err := archivio.LeggiAccesso(ctx, s.archivio.DB(), r.sessione.medico.NomeUtente)
	if err != nil {
		return risposta{}, err
	}
	u.UltimoAccesso = a.UltimoAccesso
	return ok(filo.DiUtente(u, s.roma)), nil
}

func (s *server) ruoli(_ context.Context, r *richiesta) (risposta, error) {
	rr := []filo.Codifica{}
	for _, v := range r.sessione.medico.Ruoli {
		rr = append(rr, filo.Codifica{Codice: v.Codice, Descrizione: v.Descrizione})
	}
	return ok(rr), nil
}

func (s *server) collocazioni(_ context.Context, r *richiesta) (risposta, error) {
	codice := r.http.URL.Query().Get("codice_ruolo")
	if codice == "" {
		return risposta{}, s.nega("PARAMETRI_MANCANTI").Al("codice_ruolo")
	}
	for _, v := range r.sessione.medico.Ruoli {
		if v.Codice != codice {
			continue
		}
		cc := []filo.Collocazione{}
		for _, c := range v.Collocazioni {
			cc = append(cc, diCollocazione(s.mondo.Collocazioni[c]))
		}
		return ok(cc), nil
	}
	return risposta{}, s.nega("SENZA_RUOLO")
}

func diCollocazione(c mondo.Collocazione) filo.Collocazione {
	return filo.Collocazione{
		Codice: c.Codice, Descrizione: c.Descrizione, CodiceAzienda: c.CodiceAzienda, DescrizioneAzienda: c.DescrizioneAzienda,
	}
}

func (s *server) apriSessione(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.SceltaSessione
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	ruolo, coll, err := s.scelta(r.sessione.medico, v.CodiceRuolo, v.CodiceCollocazione)
	if err != nil {
		return risposta{}, err
	}
	ses := *r.sessione
	ses.ruolo, ses.collocazione, ses.azienda = ruolo, coll, s.mondo.Aziende[coll.CodiceAzienda]
	ses.gettone.Ruolo, ses.gettone.Collocazione = ruolo.Codice, coll.Codice
	if ses.gettone.Sessione, err = s.nuovoID(); err != nil {
		return risposta{}, err
	}
	var scadenza esenpat.Data
	err = s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		if e := s.traccia(ctx, tx, &ses, r, "apriSessione", ses.gettone.Sessione, "OK"); e != nil {
			return e
		}
		var f autorita.Firmatario
		var e error
		if f, _, _, e = s.firme.Credenziale(ctx, tx, ses.medico.Provider, ses.medico.Alias); e != nil {
			return e
		}
		scadenza = esenpat.DataDi(f.Fino.In(s.roma))
		return archivio.SalvaGettone(ctx, tx, ses.gettone)
	})
	if err != nil {
		return risposta{}, err
	}
	return risposta{stato: http.StatusCreated, corpo: s.diSessione(&ses, scadenza)}, nil
}

func (s *server) diSessione(ses *sessione, scadenza esenpat.Data) filo.Sessione {
	return filo.Sessione{
		ID: ses.gettone.Sessione, ScadeIl: ses.gettone.Scade.In(s.roma), Utente: filo.DiUtente(ses.medico.Utente, s.roma),
		Ruolo:        filo.Codifica{Codice: ses.ruolo.Codice, Descrizione: ses.ruolo.Descrizione},
		Collocazione: diCollocazione(ses.collocazione), Azienda: filo.DiAzienda(ses.azienda.Azienda),
		Azioni: ses.medico.Azioni, TutteLeASL: ses.tutteLeASL(), Ambiente: ambienteProva,
		Parametri: filo.Parametri{
			OraServer: s.ora().Truncate(time.Millisecond), MaxPDF: maxPDF, MaxPatologia: maxPatologia, SoloProprie: true,
			RadiceDocumenti: s.o.Radice, FirmaMassivaLimite: firmaMassiva, ScadenzaCertFirma: filo.SeData(scadenza),
		},
	}
}

func (s *server) chiudiSessione(ctx context.Context, r *richiesta) (risposta, error) {
	if err := archivio.TogliGettone(ctx, s.archivio.DB(), r.sessione.gettone.Impronta); err != nil {
		return risposta{}, err
	}
	return risposta{stato: http.StatusNoContent}, nil
}

func (s *server) unitaProduttive(_ context.Context, r *richiesta) (risposta, error) {
	uu := []filo.UnitaProduttiva{}
	for _, u := range r.sessione.collocazione.Unita {
		uu = append(uu, filo.DiUnita(u))
	}
	return conETag(ok(uu))
}

func (s *server) regimi(context.Context, *richiesta) (risposta, error) {
	return conETag(ok([]filo.Codifica{filo.DiRegime(esenpat.RegimeSSN), filo.DiRegime(esenpat.RegimeSSR)}))
}

func (s *server) providerFirma(context.Context, *richiesta) (risposta, error) {
	return conETag(ok(s.diProvider()))
}

func (s *server) diProvider() []filo.ProviderFirma {
	pp := []filo.ProviderFirma{}
	for _, p := range s.firme.Provider() {
		pp = append(pp, filo.DiProvider(p))
	}
	return pp
}
