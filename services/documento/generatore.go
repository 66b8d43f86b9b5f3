// Package documento makes the documents that leave the hospital: the
// Certificato di Condizione o Malattia (PDF/A-3b with its CDA inside), the
// promemoria of one exemption and the attestato of all. One value in, the same
// bytes out: the preview is the document.
package documento

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/carattere"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/documento/conformita"
	"github.com/esenpat/esenpat-desktop/services/documento/pagina"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
)

// Testi looks up the sentences printed on documents; they are Italian whatever
// the language of the window.
type Testi interface {
	// T returns the sentence of key with {name} placeholders filled from
	// name, value pairs; it never fails.
	T(key string, kv ...string) string
}

// Opzioni are settings of a generator; zero values have defaults.
type Opzioni struct {
	Produttore string // "Esenpat Desktop 1.0.0", in the PDF's metadata
	Radice     string // OID root of document ids that name none (spec 3, section 5)
}

// Generatore makes documents. It has no state and may be used by several
// goroutines at once.
type Generatore struct {
	LettoreCDA
	testi Testi
	car   pagina.Caratteri
	opz   Opzioni
}

// New opens the fonts. The error is Internal "documento.caratteri".
func New(c Caratteri, t Testi, o Opzioni) (*Generatore, error) {
	g := &Generatore{testi: t, opz: o}
	if g.opz.Produttore == "" {
		g.opz.Produttore = "Esenpat Desktop"
	}
	if g.opz.Radice == "" {
		g.opz.Radice = cda.RadicePredefinita
	}
	fonti := make([]*carattere.Fonte, 0, 4)
	for _, f := range []struct {
		nome string
		dati []byte
	}{{"titillium", c.Testo}, {"titilliumsemibold", c.Forte}, {"plexmono", c.Mono}, {"notosans", c.Riserva}} {
		x, err := carattere.Apri(f.nome, f.dati)
		if err != nil {
			return nil, esenpat.NewError(esenpat.Internal, "documento.caratteri", "documento.New").Because(err)
		}
		fonti = append(fonti, x)
	}
	g.car = pagina.Caratteri{Testo: fonti[0], Forte: fonti[1], Mono: fonti[2], Riserve: []*carattere.Fonte{fonti[3], fonti[2]}}
	return g, nil
}

// Genera returns the certificate, or the annulling certificate, for c: the CDA
// and the PDF that carries it.
//
// A document that breaks a rule is never returned: the error is Invalid
// "documento.non-conforme", its Field the form field at fault and its parameter
// "regola" the number of the rule; "documento.caratteri-non-ammessi" when a
// text holds what XML cannot carry. A draft (c.Bozza) is drawn all the same,
// with what it has: then CDA is nil and the PDF carries no attachment.
// Kind Canceled when ctx ended before the work was done.
func (g *Generatore) Genera(ctx context.Context, c esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error) {
	detto, xml, err := g.scriviCDA(c)
	if err != nil && !c.Bozza {
		return esenpat.DocumentoCertificato{}, err
	}
	if ctx.Err() != nil {
		return esenpat.DocumentoCertificato{}, annullato(ctx, "documento.Genera")
	}
	base, err := g.disegna(c, detto)
	if err != nil {
		return esenpat.DocumentoCertificato{}, internal("documento.Genera", err)
	}
	autore := trattino(" ", detto.Medico.Titolo, detto.Medico.Nome, detto.Medico.Cognome)
	if autore == "" {
		autore = detto.Azienda.Nome
	}
	pdf, err := pdfa.Completa(base, xml, pdfa.Descrizione{
		Titolo: detto.Documento.Titolo, Autore: autore, Produttore: g.opz.Produttore,
		Lingua: "it-IT", Creato: metadata(detto.Documento.Emesso),
	})
	if err != nil {
		return esenpat.DocumentoCertificato{}, internal("documento.Genera", err)
	}
	return esenpat.DocumentoCertificato{PDF: pdf, CDA: xml}, nil
}

