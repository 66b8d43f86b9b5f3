package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"io"
	"os"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/bozza"
	"github.com/esenpat/esenpat-desktop/app/catalogo"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// dpiImmagine is the resolution of --png: a page about 1240 pixels wide.
const dpiImmagine = 150

// esitoAnteprima is what `anteprima` tells with --json.
type esitoAnteprima struct {
	Mancano []string `json:"mancano"`
	Avvisi  []string `json:"avvisi"`
	Pagine  int      `json:"pagine,omitempty"`
	CDA     bool     `json:"cda"`
}

// eseguiAnteprima renders a draft exactly as the window's preview does.
func eseguiAnteprima(ctx context.Context, c *comando, args []string) (int, error) {
	pdf := c.fs.String("pdf", "", "dove scrivere il PDF (obbligatorio)")
	cda := c.fs.String("cda", "", "dove scrivere il CDA")
	img := c.fs.String("png", "", "dove scrivere la prima pagina come immagine")
	if err := c.leggi(args, 1, 1); err != nil {
		return 0, err
	}
	if *pdf == "" {
		c.fs.Usage()
		return 0, errUso
	}
	b, err := apriMinima(c.opzioni)
	if err != nil {
		return 0, err
	}
	defer b.chiudi(ctx)
	f, err := leggiBozza(c, c.parole[0])
	if err != nil {
		return 0, err
	}
	avvisi, err := completaDaCatalogo(b, &f.Bozza)
	if err != nil {
		return 0, err
	}
	contenuto, err := bozza.Contenuto(f)
	if err != nil {
		return 0, err
	}
	doc, err := b.generatore.Genera(ctx, contenuto)
	if err != nil {
		return 0, err
	}
	esito := esitoAnteprima{Mancano: bozza.Mancano(f), Avvisi: avvisi, CDA: doc.CDA != nil}
	if err := b.scriviAnteprima(ctx, doc, *pdf, *cda, *img, &esito); err != nil {
		return 0, err
	}
	return esitoFatto, b.diciAnteprima(c, esito)
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

func (b *base) scriviAnteprima(ctx context.Context, doc esenpat.DocumentoCertificato, pdf, cda, img string, e *esitoAnteprima) error {
	if err := sistema.Salva(ctx, pdf, doc.PDF, true); err != nil {
		return err
	}
	if cda != "" {
		if doc.CDA == nil {
			return esenpat.NewError(esenpat.Invalid, "anteprima.senza-cda", "cmd.anteprima").
				With("mancano", b.nomiCampi(e.Mancano))
		}
		if err := sistema.Salva(ctx, cda, doc.CDA, true); err != nil {
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

func (b *base) nomiCampi(campi []string) string {
	nomi := make([]string, len(campi))
	for i, m := range campi {
		nomi[i] = b.testi.T("bozza.campo." + m)
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
		return scriviJSON(c, e)
	}
	var out io.Writer = c.out
	if len(e.Mancano) > 0 {
		_, _ = fmt.Fprintln(out, b.testi.T("anteprima.mancano", "campi", b.nomiCampi(e.Mancano)))
	}
	for _, a := range e.Avvisi {
		_, _ = fmt.Fprintln(out, a)
	}
	return nil
}
