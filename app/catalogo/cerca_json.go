package catalogo

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// RispondiCerca searches and returns the answer of `catalogo cerca`.
func (c *Catalogo) RispondiCerca(f Filtro) RispostaCerca {
	r := c.Cerca(f)
	out := RispostaCerca{Risultati: make([]RisultatoJSON, 0, len(r.Risultati)), Totale: r.Totale, CodificheCercate: r.Cercate}
	al := f.InVigore
	if al.Vuota() {
		al = c.oggi()
	}
	dati := c.attuale.Load()
	for _, x := range r.Risultati {
		j := RisultatoJSON{
			Codifica: x.Codifica, Codice: x.Codice, Descrizione: x.Testo, Denominazione: x.Nome,
			Gruppo: x.Voce.Gruppo, Riferimento: x.Voce.Riferimento, Campo: x.Campo,
		}
		if x.Voce.Codice != x.Codice {
			j.Schema = x.Voce.Codice
		}
		if x.Codifica != CodificaICD {
			v := dati.inVigore(&x.Voce, al)
			j.InVigore = &v
		}
		if x.Esatto {
			j.Avvisi = c.falsoAmico(x.Codifica, x.Codice)
		}
		out.Risultati = append(out.Risultati, j)
	}
	return out
}

// falsoAmico returns the warning for a code that means other things elsewhere.
func (c *Catalogo) falsoAmico(cod esenpat.Codifica, codice string) []string {
	f, ok := c.attuale.Load().FalsiAmici[codice]
	if !ok || cod == CodificaICD {
		return nil
	}
	var sensi strings.Builder
	for _, k := range f.Codifiche {
		if k != cod {
			sensi.WriteString(c.testi.T("codici.falso-amico.senso", "codifica", c.testi.T("codici.codifica."+string(k)), "senso", f.Sensi[k]) + " ")
		}
	}
	if sensi.Len() == 0 {
		return nil
	}
	return []string{c.testi.T("codici.falso-amico", "codice", codice, "sensi", sensi.String(), "nota", f.Nota)}
}
