package codici

import (
	"slices"

	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/codifica"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Codifiche returns the choices of the filter by coding.
func (p *Presenter) Codifiche() []parti.Opzione {
	out := []parti.Opzione{{Testo: p.t("codici.vista.tutte")}}
	for _, k := range append(codifica.Codifiche(), catalogo.CodificaICD) {
		out = append(out, parti.Opzione{Codice: string(k), Testo: p.breve(k)})
	}
	return out
}

// Destinazioni returns the codings that a code can be translated to.
func (p *Presenter) Destinazioni() []parti.Opzione {
	out := []parti.Opzione{{Testo: p.t("codici.vista.tutte-le-altre")}}
	for _, k := range codifica.Codifiche() {
		out = append(out, parti.Opzione{Codice: string(k), Testo: p.breve(k)})
	}
	return out
}

// Ruoli returns the choices of the filter by role.
func (p *Presenter) Ruoli() []parti.Opzione {
	out := []parti.Opzione{{Testo: p.t("codici.vista.qualunque")}}
	for _, r := range codifica.Ruoli() {
		out = append(out, parti.Opzione{Codice: string(r), Testo: p.t("codici.ruolo." + string(r))})
	}
	return out
}

// Servizi returns the choices of the filter by kind of service.
func (p *Presenter) Servizi() []parti.Opzione {
	return []parti.Opzione{
		{Testo: p.t("codici.vista.qualunque")},
		{Codice: string(codifica.Farmaceutica), Testo: p.t("codici.vista.farmaceutica")},
		{Codice: string(codifica.Specialistica), Testo: p.t("codici.vista.specialistica")},
	}
}

// raggruppa puts the results of one coding together, first the codings that
// match in the more important field, then as a user of Piemonte needs them
// (national, D.M. 329, the others); the code that was typed stands before them
// all. It returns the headings.
func (p *Presenter) raggruppa() []Gruppo {
	chiesto := codifica.Normalizza(p.state.Filtri.Testo)
	ordine := p.ordineCodifiche()
	gruppo := func(x catalogo.RisultatoJSON) string {
		if x.Codice == chiesto {
			return p.t("codici.vista.gruppo-esatto", "codice", chiesto)
		}
		return p.breve(x.Codifica)
	}
	slices.SortStableFunc(p.trovati.Risultati, func(a, b catalogo.RisultatoJSON) int {
		if ea, eb := a.Codice == chiesto, b.Codice == chiesto; ea != eb {
			if ea {
				return -1
			}
			return 1
		}
		return slices.Index(ordine, a.Codifica) - slices.Index(ordine, b.Codifica)
	})
	var out []Gruppo
	for i, x := range p.trovati.Risultati {
		if t := gruppo(x); len(out) == 0 || out[len(out)-1].Titolo != t {
			out = append(out, Gruppo{i, t})
		}
	}
	return out
}

func (p *Presenter) ordineCodifiche() []esenpat.Codifica {
	campi := []string{"codice", "descrizione", "gruppo", "riferimento", "nota"}
	migliore := map[esenpat.Codifica]int{}
	for _, x := range p.trovati.Risultati {
		c := slices.Index(campi, x.Campo)
		if m, gia := migliore[x.Codifica]; !gia || c < m {
			migliore[x.Codifica] = c
		}
	}
	ordine := []esenpat.Codifica{
		esenpat.CodificaPiemonte, esenpat.CodificaNazionale, esenpat.CodificaDM329, esenpat.CodificaVeneto, esenpat.CodificaSicilia, catalogo.CodificaICD,
	}
	slices.SortStableFunc(ordine, func(a, b esenpat.Codifica) int { return migliore[a] - migliore[b] })
	return ordine
}
