package codifica

import (
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Ruolo is who would enter a code on a prescription.
type Ruolo string

// Roles of the command line (spec 7).
const (
	MMG                    Ruolo = "mmg"
	Specialista            Ruolo = "specialista"
	SpecialistaIgiene      Ruolo = "specialista-igiene"
	SpecialistaPrevenzione Ruolo = "specialista-prevenzione"
	SpecialistaSport       Ruolo = "specialista-sport"
	SpecialistaSPISAL      Ruolo = "specialista-spisal"
	SanitaPenitenziaria    Ruolo = "sanita-penitenziaria"
	Sportello              Ruolo = "sportello"
	ProntoSoccorso         Ruolo = "pronto-soccorso"
	Erogatore              Ruolo = "erogatore"
)

// Words of the documents' columns.
const (
	compilatoreMedico    = "medico prescrittore"
	compilatoreErogatore = "soggetto erogatore"
	specialistiGenerico  = "medici specialisti"
)

// Ruoli returns all roles.
func Ruoli() []Ruolo {
	return []Ruolo{
		MMG, Specialista, SpecialistaIgiene, SpecialistaPrevenzione, SpecialistaSport, SpecialistaSPISAL,
		SanitaPenitenziaria, Sportello, ProntoSoccorso, Erogatore,
	}
}

// Servizio is the kind of service a code is entered for; empty means any.
type Servizio string

// Kinds of service.
const (
	Farmaceutica  Servizio = "farmaceutica"
	Specialistica Servizio = "specialistica"
)

// Ammesso is the answer to «may this role enter this code?».
type Ammesso string

// Answers. A text that is silent gives NonIndicato, never a guess.
const (
	Si          Ammesso = "si"
	No          Ammesso = "no"
	NonIndicato Ammesso = "non_indicato"
)

// Incaricati are the roles that a Veneto cell names.
type Incaricati struct {
	Testo string // the cell word for word; empty: nobody
	Ruoli []Ruolo
}

// LeggiIncaricati reads a cell such as "MMG e Medici specialisti" or "Medico
// specialista nell'area della Prevenzione".
func LeggiIncaricati(cella string) Incaricati {
	t := strings.ToLower(cella)
	in := Incaricati{Testo: cella}
	aggiungi := func(r Ruolo, c bool) {
		if c {
			in.Ruoli = append(in.Ruoli, r)
		}
	}
	spisal := strings.Contains(t, "spisal")
	aggiungi(MMG, strings.Contains(t, "mmg"))
	aggiungi(Specialista, strings.Contains(t, specialistiGenerico) && !spisal)
	aggiungi(SpecialistaSPISAL, spisal)
	aggiungi(SpecialistaIgiene, strings.Contains(t, "area di igiene"))
	aggiungi(SpecialistaPrevenzione, strings.Contains(t, "area della prevenzione"))
	aggiungi(SpecialistaSport, strings.Contains(t, "medicina dello sport"))
	aggiungi(SanitaPenitenziaria, strings.Contains(t, "sanità penitenziaria"))
	aggiungi(Sportello, strings.Contains(t, "cup"))
	aggiungi(ProntoSoccorso, strings.Contains(t, "p.s."))
	return in
}

// Nessuno reports whether the cell names nobody.
func (in Incaricati) Nessuno() bool { return strings.TrimSpace(in.Testo) == "" }

// Ammette reports whether r may enter the code. A specialist of an area may
// enter what any specialist may; the reverse does not hold.
func (in Incaricati) Ammette(r Ruolo) bool {
	return slices.Contains(in.Ruoli, r) || (diArea(r) && slices.Contains(in.Ruoli, Specialista))
}

// Riservato reports whether the code is for specialists of an area only, so
// that a plain specialist is refused.
func (in Incaricati) Riservato() bool { return slices.ContainsFunc(in.Ruoli, diArea) }

func diArea(r Ruolo) bool {
	return r == SpecialistaIgiene || r == SpecialistaPrevenzione || r == SpecialistaSport || r == SpecialistaSPISAL
}

// AmmessoNazionale answers for the national coding from its column compilatore:
// the prescribing doctor, or the provider for E01-E04. Without a role the
// answer is yes: somebody may.
func AmmessoNazionale(compilatore string, r Ruolo) Ammesso {
	if r == "" {
		return Si
	}
	medico := r == MMG || r == Specialista || diArea(r) || r == SanitaPenitenziaria
	var si, no bool
	switch compilatore {
	case compilatoreMedico:
		si, no = medico, r == Sportello || r == Erogatore
	case compilatoreErogatore:
		si, no = r == Erogatore, medico
	}
	switch {
	case si:
		return Si
	case no:
		return No
	}
	return NonIndicato
}

// AmmessoVeneto answers from the two Veneto cells; serv empty asks whether any
// service allows it, r empty whether anybody may.
func AmmessoVeneto(farmaceutica, specialistica Incaricati, r Ruolo, serv Servizio) Ammesso {
	for _, x := range []struct {
		s  Servizio
		in Incaricati
	}{{Farmaceutica, farmaceutica}, {Specialistica, specialistica}} {
		if serv != "" && serv != x.s {
			continue
		}
		if (r == "" && !x.in.Nessuno()) || (r != "" && x.in.Ammette(r)) {
			return Si
		}
	}
	return No
}

// LeggiRuolo checks a role name; the error has code "catalogo.ruolo".
func LeggiRuolo(s string) (Ruolo, error) {
	if r := Ruolo(strings.ToLower(s)); s == "" || slices.Contains(Ruoli(), r) {
		return r, nil
	}
	return "", esenpat.NewError(esenpat.Invalid, "catalogo.ruolo", "codifica.LeggiRuolo").At("ruolo").With("valore", s)
}
