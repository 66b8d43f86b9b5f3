package filo

import (
	"strconv"
	"time"
)

// Rifiuto is a refusal on its way to the client: it becomes the regional
// "errore" with the stable code first. It never carries personal data.
type Rifiuto struct {
	Stato  int
	Codice string
	Titolo string
	Campo  string // JSON pointer of the field at fault
	Attesa time.Duration
	Altri  []Dettaglio
	Err    error // cause, for the log only
}

// Error implements error with the stable code alone.
func (r *Rifiuto) Error() string { return r.Codice }

// Unwrap returns the cause.
func (r *Rifiuto) Unwrap() error { return r.Err }

// Dettaglio is a key with its value.
type Dettaglio struct {
	Chiave string `json:"chiave"`
	Valore string `json:"valore"`
}

// Errore is the regional error body.
type Errore struct {
	Status int         `json:"status"`
	Code   string      `json:"code"`
	Title  string      `json:"title"`
	Detail []Dettaglio `json:"detail"`
	Links  []string    `json:"links"`
}

// Nuovo returns a refusal.
func Nuovo(stato int, codice, titolo string) *Rifiuto {
	return &Rifiuto{Stato: stato, Codice: codice, Titolo: titolo}
}

// Al returns a copy that names the field at fault (a JSON name).
func (r *Rifiuto) Al(campo string) *Rifiuto {
	c := *r
	c.Campo = "/" + campo
	return &c
}

// Con returns a copy with one more detail.
func (r *Rifiuto) Con(chiave, valore string) *Rifiuto {
	c := *r
	c.Altri = append(append([]Dettaglio(nil), r.Altri...), Dettaglio{chiave, valore})
	return &c
}

// Dopo returns a copy that asks to wait d, also in Retry-After.
func (r *Rifiuto) Dopo(d time.Duration) *Rifiuto {
	c := r.Con("riprova_tra_s", strconv.Itoa(secondi(d)))
	c.Attesa = d
	return c
}

// Perche returns a copy with a cause.
func (r *Rifiuto) Perche(err error) *Rifiuto {
	c := *r
	c.Err = err
	return &c
}

// RetryAfter returns the whole seconds to wait, at least one.
func (r *Rifiuto) RetryAfter() string { return strconv.Itoa(secondi(r.Attesa)) }

func secondi(d time.Duration) int { return max(1, int((d+time.Second-1)/time.Second)) }

// Corpo returns the error body.
func (r *Rifiuto) Corpo(correlazione string) Errore {
	e := Errore{Status: r.Stato, Code: frase(r.Stato), Title: r.Titolo, Links: []string{}}
	e.Detail = append(e.Detail, Dettaglio{"codice", r.Codice})
	if r.Campo != "" {
		e.Detail = append(e.Detail, Dettaglio{r.Campo, r.Titolo})
	}
	e.Detail = append(e.Detail, r.Altri...)
	if correlazione != "" {
		e.Detail = append(e.Detail, Dettaglio{"id_correlazione", correlazione})
	}
	return e
}

// frase is the regional "code": a sentence, not a stable code.
func frase(stato int) string {
	frasi := map[int]string{
		400: "Mancata congruità parametri di input", 401: "Utente non autorizzato", 403: "Operazione non consentita",
		404: "Not found", 405: "Metodo non ammesso", 409: "Conflict", 410: "Non più disponibile", 412: "Versione superata",
		413: "Corpo troppo grande", 415: "Tipo di contenuto non ammesso", 422: "Richiesta rifiutata", 423: "Bloccato",
		428: "Versione mancante", 429: "Troppe richieste", 502: "Errore invocazione servizio", 503: "Servizio non disponibile",
		504: "Tempo scaduto",
	}
	if f, ok := frasi[stato]; ok {
		return f
	}
	return "Errore generico"
}