// Rilievi returns every conformance rule that the CDA for c would break; none
// means that Genera returns a document that may be signed.
func (g *Generatore) Rilievi(c esenpat.ContenutoCertificato) ([]conformita.Rilievo, error) {
	detto, err := cda.Di(c, g.opz.Radice)
	if err != nil {
		return nil, err
	}
	xml, err := cda.Scrivi(detto)
	if err != nil {
		return nil, err
	}
	return conformita.Verifica(xml), nil
}

// scriviCDA returns what the document says, always, and its CDA if it conforms.
func (g *Generatore) scriviCDA(c esenpat.ContenutoCertificato) (cda.Certificato, []byte, error) {
	detto, err := cda.Di(c, g.opz.Radice)
	if err != nil {
		return detto, nil, err
	}
	xml, err := cda.Scrivi(detto)
	if err != nil {
		return detto, nil, err
	}
	if r := conformita.Verifica(xml); len(r) > 0 {
		return detto, nil, g.nonConforme("documento.Genera", r)
	}
	return detto, xml, nil
}

// ContenutoConforme returns the error with which Genera would refuse c, nil for
// a document that may be signed.
func (g *Generatore) ContenutoConforme(c esenpat.ContenutoCertificato) error {
	_, _, err := g.scriviCDA(c)
	return err
}

// DocumentoConforme judges the CDA inside pdf, whoever made it, by the national
// rules; what this program asks beyond them is not asked of others. Errors:
// Invalid "documento.non-conforme" as in [Generatore.Genera], "pdf.illeggibile",
// "pdf.senza-cda".
func (g *Generatore) DocumentoConforme(pdf []byte) error {
	xml, err := pdfa.EstraiCDA(pdf)
	if err != nil {
		return err
	}
	r := slices.DeleteFunc(conformita.Verifica(xml), func(x conformita.Rilievo) bool { return strings.HasPrefix(x.Regola, "ESENPAT") })
	if len(r) > 0 {
		return g.nonConforme("documento.DocumentoConforme", r)
	}
	return nil
}

// nonConforme is the error of a document that breaks rules: it names the first
// field that somebody can correct.
func (g *Generatore) nonConforme(op string, rilievi []conformita.Rilievo) error {
	r := rilievi[0]
	if i := slices.IndexFunc(rilievi, func(x conformita.Rilievo) bool { return x.Campo != "" }); i >= 0 {
		r = rilievi[i]
	}
	return esenpat.NewError(esenpat.Invalid, "documento.non-conforme", op).
		At(r.Campo).With("campo", g.nomeCampo(r.Campo)).With("regola", r.Regola).With("motivo", strings.TrimSuffix(g.testi.T("conformita."+r.Regola), ".")).
		Because(fmt.Errorf("%d conformance findings, first %s", len(rilievi), r.Regola))
}

// nomeCampo names a field of the form; what no field says is the document's own.
func (g *Generatore) nomeCampo(campo string) string {
	if campo == "" {
		return g.testi.T("conformita.campo")
	}
	return g.testi.T("bozza.campo." + campo)
}

// NonStampabili returns the characters of s that no font can draw, each once:
// they are printed as ‹U+…›, and the doctor is told beside the field. The CDA
// carries them as they are.
func (g *Generatore) NonStampabili(s string) []rune {
	var fuori []rune
	visti := map[rune]bool{}
	for _, r := range s {
		if r != '\n' && r != '\r' && r != '\t' && !visti[r] && !g.car.Stampabile(r) {
			fuori = append(fuori, r)
		}
		visti[r] = true
	}
	return fuori
}

// Stampato returns s as it can be read on paper: what no font draws is replaced
// by ‹U+…›. Comparisons between a PDF's text and its CDA use it.
func (g *Generatore) Stampato(s string) string { return g.car.Stampato(s) }

func internal(op string, err error) error {
	return esenpat.NewError(esenpat.Internal, "documento.non-generato", op).Because(err)
}

func annullato(ctx context.Context, op string) error {
	return esenpat.NewError(esenpat.Canceled, "annullato", op).Because(context.Cause(ctx))
}
