package regionetest_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/documento"
	"github.com/esenpat/esenpat-desktop/services/documento/pdfa"
	"github.com/esenpat/esenpat-desktop/services/regione/regionetest"
)

func generatore(t *testing.T) *documento.Generatore {
	t.Helper()
	return generatoreDi(t, "Prova")
}

func generatoreDi(t *testing.T, produttore string) *documento.Generatore {
	t.Helper()
	txt, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	c, err := documento.LeggiCaratteri(assets.Terzi)
	if err != nil {
		t.Fatal(err)
	}
	g, err := documento.New(c, txt, documento.Opzioni{Produttore: produttore})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// retrobottega is a backend that lays its documents out in its own way and may
// write something else into the CDA.
type retrobottega struct {
	*documento.Generatore
	cambia *strings.Replacer
}

func (r retrobottega) Genera(ctx context.Context, c esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error) {
	vero, err := r.Generatore.Genera(ctx, c)
	if err != nil {
		return vero, err
	}
	foglio, err := r.Generatore.Genera(ctx, esenpat.ContenutoCertificato{Bozza: true}) // other pages
	if err != nil {
		return vero, err
	}
	cda := []byte(r.cambia.Replace(string(vero.CDA)))
	pdf, err := pdfa.Completa(foglio.PDF, cda, pdfa.Descrizione{Titolo: "Referto", Autore: "Altro sistema", Produttore: "Altro sistema", Lingua: "it-IT", Creato: c.Emesso})
	return esenpat.DocumentoCertificato{PDF: pdf, CDA: cda}, err
}

// The manual: the back office makes the PDF. It may look as it likes, but what
// its CDA says is compared with what was written before anybody signs.
func TestAltriDocumenti_whatAnotherBackendWritesIsComparedBeforeTheSignature(t *testing.T) {
	for nome, caso := range map[string]struct {
		cambia []string
		code   string
		campi  string
	}{
		"only another layout": {[]string{"Si certifica la condizione", "La condizione &#232; certificata"}, "", ""},
		"another diagnosis":   {[]string{`code="174.9"`, `code="174.8"`}, "certificato.documento-diverso", "codice_diagnosi"},
		"another text":        {[]string{"Carcinoma della mammella", "Carcinoma del polmone"}, "certificato.documento-diverso", "patologia"},
		"another person and no secrecy": {
			[]string{"<given>ELENA</given>", "<given>EVA</given>", "<given>Elena</given>", "<given>Eva</given>", `<confidentialityCode code="N"`, `<confidentialityCode code="V"`},
			"certificato.documento-diverso", "assistito.nome soggetto_leggi_speciali",
		},
		"without a telephone": {[]string{`<telecom use="WP"`, `<telecom`}, "certificato.documento-fuori-norma", ""},
	} {
		t.Run(nome, func(t *testing.T) {
			p := apriCon(t, func(o *ambiente.Opzioni) {
				o.Documenti = retrobottega{generatore(t), strings.NewReplacer(caso.cambia...)}
			})
			p.entra(regionetest.Ferraris)
			c := p.crea(cfAdulta)

			_, err := p.archivio.Documento(t.Context(), c.Assistito.ID, c.ID)

			if caso.code == "" {
				p.bene(err)
				f, errFirma := p.firme.FirmaCertificato(t.Context(), p.richiesta(c))
				p.bene(errFirma)
				if !f.IdenticoAnteprima {
					t.Error("what was signed is not what was shown")
				}
				return
			}
			p.vuole(err, esenpat.Conflict, caso.code)
			if caso.campi == "" {
				return
			}
			diverso, ok := errors.AsType[*esenpat.DocumentoDiverso](err)
			if !ok {
				t.Fatal("no list of differences")
			}
			campi := make([]string, len(diverso.Differenze))
			for i, d := range diverso.Differenze {
				campi[i] = d.Campo
			}
			if v := strings.Join(campi, " "); v != caso.campi {
				t.Errorf("differences: %q", v)
			}
		})
	}
}

func TestFlusso_theRootOfTheIdentifiersIsTheServices(t *testing.T) {
	const radice = "2.16.840.1.113883.2.9.2.10209.4.4"
	p := apriCon(t, func(o *ambiente.Opzioni) { o.Radice = radice })
	if s := p.entra(regionetest.Ferraris); s.Parametri.RadiceDocumenti != radice {
		t.Errorf("session says %q", s.Parametri.RadiceDocumenti)
	}
	c := p.crea(cfAdulta)

	pdf, err := p.archivio.Documento(t.Context(), c.Assistito.ID, c.ID)
	p.bene(err)
	letto, err := documento.LettoreCDA{}.Contenuto(t.Context(), pdf)
	p.bene(err)

	if letto.Identita.Radice != radice {
		t.Errorf("document says %q", letto.Identita.Radice)
	}
}

func TestFlusso_whatBreaksANationalRuleIsNotSent(t *testing.T) {
	p := apri(t)
	p.entra(regionetest.Ferraris)
	b := p.bozza(cfAdulta)
	b.Dati.Diagnosi.Codice = "1749" // without its dot

	_, err := p.redazione.Crea(t.Context(), b)

	if e := p.rifiuto(err, esenpat.Invalid, "documento.non-conforme"); e.Field != "codice_diagnosi" || e.Params["regola"] != "TERM-icd9" {
		t.Errorf("%+v", e)
	}
	if n := p.Guasti().Viste("creaCertificato"); n != 0 {
		t.Errorf("%d requests", n)
	}
}
