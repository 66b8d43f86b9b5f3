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
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

const (
	maxTentativi   = 5
	bloccoAccesso  = 15 * time.Minute
	maxPDF         = 20 << 20
	maxPatologia   = 4000
	firmaMassiva   = 10
	ambienteProva  = "prova"
	versioneServer = "1.0.0"
)

// sessione is who calls and as what. ruolo and collocazione are empty until
// /login/sessione.
type sessione struct {
	gettone      archivio.Gettone
	medico       *mondo.Medico
	ruolo        mondo.Ruolo
	collocazione mondo.Collocazione
	azienda      mondo.Azienda
}

// puo reports whether the session has a right.
func (s *sessione) puo(a esenpat.Azione) bool { return slices.Contains(s.medico.Azioni, a) }

// tutteLeASL is true for a CAS doctor working as such.
func (s *sessione) tutteLeASL() bool {
	return s.medico.TutteLeASL && s.ruolo.Codice == "MEDICO_SPECIALISTA_CAS"
}

// accedi opens an access by one of the three ways. Every refusal of credentials
// costs the same time and says the same, whether the user exists or not; five
// in a row lock the user for a while.
func (s *server) accedi(ctx context.Context, r *richiesta) (risposta, error) {
	var c filo.Credenziali
	if err := s.decodifica(r, &c); err != nil {
		return risposta{}, err
	}
	verifica, err := s.metodoAccesso(ctx, r, c)
	if err != nil {
		return risposta{}, err
	}
	var rif *filo.Rifiuto
	var token string
	scade := s.ora().Add(s.o.DurataSessione)
	err = s.archivio.Transazione(ctx, func(tx *sql.Tx) (err error) {
		var utente string
		if utente, rif, err = verifica(tx); err != nil || rif != nil {
			return err
		}
		if err = archivio.TogliGettoniScaduti(ctx, tx, s.ora()); err != nil {
			return err
		}
		if token, err = s.casuale(32); err != nil {
			return err
		}
		return archivio.SalvaGettone(ctx, tx, archivio.Gettone{Impronta: impronta([]byte(token)), Utente: utente, Scade: scade})
	})
	if err != nil {
		return risposta{}, err
	}
	if rif != nil {
		return risposta{}, rif
	}
	return ok(filo.Token{AccessToken: token, TipoToken: "Bearer", ScadeIl: scade.Truncate(time.Second)}), nil
}

// verificaAccesso returns a refusal to be committed with its counter, or an error.
func (s *server) verificaAccesso(ctx context.Context, tx *sql.Tx, c filo.Credenziali) (*filo.Rifiuto, error) {
	return s.verificaCon(ctx, tx, c.NomeUtente, c.Password, func(a archivio.Accesso) bool {
		return s.confrontaPassword(a.Password, c.Password) && s.confrontaPassword(a.PIN, c.PIN)
	})
}

// verificaCon counts what giuste does not let in.
func (s *server) verificaCon(ctx context.Context, tx *sql.Tx, utente, password string, giuste func(archivio.Accesso) bool) (*filo.Rifiuto, error) {
	a, err := archivio.LeggiAccesso(ctx, tx, utente)
	if errors.Is(err, archivio.ErrNessuno) {
		_, err = s.impastaPassword(password)
		return s.nega("CREDENZIALI_ERRATE"), err
	}
	if err != nil {
		return nil, err
	}
	ora := s.ora()
	if resta := a.BloccatoFino.Sub(ora); resta > 0 {
		return s.nega("UTENTE_BLOCCATO").Dopo(resta), nil
	}
	if giuste(a) {
		a.Errati, a.BloccatoFino, a.UltimoAccesso = 0, time.Time{}, ora
		return nil, archivio.SalvaAccesso(ctx, tx, a)
	}
	a.Errati++
	rif := s.nega("CREDENZIALI_ERRATE").Con("tentativi_residui", strconv.Itoa(max(0, maxTentativi-a.Errati)))
	if a.Errati >= maxTentativi {
		a.Errati, a.BloccatoFino = 0, ora.Add(bloccoAccesso)
		rif = s.nega("UTENTE_BLOCCATO").Dopo(bloccoAccesso)
	}
	return rif, archivio.SalvaAccesso(ctx, tx, a)
}

// sessioneDi returns the session of a request that carries a token.
func (s *server) sessioneDi(ctx context.Context, hr *http.Request, l livello) (*sessione, error) {
	token := tokenDi(hr)
	if token == "" {
		return nil, s.nega("NON_AUTENTICATO")
	}
	g, err := archivio.LeggiGettone(ctx, s.archivio.DB(), impronta([]byte(token)))
	if errors.Is(err, archivio.ErrNessuno) {
		return nil, s.nega("NON_AUTENTICATO")
	}
	if err != nil {
		return nil, err
	}
	if (g.Sessione == sessioneCSC) != (l == perCSC) && l != perCSC {
		return nil, s.nega("NON_AUTENTICATO") // a token of the signing service opens nothing else
	}
	m := s.medici[g.Utente]
	if m == nil || !g.Scade.After(s.ora()) {
		return nil, s.nega("NON_AUTENTICATO")
	}
	ses := &sessione{gettone: g, medico: m}
	if g.Ruolo != "" {
		ses.ruolo, ses.collocazione, err = s.scelta(m, g.Ruolo, g.Collocazione)
		if err != nil {
			return nil, err
		}
		ses.azienda = s.mondo.Aziende[ses.collocazione.CodiceAzienda]
	}
	if l == conSessione {
		err = s.controllaSessione(hr, g)
	}
	return ses, err
}

// controllaSessione wants a working session, and the headers that repeat it.
func (s *server) controllaSessione(hr *http.Request, g archivio.Gettone) error {
	ruolo, collocazione := hr.Header.Get("Ruolo"), hr.Header.Get("Collocazione")
	switch {
	case g.Sessione == "":
		return s.nega("SENZA_RUOLO")
	case ruolo == "" || collocazione == "":
		return s.nega("PARAMETRI_MANCANTI").Al("Ruolo")
	case ruolo != g.Ruolo || collocazione != g.Collocazione:
		return s.nega("SENZA_RUOLO")
	}
	return nil
}

// scelta finds a role and a workplace among those of the doctor. A failure is
// a refusal: it never grants more (R01).
func (s *server) scelta(m *mondo.Medico, ruolo, collocazione string) (mondo.Ruolo, mondo.Collocazione, error) {
	for _, r := range m.Ruoli {
		if r.Codice == ruolo && slices.Contains(r.Collocazioni, collocazione) {
			return r, s.mondo.Collocazioni[collocazione], nil
		}
	}
	return mondo.Ruolo{}, mondo.Collocazione{}, s.nega("SENZA_RUOLO")
}

func (s *server) chiudiTutto(ctx context.Context) error {
	return archivio.TogliGettone(ctx, s.archivio.DB(), "")
}
