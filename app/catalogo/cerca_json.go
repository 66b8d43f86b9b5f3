package catalogo

import (
	"strings"

	"github.com/esenpat/esenpat-desktop/app/codifica"
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
		j.Avvisi = c.falsoAmico(x.Codifica, x.Codice)
		out.Risultati = append(out.Risultati, j)
	}
	for _, k := range r.Regole {
		out.Regole = append(out.Regole, c.regolaJSON(dati, k))
	}
	out.Simili, out.Avvisi = r.Simili, c.suggerimenti(dati, codifica.Normalizza(f.Testo), r.Totale == 0)
	if r.Totale == 0 && !f.InVigore.Vuota() {
		out.Avvisi = append(out.Avvisi, c.altraData(dati, f)...)
	}
	return out
}

// altraData tells of the codes that are just what was typed and not in force on
// the day of the filter.
func (c *Catalogo) altraData(r *raccoltaCodici, f Filtro) []string {
	al := f.InVigore
	f.InVigore = esenpat.Data{}
	var out []string
	for _, x := range c.Cerca(f).Risultati {
		if !x.Esatto {
			continue
		}
		motivo := ""
		if s, ok := r.Variazioni[x.Codice]; ok && s.Sostituito() {
			motivo = c.variazione(s)
		} else if !inVigore(x.Voce.ValidaDa, x.Voce.ValidaFino, al) {
			motivo = c.fuoriData(x.Voce, al)
		}
		if motivo != "" {
			out = append(out, c.testi.T("codici.avviso.altra-data", "codice", x.Codice, "codifica", c.testi.T("codici.codifica."+string(x.Codifica)), "motivo", motivo))
		}
	}
	return out
}

// suggerimenti tells how else a text that looks like a code could be read. The
// text itself is never corrected.
func (c *Catalogo) suggerimenti(r *raccoltaCodici, scritto string, nessuno bool) []string {
	if len(scritto) > maxCodice || !strings.ContainsAny(scritto, cifre+"O") {
		return nil
	}
	var out []string
	if z, ok := codifica.ConZero(scritto); nessuno && ok && strings.ContainsAny(z, "123456789") {
		out = append(out, c.testi.T("codici.verdetto.lettera-o", "codice", scritto, "zero", z))
	}
	unito := strings.ReplaceAll(scritto, " ", "")
	if unito == scritto {
		return out
	}
	var dove []esenpat.Codifica
	for _, k := range codifica.Codifiche() {
		if x, ok, _, _ := r.risolvi(k, unito); ok && x.Completo == "" {
			dove = append(dove, k)
		}
	}
	if len(dove) > 0 {
		out = append(out, c.testi.T("codici.avviso.senza-spazi", "scritto", scritto, "codice", unito, "codifiche", strings.Join(c.nomi(dove), ", ")))
	}
	return out
}

func (c *Catalogo) regolaJSON(r *raccoltaCodici, k Regola329) RegolaJSON {
	f := r.Regole.Fonte(esenpat.CodificaDM329)
	return RegolaJSON{
		ID: k.ID, Articolo: k.Articolo, Tema: k.Tema, Testo: k.Testo, Frase: k.Frase,
		Fonte: FonteJSON{Documento: f.Seme, Titolo: f.Titolo, Riga: riga(k, 0) + "-" + riga(k, 1), Data: f.Data},
	}
}

// falsoAmico returns the warning for a code that means other things elsewhere.
func (c *Catalogo) falsoAmico(cod esenpat.Codifica, codice string) []string {
	f, ok := c.attuale.Load().FalsiAmici[codice]
	if !ok || cod == CodificaICD {
		return nil
	}
	var sensi strings.Builder
	for _, k := range f.Codifiche {
		if k != cod && f.Sensi[k] != f.Sensi[cod] {
			sensi.WriteString(c.testi.T("codici.falso-amico.senso", "codifica", c.testi.T("codici.codifica."+string(k)), "senso", f.Sensi[k]) + " ")
		}
	}
	if sensi.Len() == 0 {
		return nil
	}
	return []string{c.testi.T("codici.falso-amico", "codice", codice, "sensi", sensi.String(), "nota", f.Nota)}
}
