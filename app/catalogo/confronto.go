package catalogo

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// ConfrontaBozza compares what a draft carries with the catalogue of the day
// al. Nothing in the draft is changed.
func (c *Certificabili) ConfrontaBozza(d esenpat.DatiCertificato, al esenpat.Data) esenpat.ConfrontoVoci {
	al = c.giorno(al)
	var out esenpat.ConfrontoVoci
	if d.Esenzione.Codice != "" {
		c.confrontaEsenzione(&out, d.Esenzione, al)
	}
	if d.Diagnosi.Codice != "" {
		out.Diagnosi = c.confrontaDiagnosi(d.Diagnosi, al)
	}
	return out
}

func (c *Certificabili) confrontaEsenzione(out *esenpat.ConfrontoVoci, e esenpat.VoceEsenzione, al esenpat.Data) {
	v, ok := c.Esenzione(e.Codice)
	switch {
	case !ok:
		out.Esenzione = esenpat.VoceRimossa
	case !v.offribile(v.Tipologia, al):
		out.Esenzione, out.SostituitaDa = esenpat.VoceTerminata, v.SostituitaDa
	case e.Descrizione != "" && v.Descrizione != e.Descrizione: // a draft from outside may bring the code alone
		out.Esenzione, out.NuovaDescrizione = esenpat.VoceModificata, v.Descrizione
	default:
		out.Esenzione = esenpat.VoceAttuale
	}
}

func (c *Certificabili) confrontaDiagnosi(d esenpat.VoceDiagnosi, al esenpat.Data) esenpat.StatoVoce {
	v, ok := c.Diagnosi(d.CodiceEsenzione, d.Codice)
	switch {
	case !ok:
		return esenpat.VoceRimossa
	case !inVigore(v.ValidaDal, v.ValidaAl, al):
		return esenpat.VoceTerminata
	case d.Descrizione != "" && v.Descrizione != d.Descrizione && !d.Fittizia:
		return esenpat.VoceModificata
	}
	return esenpat.VoceAttuale
}
