package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/bozza"
	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// dpiImmagine is the resolution of --png: a page about 1240 pixels wide.
const dpiImmagine = 150

// esitoAnteprima is what `anteprima` tells with --json.
type esitoAnteprima struct {
	Mancano []string  `json:"mancano"`
	Avvisi  []string  `json:"avvisi"`
	Rilievi []rilievo `json:"rilievi"`
	Pagine  int       `json:"pagine,omitempty"`
	CDA     bool      `json:"cda"`
}

// rilievo is a rule of the document that a complete draft breaks.
type rilievo struct {
	Regola string `json:"regola"`
	Campo  string `json:"campo"`
	Testo  string `json:"testo"`
}

// eseguiAnteprima renders a draft exactly as the window's preview does.
func eseguiAnteprima(ctx context.Context, c *comando, args []string) (int, error) {
	pdf := c.fs.String("pdf", "", "dove scrivere il PDF (obbligatorio)")
	fileCDA := c.fs.String("cda", "", "dove scrivere il CDA")
	radice := c.fs.String("radice", "", "radice OID degli identificativi dei documenti (predefinita: quella del Piemonte)")
	img := c.fs.String("png", "", "dove scrivere la prima pagina come immagine")
	if err := c.leggi(args, 1, 1); err != nil {
		return 0, err
	}
	if *pdf == "" {
		c.fs.Usage()
		return 0, errUso
	}
	if err := cda.ControllaRadice(*radice); err != nil {
		return 0, err
	}
	b, err := apriMinima(c.opzioni)
	if err != nil {
		return 0, err
	}
	defer b.chiudi(ctx)
	f, contenuto, avvisi, err := b.contenutoDi(c)
	if err != nil {
		return 0, err
	}
	contenuto.Identita.Radice = *radice
	doc, err := b.generatore.Genera(ctx, contenuto)
	if err != nil {
		return 0, err
	}
	esito := esitoAnteprima{Mancano: bozza.Mancano(f), Avvisi: append(avvisi, b.nonStampabili(contenuto)...), CDA: doc.CDA != nil}
	if doc.CDA == nil && len(esito.Mancano) == 0 {
		if esito.Rilievi, err = b.rilievi(contenuto); err != nil {
			return 0, err
		}
	}
	if err := b.scriviAnteprima(ctx, doc, *pdf, *fileCDA, *img, &esito); err != nil {
		return 0, err
	}
	return esitoFatto, b.diciAnteprima(c, esito)
}

// contenutoDi reads the draft that c names and returns what its document says,
// with the warnings about its codes.
func (b *base) contenutoDi(c *comando) (bozza.File, esenpat.ContenutoCertificato, []string, error) {
	f, err := leggiBozza(c, c.parole[0])
	if err != nil {
		return f, esenpat.ContenutoCertificato{}, nil, err
	}
	avvisi, err := completaDaCatalogo(b, &f.Bozza)
	if err != nil {
		return f, esenpat.ContenutoCertificato{}, nil, err
	}
	contenuto, err := bozza.Contenuto(f)
	return f, contenuto, avvisi, err
}

func leggiBozza(c *comando, nome string) (bozza.File, error) {
	if nome == "-" {
		return bozza.Leggi(c.in)
	}
	b, err := os.ReadFile(nome)
	if err != nil {
		return bozza.File{}, esenpat.NewError(esenpat.NotFound, "file.non-leggibile", "cmd.leggiBozza").Because(err)
	}
	return bozza.Leggi(bytes.NewReader(b))
}

// completaDaCatalogo fills in descriptions and type that the draft leaves out,
// and warns of codes that the catalogue does not know: they are drawn as typed.
func completaDaCatalogo(b *base, z *esenpat.Bozza) ([]string, error) {
	dati, err := leggiCertificabili(true)
	if err != nil {
		return nil, err
	}
	var avvisi []string
	d := &z.Dati
	if d.Esenzione.Codice != "" {
		if v, ok := esenzioneNota(dati, d.Esenzione.Codice); ok {
			if d.Esenzione.Descrizione == "" {
				d.Esenzione.Descrizione = v.Descrizione
			}
			if d.Tipologia == "" {
				d.Tipologia = v.Tipologia
			}
		} else {
			avvisi = append(avvisi, b.testi.T("anteprima.codice-non-noto", "codice", d.Esenzione.Codice))
		}
	}
	if d.Diagnosi.Codice != "" && !d.Diagnosi.Fittizia && d.Diagnosi.Descrizione == "" {
		for _, v := range dati.Diagnosi {
			if v.Codice == d.Diagnosi.Codice {
				d.Diagnosi.Descrizione = v.Descrizione
				return avvisi, nil
			}
		}
		avvisi = append(avvisi, b.testi.T("anteprima.codice-non-noto", "codice", d.Diagnosi.Codice))
	}
	return avvisi, nil
}

func esenzioneNota(dati catalogo.DatiCertificabili, codice string) (esenpat.VoceEsenzione, bool) {
	for _, v := range dati.Esenzioni {
		if strings.EqualFold(v.Codice, codice) {
			return v.VoceEsenzione, true
		}
	}
	return esenpat.VoceEsenzione{}, false
}

