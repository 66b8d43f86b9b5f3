package catalogo

import (
	"maps"
	"slices"
	"strings"
)

// Differenze are the codes added, changed and removed by an import.
type Differenze struct {
	Aggiunti, Modificati, Rimossi []string
	Modifiche                     []Modifica // one for each of Modificati
	Invariati                     int
}

// Modifica is a changed code with its text in use and the one of the import.
type Modifica struct {
	Codice string `json:"codice"`
	Prima  string `json:"prima"`
	Dopo   string `json:"dopo"`
}

// leggibile is a text of Voci for the eye: the parts of an exemption that are
// there, in one line.
func leggibile(voce string) string {
	parti := slices.DeleteFunc(strings.Split(voce, "\x00"), func(s string) bool { return s == "" || s == "0" })
	return strings.Join(parti, " · ")
}

// Confronta returns what the import changes in the entries in use, given as
// text by code (see Attuali).
func (i *Importazione) Confronta(attuali map[string]string) Differenze {
	var d Differenze
	for _, k := range slices.Sorted(maps.Keys(i.Voci)) {
		switch prima, c := attuali[k]; {
		case !c:
			d.Aggiunti = append(d.Aggiunti, k)
		case prima != i.Voci[k]:
			d.Modificati = append(d.Modificati, k)
			d.Modifiche = append(d.Modifiche, Modifica{k, leggibile(prima), leggibile(i.Voci[k])})
		default:
			d.Invariati++
		}
	}
	for _, k := range slices.Sorted(maps.Keys(attuali)) {
		if _, c := i.Voci[k]; !c {
			d.Rimossi = append(d.Rimossi, k)
		}
	}
	return d
}
