package catalogo

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Filtro is what is searched and how the list is narrowed; zero values do not
// narrow it.
type Filtro struct {
	Testo     string
	Codifiche []esenpat.Codifica // CodificaICD for diagnoses
	Gruppo    string
	Ruolo     codifica.Ruolo
	Servizio  codifica.Servizio
	InVigore  esenpat.Data // keep what is in force on the day
	Limite    int
}

// Risultato is an entry found.
type Risultato struct {
	Voce     Voce // zero for a diagnosis
	Codifica esenpat.Codifica
	Codice   string // the code asked for when Voce is a pattern
	Testo    string
	Campo    string // field that matched
	Esatto   bool   // the text typed is this code
	Nome     string // name of the chronic condition when Voce is the pattern
}

// Ricerca is the answer to a search.
type Ricerca struct {
	Risultati []Risultato
	Totale    int
	Cercate   []esenpat.Codifica
	Regole    []Regola329 // rules of the decree that hold the words
	Simili    []string    // when nothing was found: codes close to what looks like one
}

// Cerca finds codes by code, words or law reference, in any order of words,
// without regard to case and accents, by the beginning and the middle of words.
// A code that only a pattern holds (M12, 037, RCG010) stands first with its own
// code.
func (c *Catalogo) Cerca(f Filtro) Ricerca {
	r := c.attuale.Load()
	out := Ricerca{Cercate: f.Codifiche}
	if len(f.Codifiche) == 0 {
		out.Cercate = append(codifica.Codifiche(), CodificaICD)
	}
	tieni := r.filtro(f, out.Cercate)
	out.Risultati = r.daSchemi(f.Testo, func(k esenpat.Codifica, i int) bool { return slices.Contains(out.Cercate, k) && tieni(i) })
	schemi := len(out.Risultati)
	colpi, n := r.indice.Cerca(f.Testo, conOmonimi(f.Limite), tieni)
	out.Risultati = slices.Grow(out.Risultati, len(colpi))
	for _, h := range colpi {
		x := r.risultato(h)
		doppio := slices.ContainsFunc(out.Risultati[:schemi], func(s Risultato) bool {
			return s.Codifica == x.Codifica && s.Voce.Codice == x.Codice
		})
		if doppio {
			n--
			continue
		}
		out.Risultati = append(out.Risultati, x)
	}
	if schemi > 0 || (len(out.Risultati) > 1 && out.Risultati[1].Esatto) {
		out.Risultati = esattiPrima(out.Risultati, codifica.Normalizza(f.Testo))
	}
	out.Totale = n + schemi
	if f.Limite > 0 && len(out.Risultati) > f.Limite {
		out.Risultati = out.Risultati[:f.Limite]
	}
	out.Regole = r.cercaRegole(f, out.Cercate)
	if out.Totale == 0 {
		c.nessuno(r, &out, codifica.Normalizza(f.Testo), tieni)
	}
	return out
}

// nessuno looks for what a text that found nothing may be the beginning of, or
// close to.
func (c *Catalogo) nessuno(r *raccoltaCodici, out *Ricerca, scritto string, tieni func(int) bool) {
	if inizioRara(scritto) {
		out.Risultati = r.righeRare(out.Cercate, tieni)
		out.Totale = len(out.Risultati)
	}
	if out.Totale == 0 && len(scritto) <= maxCodice && strings.ContainsAny(scritto, cifre) {
		out.Simili = c.Simili(scritto, out.Cercate...)
	}
}

// cercaRegole finds the rules of the decree, unless the list is narrowed to
// what no rule has.
func (r *raccoltaCodici) cercaRegole(f Filtro, cercate []esenpat.Codifica) []Regola329 {
	if f.Gruppo != "" || f.Ruolo != "" || f.Servizio != "" || strings.TrimSpace(f.Testo) == "" || !slices.Contains(cercate, esenpat.CodificaDM329) {
		return nil
	}
	var out []Regola329
	colpi, _ := r.regole.Cerca(f.Testo, 0, nil)
	for _, h := range colpi {
		out = append(out, r.Regole329[h.Doc])
	}
	return out
}

// conOmonimi leaves room for the codes that differ by a dot only (401, 40.1,
// 4.01), so that the one typed is among those kept.
func conOmonimi(limite int) int {
	const omonimi = 8
	if limite == 0 {
		return 0
	}
	return limite + omonimi
}

