package documento

import (
	"context"
	"strconv"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// Fascicolo returns what the CDA inside pdf says, as a person reads it, with
// what the pages must show for each thing. «Leggi speciali», identifiers and a
// diagnosis without code are never printed, so they have nothing to show. What
// the document does not say is left out. Errors as [LettoreCDA.Contenuto].
func (g *Generatore) Fascicolo(_ context.Context, pdf []byte) ([]esenpat.VoceFascicolo, error) {
	xml, err := pdfa.EstraiCDA(pdf)
	if err != nil {
		return nil, err
	}
	c, err := cda.LeggiCampi(xml)
	if err != nil {
		return nil, err
	}
	voci := append(g.vociDocumento(c), g.vociPersone(c)...)
	voci = append(voci, g.vociCliniche(c)...)
	piene := voci[:0]
	for _, v := range voci {
		if v.Valore == "" {
			continue
		}
		for i, s := range v.SuCarta {
			v.SuCarta[i] = g.car.Stampato(s)
		}
		piene = append(piene, v)
	}
	return piene, nil
}

// voce makes a thing that is printed as it is.
func voce(campo, valore string) esenpat.VoceFascicolo {
	return esenpat.VoceFascicolo{Campo: campo, Valore: valore, SuCarta: pieni(valore)}
}

func pieni(testi ...string) []string {
	var out []string
	for _, t := range testi {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (g *Generatore) vociDocumento(c cda.Certificato) []esenpat.VoceFascicolo {
	d := c.Documento
	emesso := esenpat.VoceFascicolo{Campo: "data"}
	if !d.Emesso.IsZero() {
		emesso.Valore = d.Emesso.Format("02/01/2006 15:04")
		emesso.SuCarta = pieni(esenpat.DataDi(d.Emesso).Italiana())
	}
	versione := strconv.Itoa(d.Versione)
	precedente := ""
	if d.Precedente.ID != "" {
		precedente = trattino(", ", d.Precedente.ID, g.testi.T("fascicolo.versione", "versione", strconv.Itoa(d.Precedente.Versione)))
	}
	return []esenpat.VoceFascicolo{
		voce("titolo", d.Titolo), emesso,
		{Campo: "identificativo", Valore: trattino(", ", d.ID, g.testi.T("fascicolo.versione", "versione", versione))},
		{Campo: "precedente", Valore: precedente},
	}
}

func (g *Generatore) vociPersone(c cda.Certificato) []esenpat.VoceFascicolo {
	p, m := c.Paziente, c.Medico
	assistito := trattino(" ", p.Cognome, p.Nome)
	medico := trattino(" ", m.Titolo, m.Nome, m.Cognome)
	sesso := g.scelto("fascicolo.sesso.", p.Sesso)
	r := p.Residenza
	dove := trattino(" ", r.CAP, r.Citta)
	unita := voce("unita", c.Incontro.Unita.Nome)
	if c.Annullativo {
		unita.SuCarta = nil // an annulling document does not print it
	}
	return []esenpat.VoceFascicolo{
		voce("assistito", assistito), voce("assistito_cf", p.CodiceFiscale),
		voce("nascita", p.Nascita.Italiana()), voce("luogo_nascita", p.LuogoNascita.Citta),
		{Campo: "sesso", Valore: sesso},
		{Campo: "residenza", Valore: trattino(", ", r.Indirizzo, dove), SuCarta: pieni(r.Indirizzo, dove)},
		voce("medico", medico), voce("medico_cf", m.CodiceFiscale),
		{Campo: "azienda", Valore: trattino(" - ", c.Azienda.Codice, c.Azienda.Nome), SuCarta: pieni(c.Azienda.Nome)},
		unita, voce("struttura", c.Incontro.Struttura.Nome),
	}
}

func (g *Generatore) vociCliniche(c cda.Certificato) []esenpat.VoceFascicolo {
	if c.Annullativo {
		return []esenpat.VoceFascicolo{voce("annullamento", c.Referto)}
	}
	diagnosi := esenpat.VoceFascicolo{Campo: "diagnosi", Valore: trattino(" - ", c.Diagnosi.Codice, c.Diagnosi.Descrizione)}
	if c.Diagnosi.Codice == "" {
		diagnosi.Valore = g.testi.T("fascicolo.senza-diagnosi")
	} else {
		diagnosi.SuCarta = pieni(c.Diagnosi.Codice, c.Diagnosi.Descrizione)
	}
	return []esenpat.VoceFascicolo{
		voce("patologia", c.Referto),
		{Campo: "esenzione", Valore: trattino(" - ", c.Esenzione.Codice, c.Esenzione.Descrizione), SuCarta: pieni(c.Esenzione.Codice, c.Esenzione.Descrizione)},
		diagnosi,
		{Campo: "leggi_speciali", Valore: g.scelto("fascicolo.riservatezza.", c.Documento.Riservatezza)},
	}
}