func (b *base) scriviAnteprima(ctx context.Context, doc esenpat.DocumentoCertificato, pdf, fileCDA, img string, e *esitoAnteprima) error {
	if err := sistema.Salva(ctx, pdf, doc.PDF, true); err != nil {
		return err
	}
	if fileCDA != "" {
		if doc.CDA == nil {
			return b.senzaCDA(*e)
		}
		if err := sistema.Salva(ctx, fileCDA, doc.CDA, true); err != nil {
			return err
		}
	}
	if img == "" {
		return nil
	}
	pagine, err := b.immagini.Pagine(ctx, doc.PDF, dpiImmagine)
	if err != nil {
		return err
	}
	e.Pagine = len(pagine)
	var out bytes.Buffer
	if err := png.Encode(&out, pagine[0]); err != nil {
		return esenpat.NewError(esenpat.Internal, "errore.imprevisto", "cmd.anteprima").Because(err)
	}
	return sistema.Salva(ctx, img, out.Bytes(), true)
}

// senzaCDA says why there is no CDA to write.
func (b *base) senzaCDA(e esitoAnteprima) error {
	if len(e.Rilievi) == 0 {
		return esenpat.NewError(esenpat.Invalid, "anteprima.senza-cda", "cmd.anteprima").With("mancano", b.nomiCampi(e.Mancano))
	}
	testi := make([]string, len(e.Rilievi))
	for i, r := range e.Rilievi {
		testi[i] = b.testi.T("anteprima.rilievo.breve", "campo", b.nomiCampi([]string{r.Campo}), "testo", strings.TrimSuffix(r.Testo, "."), "regola", r.Regola)
	}
	return esenpat.NewError(esenpat.Invalid, "anteprima.non-conforme", "cmd.anteprima").
		At(e.Rilievi[0].Campo).With("rilievi", strings.Join(testi, "; "))
}

// rilievi lists what keeps a complete draft from being a document: rules that
// it breaks, or a text that no document can carry.
func (b *base) rilievi(c esenpat.ContenutoCertificato) ([]rilievo, error) {
	trovati, err := b.generatore.Rilievi(c)
	if err != nil {
		e := esenpat.AsError(err)
		if e.Kind != esenpat.Invalid {
			return nil, err
		}
		return []rilievo{{Regola: e.Code, Campo: e.Field, Testo: erroreDi(b.testi, err).Titolo}}, nil
	}
	out := make([]rilievo, len(trovati))
	for i, r := range trovati {
		out[i] = rilievo{Regola: r.Regola, Campo: r.Campo, Testo: b.testi.T("conformita." + r.Regola)}
	}
	return out, nil
}

// nonStampabili warns of characters that paper shows only as their code.
func (b *base) nonStampabili(c esenpat.ContenutoCertificato) []string {
	d, a := c.Dati, c.Assistito
	var avvisi []string
	for _, x := range []struct{ campo, testo string }{
		{"assistito.cognome", a.Cognome},
		{"assistito.nome", a.Nome},
		{"assistito.residenza", a.Anagrafica.Residenza.Indirizzo},
		{"medico.cognome", c.Medico.Cognome},
		{"medico.nome", c.Medico.Nome},
		{"medico.azienda", c.Azienda.Denominazione},
		{"unita_produttiva.struttura", d.UnitaProduttiva.Struttura},
		{"annulla.motivo", c.Identita.Annulla.Motivo},
		{"patologia", soloSe(!c.Annullativo(), d.Patologia)}, // an annulling document prints neither
		{"esenzione_descrizione", soloSe(!c.Annullativo(), d.Esenzione.Descrizione)},
		{"diagnosi_descrizione", soloSe(!c.Annullativo(), d.Diagnosi.Descrizione)},
		{"unita_produttiva.descrizione", soloSe(!c.Annullativo() || d.UnitaProduttiva.Struttura == "", d.UnitaProduttiva.Descrizione)},
	} {
		var segni []string
		for _, r := range b.generatore.NonStampabili(x.testo) {
			segni = append(segni, fmt.Sprintf("U+%04X", r))
		}
		if len(segni) > 0 {
			avvisi = append(avvisi, b.testi.T("anteprima.non-stampabili", "campo", b.testi.T("bozza.campo."+x.campo), "codici", strings.Join(segni, ", ")))
		}
	}
	return avvisi
}

func soloSe(si bool, s string) string {
	if si {
		return s
	}
	return ""
}

func (b *base) nomiCampi(campi []string) string {
	nomi := make([]string, len(campi))
	for i, m := range campi {
		nomi[i] = b.testi.T("conformita.campo")
		if m != "" {
			nomi[i] = b.testi.T("bozza.campo." + m)
		}
	}
	return strings.Join(nomi, ", ")
}

func (b *base) diciAnteprima(c *comando, e esitoAnteprima) error {
	if c.json {
		if e.Mancano == nil {
			e.Mancano = []string{}
		}
		if e.Avvisi == nil {
			e.Avvisi = []string{}
		}
		if e.Rilievi == nil {
			e.Rilievi = []rilievo{}
		}
		return scriviJSON(c, e)
	}
	out := c.out
	if len(e.Mancano) > 0 {
		_, _ = fmt.Fprintln(out, b.testi.T("anteprima.mancano", "campi", b.nomiCampi(e.Mancano)))
	}
	for _, r := range e.Rilievi {
		_, _ = fmt.Fprintln(out, b.testi.T("anteprima.rilievo", "campo", b.nomiCampi([]string{r.Campo}), "testo", strings.TrimSuffix(r.Testo, "."), "regola", r.Regola))
	}
	for _, a := range e.Avvisi {
		_, _ = fmt.Fprintln(out, a)
	}
	return nil
}