// esattiPrima puts the code spelled as typed first, then those that are equal
// but for a dot or a blank, then the rest, and otherwise keeps the order.
func esattiPrima(v []Risultato, scritto string) []Risultato {
	const ranghi = 3
	out := make([]Risultato, 0, len(v))
	for rango := range ranghi {
		for i := range v {
			if v[i].rango(scritto) == rango {
				out = append(out, v[i])
			}
		}
	}
	return out
}

func (x *Risultato) rango(scritto string) int {
	switch {
	case x.Esatto && x.Codice == scritto:
		return 0
	case x.Esatto:
		return 1
	}
	return 2
}

func (r *raccoltaCodici) risultato(h indice.Colpo) Risultato {
	if h.Doc >= len(r.Voci) {
		d := r.icd[h.Doc-len(r.Voci)]
		return Risultato{Codifica: CodificaICD, Codice: d.Codice, Testo: d.Descrizione, Campo: h.Campo.String(), Esatto: h.Esatto}
	}
	v := r.Voci[h.Doc]
	return Risultato{Voce: v, Codifica: v.Codifica, Codice: v.Codice, Testo: v.Descrizione, Campo: h.Campo.String(), Esatto: h.Esatto}
}

// filtro returns the test that an entry passes to be listed.
func (r *raccoltaCodici) filtro(f Filtro, cercate []esenpat.Codifica) func(int) bool {
	gruppo := indice.Piega(f.Gruppo)
	soloVoci := f.Gruppo != "" || f.Ruolo != "" || f.Servizio != ""
	icd := !soloVoci && slices.Contains(cercate, CodificaICD)
	return func(i int) bool {
		if i >= len(r.Voci) {
			return icd
		}
		v := &r.Voci[i]
		if !slices.Contains(cercate, v.Codifica) {
			return false
		}
		if gruppo != "" && !strings.Contains(indice.Piega(v.Gruppo), gruppo) {
			return false
		}
		if !f.InVigore.Vuota() && !r.inVigore(v, f.InVigore) {
			return false
		}
		if f.Ruolo == "" {
			return f.Servizio == "" || vale(v, f.Servizio)
		}
		return ammesso(v, f.Ruolo, f.Servizio) == codifica.Si
	}
}

// inVigore reports whether the entry is in force, a replaced chronic code not.
func (r *raccoltaCodici) inVigore(v *Voce, al esenpat.Data) bool {
	if !inVigore(v.ValidaDa, v.ValidaFino, al) {
		return false
	}
	if v.Tabelle == TabellaB {
		return !slices.ContainsFunc(r.TabellaB, func(m MalattiaB) bool { return m.Nome == v.Descrizione && m.Fino.Prima(al) })
	}
	x, ok := r.Variazioni[v.Codice]
	return v.Codifica != esenpat.CodificaDM329 || !ok || !x.Sostituito() || !x.Dal.Prima(al) || len(v.Codice) != 3
}

// ammesso answers who may enter the code of v, for a service or for any.
// Sicilia and the chronic list state no role, but Sicilia states what is free.
func ammesso(v *Voce, r codifica.Ruolo, s codifica.Servizio) codifica.Ammesso {
	switch v.Codifica {
	case esenpat.CodificaNazionale:
		return codifica.AmmessoNazionale(v.Compilatore, r)
	case esenpat.CodificaVeneto:
		return codifica.AmmessoVeneto(codifica.LeggiIncaricati(*v.Farmaceutica), codifica.LeggiIncaricati(*v.Specialistica), r, s)
	case esenpat.CodificaSicilia, esenpat.CodificaDM329, esenpat.CodificaPiemonte:
	}
	return codifica.NonIndicato
}

// vale reports whether the text says that the code serves for drugs, or for
// specialist services: in Veneto somebody may enter it, in Sicilia the ticket
// cell grants something. The national text does not tell the two apart.
func vale(v *Voce, s codifica.Servizio) bool {
	switch v.Codifica {
	case esenpat.CodificaVeneto:
		return ammesso(v, "", s) == codifica.Si
	case esenpat.CodificaSicilia:
		cella := v.TicketPrestazioni
		if s == codifica.Farmaceutica {
			cella = v.TicketFarmaci
		}
		return cella != nil && *cella != TicketNessuno && *cella != TicketNonEsente
	case esenpat.CodificaNazionale, esenpat.CodificaDM329, esenpat.CodificaPiemonte:
	}
	return false
}

// Values of the Sicilian ticket cells that grant nothing.
const (
	TicketNessuno   = "-" // the dash printed in the text: no provision
	TicketNonEsente = "Non esente"
)
