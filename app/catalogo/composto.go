package catalogo

import (
	"cmp"
	"slices"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/catalogo/indice"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Composto decides which entries the wizard offers. The program carries a
// catalogue; what the regional service delivers takes its place; an exemption
// list that was imported after that takes its place in turn, until the service
// delivers a newer version (REQUISITI R9.4: the newest wins, with its own
// version and date). An imported ICD-9-CM list only adds diagnoses to 048.
type Composto struct {
	certificabili *Certificabili

	mu        sync.Mutex
	base      DatiCertificabili
	regione   []esenpat.CatalogoRegionale
	importati map[TipoImport]*Importazione
}

// NewComposto starts from what the program carries; oggi as NewCertificabili.
func NewComposto(base DatiCertificabili, oggi func() esenpat.Data) *Composto {
	return &Composto{certificabili: NewCertificabili(base, oggi), base: base, importati: map[TipoImport]*Importazione{}}
}

// Certificabili is the catalogue in use; it follows every change.
func (c *Composto) Certificabili() *Certificabili { return c.certificabili }

// Regione puts in use what the service delivered: exemptions and diagnoses.
func (c *Composto) Regione(k []esenpat.CatalogoRegionale) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.regione = k
	c.componi()
}

// Importa puts an import in use.
func (c *Composto) Importa(i *Importazione) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.importati[i.Tipo] = i
	c.componi()
}

// Del is the date of the catalogue in use: the one that the service states,
// else the version that the program carries.
func (c *Composto) Del() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, _ := c.consegnati()
	if !e.AggiornatoIl.Vuota() {
		return e.AggiornatoIl.String()
	}
	return c.certificabili.Versione()
}

func (c *Composto) componi() {
	d := c.base
	e, g := c.consegnati()
	if e.Versione != "" {
		d = daRegione(c.base, e, g)
	}
	if i := c.importati[ImportEsenzioni]; i != nil && i.Il.After(e.RicevutoIl) {
		d = d.ConImport(i)
	}
	if i := c.importati[ImportDiagnosi]; i != nil {
		d = d.conDiagnosi(i, e.Versione != "")
	}
	d.FalsiAmici = c.base.FalsiAmici
	c.certificabili.Aggiorna(d)
}

// consegnati returns exemptions and diagnoses of the service, both or none: a
// diagnosis means nothing without its exemption.
func (c *Composto) consegnati() (e, g esenpat.CatalogoRegionale) {
	for _, k := range c.regione {
		switch k.Nome {
		case esenpat.CatalogoEsenzioni:
			e = k
		case esenpat.CatalogoDiagnosi:
			g = k
		}
	}
	if e.Versione == "" || g.Versione == "" {
		return esenpat.CatalogoRegionale{}, esenpat.CatalogoRegionale{}
	}
	return e, g
}

// daRegione makes the catalogue from what the service delivered. From what the
// program carries stay: what the contract does not state of an entry (the
// warning «fuori dal testo 1999», its source), the codes that are only readable
// (replaced ones) and the pattern of the rare diseases.
func daRegione(base DatiCertificabili, e, g esenpat.CatalogoRegionale) DatiCertificabili {
	d := DatiCertificabili{Versione: e.Versione, Diagnosi: slices.Clone(g.Diagnosi)}
	note := map[string]VoceCertificabile{}
	for _, v := range base.Esenzioni {
		note[indice.Compatta(v.Codice)] = v
	}
	consegnate := map[string]bool{}
	for _, v := range e.Esenzioni {
		k := indice.Compatta(v.Codice)
		consegnate[k] = true
		x := VoceCertificabile{VoceEsenzione: v, Offerta: true, Verificata: true, Fonte: e.Nome + " " + e.Versione}
		if b, ok := note[k]; ok {
			x.Nota, x.Verificata, x.TipiInvalidita = cmp.Or(v.Nota, b.Nota), b.Verificata, b.TipiInvalidita
			x.Fonte = cmp.Or(b.Fonte, x.Fonte)
		}
		d.Esenzioni = append(d.Esenzioni, x)
	}
	for _, v := range base.Esenzioni {
		if !consegnate[indice.Compatta(v.Codice)] && (v.Fino != "" || !v.Offerta) {
			d.Esenzioni = append(d.Esenzioni, v)
			d.Diagnosi = append(d.Diagnosi, diagnosiDi(base.Diagnosi, v.Codice)...)
		}
	}
	return d
}

func diagnosiDi(v []esenpat.VoceDiagnosi, esenzione string) []esenpat.VoceDiagnosi {
	var out []esenpat.VoceDiagnosi
	for _, d := range v {
		if d.CodiceEsenzione == esenzione {
			out = append(out, d)
		}
	}
	return out
}

// conDiagnosi adds the neoplasms of an imported classification. The words of
// the service stay as they are: they are what it prints.
func (d DatiCertificabili) conDiagnosi(i *Importazione, delServizio bool) DatiCertificabili {
	proprie := d.Diagnosi
	d = d.ConImport(i)
	if !delServizio {
		return d
	}
	noto := map[string]esenpat.VoceDiagnosi{}
	for _, v := range proprie {
		noto[esenpat.ChiaveDiagnosi(v.CodiceEsenzione, v.Codice)] = v
	}
	for n, v := range d.Diagnosi {
		if p, ok := noto[esenpat.ChiaveDiagnosi(v.CodiceEsenzione, v.Codice)]; ok {
			d.Diagnosi[n] = p
		}
	}
	return d
}
