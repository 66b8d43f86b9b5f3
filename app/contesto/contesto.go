// Package contesto is the call of a clinical record: «open the program on this
// patient». It exists because the two ways a program is called, its command
// line and an address, are seen by everybody on the computer and stay in
// histories: they carry an opaque token only, which the service exchanges for
// the patient. A fiscal code comes by standard input or by a private file
// (adr/0012).
package contesto

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/url"
	"regexp"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// Schema is the scheme of the addresses that open the program.
	Schema = "esenpat"
	// MaxFile is the largest request that is read.
	MaxFile = 4 << 10

	minGettone, maxGettone = 16, 128
	maxIndirizzo           = 512
	maxServizio            = 255
)

// Richiesta is what a clinical record asks for: by token or by fiscal code,
// never both.
type Richiesta struct {
	Gettone   esenpat.Secret        // opaque, good once and for a few minutes
	Assistito esenpat.CodiceFiscale // never from a command line or an address
	Medico    esenpat.CodiceFiscale // who is meant; empty: who logs in
	Servizio  string                // host the token is of; empty: the one in use
}

// LogValue implements slog.LogValuer: neither token nor patient.
func (Richiesta) LogValue() slog.Value { return slog.StringValue("richiesta •••") }

// String implements fmt.Stringer.
func (Richiesta) String() string { return "richiesta •••" }

func errore(codice string) *esenpat.Error {
	return esenpat.NewError(esenpat.Invalid, codice, "contesto.Leggi")
}

// DaGettone reads the token of a command line. Errors, all Invalid:
// "contesto.codice-esposto" for a fiscal code, "contesto.gettone-non-valido".
func DaGettone(s string) (Richiesta, error) {
	switch {
	case SembraCodiceFiscale(s):
		return Richiesta{}, errore("contesto.codice-esposto")
	case !gettoneValido(s):
		return Richiesta{}, errore("contesto.gettone-non-valido")
	}
	return Richiesta{Gettone: esenpat.NewSecret(s)}, nil
}

// SembraCodiceFiscale reports whether s holds what has the form of a fiscal
// code: whoever wrote it there is told that it does not belong there.
func SembraCodiceFiscale(s string) bool {
	return regexp.MustCompile(`(?i)[a-z]{6}[0-9lmnpqrstuv]{2}[abcdehlmprst][0-9lmnpqrstuv]{2}[a-z][0-9lmnpqrstuv]{3}[a-z]`).MatchString(s)
}

func gettoneValido(s string) bool {
	if len(s) < minGettone || len(s) > maxGettone {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

// EIndirizzo reports whether an argument of the command line is an address of
// ours, as the system passes it for a link.
func EIndirizzo(s string) bool {
	return len(s) > len(Schema) && strings.EqualFold(s[:len(Schema)+1], Schema+":")
}

// DaIndirizzo reads «esenpat:contesto/GETTONE» or «esenpat://contesto/GETTONE»,
// with «?servizio=HOST» if the record says whose token it is. Nothing else is
// taken: no patient, no command, no other service to connect to. Errors, all
// Invalid: those of DaGettone and "contesto.indirizzo-non-valido".
func DaIndirizzo(s string) (Richiesta, error) {
	no := errore("contesto.indirizzo-non-valido")
	if len(s) > maxIndirizzo || !EIndirizzo(s) || strings.ContainsFunc(s, strano) {
		return Richiesta{}, no
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.Fragment != "" {
		return Richiesta{}, no
	}
	if SembraCodiceFiscale(s) {
		return Richiesta{}, errore("contesto.codice-esposto")
	}
	via := u.Opaque
	if via == "" {
		via = u.Host + u.Path
	}
	gettone, ok := strings.CutPrefix(via, "contesto/")
	q := u.Query()
	servizio := q.Get("servizio")
	q.Del("servizio")
	if !ok || len(q) > 0 || len(servizio) > maxServizio {
		return Richiesta{}, no
	}
	r, err := DaGettone(strings.TrimSuffix(gettone, "/"))
	r.Servizio = strings.ToLower(servizio)
	return r, err
}

// strano is what no address of ours holds: controls, blanks, all that is not ASCII.
func strano(c rune) bool { return c <= ' ' || c >= 0x7f }

// file is the request as it is written by a clinical record.
type file struct {
	Gettone   string `json:"token,omitempty"`
	Assistito string `json:"cf_paziente,omitempty"`
	Medico    string `json:"cf_medico,omitempty"`
	Servizio  string `json:"servizio,omitempty"`
}

// Leggi reads a request from standard input or a file: one JSON object
// {"token"} or {"cf_paziente"}, with "cf_medico" and "servizio" if wanted.
// Errors, all Invalid: "contesto.file-non-valido", those of DaGettone and of
// esenpat.ParseCodiceFiscale.
func Leggi(r io.Reader) (Richiesta, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil || len(b) > MaxFile {
		return Richiesta{}, errore("contesto.file-non-valido")
	}
	return DaMessaggio(b)
}

// Messaggio is the request for the program that is open already.
func (r Richiesta) Messaggio() ([]byte, error) {
	return json.Marshal(file{r.Gettone.Reveal(), string(r.Assistito), string(r.Medico), r.Servizio})
}

// DaMessaggio reads what Messaggio wrote, and what Leggi read; its errors are
// those of Leggi.
func DaMessaggio(b []byte) (Richiesta, error) {
	var f file
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil || d.More() || (f.Gettone == "") == (f.Assistito == "") || len(f.Servizio) > maxServizio || strings.ContainsFunc(f.Servizio, strano) {
		return Richiesta{}, errore("contesto.file-non-valido")
	}
	r := Richiesta{Servizio: strings.ToLower(f.Servizio)}
	var err error
	if f.Gettone != "" {
		var g Richiesta
		if g, err = DaGettone(f.Gettone); err != nil {
			return Richiesta{}, err
		}
		r.Gettone = g.Gettone
	} else if r.Assistito, err = esenpat.ParseCodiceFiscale(f.Assistito); err != nil {
		return Richiesta{}, err
	}
	if f.Medico != "" {
		if r.Medico, err = esenpat.ParseCodiceFiscale(f.Medico); err != nil {
			return Richiesta{}, err
		}
	}
	return r, nil
}

// Vale reports whether the request may go to the service at host: a token is
// never shown to another one.
func (r Richiesta) Vale(host string) bool {
	return r.Servizio == "" || strings.EqualFold(r.Servizio, host)
}
