package certificati

import (
	"context"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// stessiDati reports whether what the server has is what the draft says. Codes
// and choices must be equal; descriptions are the server's own. A diagnosis
// that is absent and the placeholder «000» are the same thing (spec 1, 3.5).
func stessiDati(a, b esenpat.DatiCertificato) bool {
	diagnosi := a.Diagnosi.CodiceVisibile() == b.Diagnosi.CodiceVisibile()
	return a.Tipologia == b.Tipologia && a.Esenzione.Codice == b.Esenzione.Codice && diagnosi &&
		stessoTesto(a.Patologia, b.Patologia) && a.LeggiSpeciali == b.LeggiSpeciali &&
		a.UnitaProduttiva.Matricola == b.UnitaProduttiva.Matricola && a.Regime == b.Regime &&
		(a.OscuratoGenitore == b.OscuratoGenitore || b.OscuratoGenitore == esenpat.NonScelto)
}

// atteso is what the document of a certificate must say; what is empty in it is
// not compared.
type atteso struct {
	dati      esenpat.DatiCertificato
	assistito esenpat.Assistito
	medico    esenpat.Utente
}

// confronto gathers the differences between what was written and a document.
type confronto []esenpat.Differenza

// se adds a difference if both sides say something and not the same.
func (c *confronto) se(campo, scritto, documento string) {
	if scritto != "" && documento != "" {
		c.sempre(campo, scritto, documento)
	}
}

// sempre adds a difference also if the document says nothing.
func (c *confronto) sempre(campo, scritto, documento string) {
	if !stessoTesto(scritto, documento) {
		*c = append(*c, esenpat.Differenza{Campo: campo, Scritto: scritto, Documento: documento})
	}
}

// differenze lists where the CDA of a document says something else than what
// was written. A CDA carries fewer things than a certificate, and another
// backend fewer still: of people and place, what it does not state is not a
// difference. What is certified must be there: the text, the exemption, the
// diagnosis.
func differenze(letto esenpat.ContenutoCertificato, a atteso) []esenpat.Differenza {
	var c confronto
	d := letto.Dati
	if letto.Annullativo() {
		c.sempre("annullativo", "certificato", "annullativo")
	}
	c.persona(a.assistito, letto.Assistito)
	c.se("medico.codice_fiscale", string(a.medico.CodiceFiscale), string(letto.Medico.CodiceFiscale))
	c.nome("medico.cognome", a.medico.Cognome, letto.Medico.Cognome)
	c.nome("medico.nome", a.medico.Nome, letto.Medico.Nome)
	c.sempre("patologia", a.dati.Patologia, d.Patologia)
	c.sempre("codice_esenzione", a.dati.Esenzione.Codice, d.Esenzione.Codice)
	c.sempre("codice_diagnosi", a.dati.Diagnosi.CodiceVisibile(), d.Diagnosi.CodiceVisibile())
	c.se("soggetto_leggi_speciali", a.dati.LeggiSpeciali.String(), d.LeggiSpeciali.String())
	c.unita(a.dati.UnitaProduttiva, d.UnitaProduttiva)
	return c
}

func (c *confronto) persona(scritta, letta esenpat.Assistito) {
	c.se("assistito.codice_fiscale", string(scritta.CodiceFiscale), string(letta.CodiceFiscale))
	c.nome("assistito.cognome", scritta.Cognome, letta.Cognome)
	c.nome("assistito.nome", scritta.Nome, letta.Nome)
	c.se("assistito.data_nascita", scritta.Anagrafica.DataNascita.Italiana(), letta.Anagrafica.DataNascita.Italiana())
	c.se("assistito.sesso", string(scritta.Sesso), string(letta.Sesso))
}

// nome compares names as registries write them: upper case or not.
func (c *confronto) nome(campo, scritto, documento string) {
	if !strings.EqualFold(uguale(scritto), uguale(documento)) {
		c.se(campo, scritto, documento)
	}
}

// unita compares the place of the visit: another system may know it by another
// code, so that the same name is enough.
func (c *confronto) unita(scritta, letta esenpat.UnitaProduttiva) {
	if scritta.Matricola == letta.Matricola || strings.EqualFold(uguale(scritta.Descrizione), uguale(letta.Descrizione)) {
		return
	}
	detta := func(u esenpat.UnitaProduttiva) string {
		if u.Descrizione != "" {
			return u.Descrizione
		}
		return u.Matricola
	}
	c.se("unita_produttiva", detta(scritta), detta(letta))
}

// stessoTesto compares two texts without regard to spacing, which a document
// may lay out as it must, nor to how letters and their accents are put together.
func stessoTesto(a, b string) bool { return uguale(a) == uguale(b) }

func uguale(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

// giudice judges a document that the service has made and that is about to be
// signed.
type giudice struct {
	norma   Norma      // may be nil
	lettore LettoreCDA // may be nil
}

// diverso is the error of a document that says something else.
func diverso(d []esenpat.Differenza) error {
	if len(d) == 0 {
		return nil
	}
	return esenpat.NewError(esenpat.Conflict, "certificato.documento-diverso", "certificati.confronta").
		Because(&esenpat.DocumentoDiverso{Differenze: d})
}

// giudica returns the differences first: they say more than a broken rule.
func (g giudice) giudica(ctx context.Context, pdf []byte, differenze func(esenpat.ContenutoCertificato) []esenpat.Differenza) error {
	if g.lettore != nil {
		letto, err := g.lettore.Contenuto(ctx, pdf)
		if err == nil {
			err = diverso(differenze(letto))
		}
		if err != nil {
			return err
		}
	}
	if g.norma == nil {
		return nil
	}
	err := g.norma.DocumentoConforme(pdf)
	if e := esenpat.AsError(err); e != nil && e.Code == "documento.non-conforme" {
		fuori := esenpat.NewError(esenpat.Conflict, "certificato.documento-fuori-norma", "certificati.giudica").At(e.Field).Because(err)
		for _, k := range []string{"campo", "regola", "motivo"} {
			fuori = fuori.With(k, e.Params[k])
		}
		return fuori
	}
	return err
}
