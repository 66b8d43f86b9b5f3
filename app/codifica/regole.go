package codifica

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Codifiche returns the four codings in the order in which answers list them.
func Codifiche() []esenpat.Codifica {
	return []esenpat.Codifica{esenpat.CodificaNazionale, esenpat.CodificaDM329, esenpat.CodificaVeneto, esenpat.CodificaSicilia}
}

// Regole is the grammar of all codings, compiled from regole_codici.json.
type Regole struct {
	fonti    map[esenpat.Codifica]Fonte
	famiglie map[esenpat.Codifica][]Famiglia
	completo *regexp.Regexp
	sotto    map[esenpat.Codifica]map[string][]string
	unici    Associazione
}

// Fonte is the document that a coding comes from.
type Fonte struct {
	Seme   string
	Titolo string
	Data   string // "2009-04-01", "2007", "1999-11" or empty when the text carries none
}

// Famiglia is a set of codes of one form ("M + settimana").
type Famiglia struct {
	ID          string
	Descrizione string
	Parametro   string // "settimana" where the code carries a week
	Schema      string // row of the catalogue it belongs to, for patterns
	Nota        string
	Esempi      []string // valid examples
	esclusi     []string
	forma       *regexp.Regexp
}

// Associazione says which codes may be joined into one (Veneto, note (*)).
type Associazione struct{ Primo, Secondo []string }

type fileRegole struct {
	Fonti map[string]struct {
		Seme, Titolo string
		Data         *string
	}
	Codifiche map[string]struct {
		Famiglie []struct {
			ID, Descrizione, Regex, Parametro, Schema, Nota string
			EsempiValidi                                    []string `json:"esempi_validi"`
			Esclusi                                         []string
		}
	}
	DM329 struct {
		CodiceCompleto struct{ Regex string } `json:"codice_completo"`
	}
	Sotto       map[string]map[string][]string               `json:"sottocodici_croniche"`
	Associabili map[string]struct{ Primo, Secondo []string } `json:"associazione_codici"`
}

// Leggi compiles the grammar. The error has code "catalogo.json-forma".
func Leggi(b []byte) (*Regole, error) {
	guasto := func(err error) error {
		return esenpat.NewError(esenpat.Invalid, "catalogo.json-forma", "codifica.Leggi").With("file", "regole_codici.json").Because(err)
	}
	var f fileRegole
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, guasto(err)
	}
	r := &Regole{
		fonti: map[esenpat.Codifica]Fonte{}, famiglie: map[esenpat.Codifica][]Famiglia{}, sotto: map[esenpat.Codifica]map[string][]string{},
		unici: Associazione(f.Associabili[string(esenpat.CodificaVeneto)]),
	}
	for k, v := range f.Fonti {
		fonte := Fonte{Seme: v.Seme, Titolo: v.Titolo}
		if v.Data != nil {
			fonte.Data = *v.Data
		}
		r.fonti[esenpat.Codifica(k)] = fonte
	}
	for k, v := range f.Sotto {
		r.sotto[esenpat.Codifica(k)] = v
	}
	err := r.compila(f)
	if err != nil {
		return nil, guasto(err)
	}
	if r.completo, err = regexp.Compile(f.DM329.CodiceCompleto.Regex); err != nil || f.DM329.CodiceCompleto.Regex == "" {
		return nil, guasto(err)
	}
	if len(r.famiglie) != 3 || len(r.fonti) != 4 || len(r.unici.Primo) == 0 {
		return nil, guasto(nil)
	}
	r.famiglie[esenpat.CodificaDM329] = famiglieDM329()
	return r, nil
}

func (r *Regole) compila(f fileRegole) error {
	for k, v := range f.Codifiche {
		c := esenpat.Codifica(k)
		for _, x := range v.Famiglie {
			re, err := regexp.Compile(x.Regex)
			if err != nil {
				return err
			}
			r.famiglie[c] = append(r.famiglie[c], Famiglia{x.ID, x.Descrizione, x.Parametro, x.Schema, x.Nota, x.EsempiValidi, x.Esclusi, re})
		}
	}
	return nil
}

// famiglieDM329 are the forms of the chronic list on its own: the 55 conditions
// of 1999, what was added later, and the four-character sub-codes that took the
// place of 002 and 031 (dm329_variazioni.csv).
func famiglieDM329() []Famiglia {
	return []Famiglia{
		{ID: "condizioni", forma: regexp.MustCompile(`^0(0[1-9]|[1-4][0-9]|5[0-5])$`)},
		{ID: "fuori_testo_1999", forma: regexp.MustCompile(`^0(5[6-9]|[6-9][0-9])$`)},
		{ID: "sottocodici", forma: regexp.MustCompile(`^0([ABC]02|A31|031)$`)},
	}
}

// Fonte returns the document of a coding.
func (r *Regole) Fonte(c esenpat.Codifica) Fonte { return r.fonti[c] }

// Famiglie returns the families of a coding.
func (r *Regole) Famiglie(c esenpat.Codifica) []Famiglia { return r.famiglie[c] }

// Normalizza prepares what was typed: upper case, no blanks or dots around,
// runs of inner blanks made one. Nothing else is changed.
func Normalizza(s string) string {
	s = strings.Trim(strings.ToUpper(s), " \t\r\n\u00a0.")
	return strings.Join(strings.Fields(s), " ")
}

// Forma is what the grammar says of a code.
type Forma struct {
	Codice    string // canonical spelling ("PML 284" is PML284)
	Famiglia  Famiglia
	Settimana int    // week of pregnancy, 0 if the family has none
	Completo  string // the full D.M. 329 code when Codice is its first three digits
}

// Forma returns the family of a normalised code. It is false when no family of
// the coding has it; escluso then tells that the form is right and the coding
// excludes just this code (Sicilia 002 and 031, note 3).
func (r *Regole) Forma(c esenpat.Codifica, codice string) (f Forma, ok, escluso bool) {
	for _, fam := range r.famiglie[c] {
		if !fam.forma.MatchString(codice) {
			continue
		}
		if slices.Contains(fam.esclusi, codice) {
			return Forma{}, false, true
		}
		f = Forma{Codice: strings.ReplaceAll(codice, " ", ""), Famiglia: fam}
		if fam.Parametro == "settimana" {
			f.Settimana, _ = strconv.Atoi(codice[1:])
		}
		return f, true, false
	}
	if c == esenpat.CodificaDM329 {
		if m := r.completo.FindStringSubmatch(codice); m != nil {
			return Forma{Codice: m[1], Completo: codice, Famiglia: Famiglia{ID: "codice_completo"}}, true, false
		}
	}
	return Forma{}, false, false
}

// Sottocodici returns the codes that a coding uses for the chronic condition
// 002 or 031, nil for any other.
func (r *Regole) Sottocodici(c esenpat.Codifica, condizione string) []string {
	return r.sotto[c][condizione]
}

// ConZero returns the code with zeros in the place of the letter O, the usual
// slip, and whether that changed it.
func ConZero(codice string) (string, bool) {
	z := strings.ReplaceAll(codice, "O", "0")
	return z, z != codice
}
