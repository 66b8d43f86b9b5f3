package ambiente

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// durataContesto is how long a token of a clinical record is good.
const durataContesto = 5 * time.Minute

// contesto is what a clinical record has asked for: this doctor, this patient.
type contesto struct {
	medico    string // user name
	assistito esenpat.CodiceFiscale
	scade     time.Time
	sessione  string // that has asked for it; it may ask again, nobody else
}

// contesti are the tokens given out, by their hash. They live minutes and do
// not survive the process.
type contesti struct {
	mu   sync.Mutex
	dati map[[sha256.Size]byte]*contesto
}

// CorpoContesto asks for the patient of a token.
type corpoContesto struct {
	Token string `json:"token"`
}

type contestoRisolto struct {
	CodiceFiscale string `json:"cf_paziente"`
}

// risolviContesto exchanges the token of a clinical record for its patient: for
// the doctor it was made for only, once, within minutes. The session that has
// asked may ask again: its answer may have been lost.
func (s *server) risolviContesto(_ context.Context, r *richiesta) (risposta, error) {
	var v corpoContesto
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	if v.Token == "" {
		return risposta{}, s.nega("PARAMETRI_MANCANTI").Al("token")
	}
	s.contesti.mu.Lock()
	defer s.contesti.mu.Unlock()
	c := s.contesti.dati[sha256.Sum256([]byte(v.Token))]
	chi := r.sessione.gettone.Sessione
	switch {
	case c == nil:
		return risposta{}, s.nega("CONTESTO_NON_TROVATO").Al("token")
	case c.medico != r.sessione.medico.NomeUtente:
		return risposta{}, s.nega("CONTESTO_DI_ALTRO_MEDICO").Al("token")
	case s.ora().After(c.scade), c.sessione != "" && c.sessione != chi:
		return risposta{}, s.nega("CONTESTO_SCADUTO").Al("token")
	}
	c.sessione = chi
	return ok(contestoRisolto{string(c.assistito)}), nil
}

// ordineContesto is a clinical record of the test environment that calls.
type ordineContesto struct {
	CodiceFiscale string `json:"cf_paziente"`
	Medico        string `json:"nome_utente"`
	DurataS       int    `json:"durata_s"` // five minutes when zero
}

// contestoDato is what the record calls the program with.
type contestoDato struct {
	Token     string    `json:"token"`
	Indirizzo string    `json:"indirizzo"`
	ScadeIl   time.Time `json:"scade_il"`
}

// errContesto: the order names no doctor or patient of ours.
type errContesto struct{}

func (errContesto) Error() string { return "ambiente: unknown doctor or fiscal code" }

// creaContesto gives out a token, as the service does for a clinical record
// that has proved who it is. The patient need not exist: the registry says.
func (s *server) creaContesto(o ordineContesto) (contestoDato, error) {
	cf, err := esenpat.ParseCodiceFiscale(o.CodiceFiscale)
	if err != nil || s.medici[o.Medico] == nil || o.DurataS < 0 {
		return contestoDato{}, errors.Join(errContesto{}, err)
	}
	token, err := s.casuale(24)
	if err != nil {
		return contestoDato{}, err
	}
	durata := durataContesto
	if o.DurataS > 0 {
		durata = time.Duration(o.DurataS) * time.Second
	}
	c := &contesto{medico: o.Medico, assistito: cf, scade: s.ora().Add(durata)}
	s.contesti.mu.Lock()
	defer s.contesti.mu.Unlock()
	if s.contesti.dati == nil {
		s.contesti.dati = map[[sha256.Size]byte]*contesto{}
	}
	for k, v := range s.contesti.dati {
		if s.ora().After(v.scade.Add(time.Hour)) { // an hour to say «expired», then unknown
			delete(s.contesti.dati, k)
		}
	}
	s.contesti.dati[sha256.Sum256([]byte(token))] = c
	host := strings.TrimPrefix(s.origine, "https://")
	return contestoDato{token, "esenpat:contesto/" + token + "?servizio=" + url.QueryEscape(host), c.scade}, nil
}

// daiContesto is POST /prova/contesti.
func (s *server) daiContesto(w http.ResponseWriter, r *http.Request) {
	o, letto := ordineDi[ordineContesto](s, w, r)
	if !letto {
		return
	}
	v, err := s.creaContesto(o)
	if err != nil {
		http.Error(w, "medico o codice fiscale non validi", http.StatusBadRequest)
		return
	}
	mostraStato(w, v, nil)
}

// ChiamaDaCartella does what POST /prova/contesti does: it returns the token
// and the address that a clinical record would open.
func (a *Ambiente) ChiamaDaCartella(nomeUtente, codiceFiscale string, durata time.Duration) (gettone, indirizzo string, err error) {
	v, err := a.s.creaContesto(ordineContesto{CodiceFiscale: codiceFiscale, Medico: nomeUtente, DurataS: int(durata / time.Second)})
	return v.Token, v.Indirizzo, err
}
