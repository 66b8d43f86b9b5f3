package ambiente

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// cercaCertificati searches among the doctor's own certificates.
func (s *server) cercaCertificati(ctx context.Context, r *richiesta) (risposta, error) {
	var v filo.RicercaCertificati
	if err := s.decodifica(r, &v); err != nil {
		return risposta{}, err
	}
	limit, offset, rif := impaginazione(v.Limit, v.Offset)
	if rif != nil {
		return risposta{}, rif
	}
	if rovesciato(v.DataDa, v.DataA) {
		return risposta{}, s.nega("DATI_INCONGRUENTI").Al("data_a")
	}
	persona, err := s.persona(v.CodiceFiscale, v.Cognome, v.Nome, v.DataNascita)
	if err != nil {
		return risposta{}, err
	}
	tutti, _, err := archivio.CertificatiDelMedico(ctx, s.archivio.DB(), r.sessione.medico.NomeUtente, 0, math.MaxInt32)
	if err != nil {
		return risposta{}, err
	}
	scelti := []*archivio.Certificato{}
	for i := range tutti {
		if c := &tutti[i]; s.passa(c, v) && coincide(persona, &c.Contenuto.Assistito) {
			scelti = append(scelti, c)
		}
	}
	if err := s.ordina(scelti, v.Ordinamento); err != nil {
		return risposta{}, err
	}
	return conPagine(s.sintesiDi(scelti, r.sessione), limit, offset), nil
}

func (s *server) sintesiDi(cc []*archivio.Certificato, ses *sessione) []filo.CertificatoSintesi {
	rr := make([]filo.CertificatoSintesi, 0, len(cc))
	for _, c := range cc {
		rr = append(rr, s.sintesi(c, ses))
	}
	return rr
}

// rovesciato: the period ends before it begins.
func rovesciato(da, a esenpat.Data) bool { return !da.Vuota() && !a.Vuota() && a.Prima(da) }

// fra reports whether d lies in the period; an empty end does not limit.
func fra(d, da, a esenpat.Data) bool {
	return (da.Vuota() || !d.Prima(da)) && (a.Vuota() || !a.Prima(d))
}

// uno reports whether v is one of those asked, or none was asked.
func uno(chiesti []string, v string) bool { return len(chiesti) == 0 || slices.Contains(chiesti, v) }

// passa applies the filters that do not concern the person.
func (s *server) passa(c *archivio.Certificato, v filo.RicercaCertificati) bool {
	d := c.Contenuto.Dati
	stato := s.stato(c)
	diagnosi := v.CodiceDiagnosi == "" || strings.EqualFold(v.CodiceDiagnosi, d.Diagnosi.Codice) || v.CodiceDiagnosi == d.Diagnosi.CodiceVisibile()
	libero := stato == esenpat.Valido && c.EsenzioneID == ""
	return diagnosi && uno(v.Stato, string(stato)) && uno(v.Tipologia, string(d.Tipologia)) &&
		(v.CodiceEsenzione == "" || strings.EqualFold(v.CodiceEsenzione, d.Esenzione.Codice)) &&
		(v.Utilizzabile == nil || *v.Utilizzabile == libero) &&
		fra(esenpat.DataDi(c.CreatoIl.In(s.roma)), v.DataDa, v.DataA)
}

// ordina sorts by the field asked, newest first when none is.
func (s *server) ordina(cc []*archivio.Certificato, per string) error {
	campo, giu := strings.CutPrefix(per, "-")
	creazione := func(c *archivio.Certificato) string { return fmt.Sprintf("%020d", c.CreatoIl.UnixNano()) }
	var chiave func(c *archivio.Certificato) string
	switch campo {
	case "":
		chiave, giu = creazione, true
	case "creato_il":
		chiave = creazione
	case "numero":
		chiave = func(c *archivio.Certificato) string { return c.Numero }
	case "cognome":
		chiave = func(c *archivio.Certificato) string { return perCognome(c.Contenuto.Assistito) }
	default:
		return s.nega("DATI_INCONGRUENTI").Al("ordinamento")
	}
	ordinaPer(cc, giu, chiave, func(c *archivio.Certificato) string { return c.Numero })
	return nil
}

// ordinaPer sorts by a key and, where it is the same, by a second one.
func ordinaPer[T any](tt []T, giu bool, chiavi ...func(T) string) {
	slices.SortStableFunc(tt, func(a, b T) int {
		n := 0
		for _, k := range chiavi {
			n = cmp.Or(n, strings.Compare(k(a), k(b)))
		}
		if giu {
			return -n
		}
		return n
	})
}

func perCognome(a esenpat.Assistito) string { return piatto(a.Cognome) + " " + piatto(a.Nome) }

type variazioniElenco[T any] struct {
	Elementi []T      `json:"elementi"`
	Rimossi  []string `json:"rimossi"`
	Cursore  string   `json:"cursore"`
	Altri    bool     `json:"altri"`
}

// cursore reads where a delta begins. What this server did not write, or wrote
// for another state, is 410: reload everything.
func (s *server) cursore(r *richiesta) (da int64, limite int, err error) {
	q := r.http.URL.Query()
	limite = 200
	if v := q.Get("limit"); v != "" {
		if limite, err = strconv.Atoi(v); err != nil || limite < 1 || limite > 200 {
			return 0, 0, s.nega("DATI_INCONGRUENTI").Al("limit")
		}
	}
	v := q.Get("cursore")
	if v == "" {
		return 0, limite, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(v)
	if err != nil {
		return 0, 0, s.nega("CURSORE_SCADUTO")
	}
	if n, err := fmt.Sscanf(string(b), "rev:%d", &da); err != nil || n != 1 {
		return 0, 0, s.nega("CURSORE_SCADUTO")
	}
	return da, limite, nil
}

func nuovoCursore(rev int64) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "rev:%d", rev))
}

func (s *server) variazioniCertificati(ctx context.Context, r *richiesta) (risposta, error) {
	da, limite, err := s.cursore(r)
	if err != nil {
		return risposta{}, err
	}
	cc, fino, err := archivio.CertificatiDelMedico(ctx, s.archivio.DB(), r.sessione.medico.NomeUtente, da, limite)
	if err != nil {
		return risposta{}, err
	}
	v := variazioniElenco[filo.CertificatoSintesi]{[]filo.CertificatoSintesi{}, []string{}, nuovoCursore(fino), len(cc) == limite}
	for i := range cc {
		v.Elementi = append(v.Elementi, s.sintesi(&cc[i], r.sessione))
	}
	return ok(v), nil
}
