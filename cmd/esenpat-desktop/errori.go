package main

import (
	"encoding/json"
	"fmt"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

// erroreJSON is the error object of the command line contract.
type erroreJSON struct {
	Codice  string `json:"codice"`
	Titolo  string `json:"titolo"`
	Causa   string `json:"causa"`
	Rimedio string `json:"rimedio"`
}

// caricaTesti loads the user's texts; those of documents are Italian in every
// language.
func caricaTesti(lingua string) (*testi.Catalogo, error) {
	return testi.LoadLingua(assets.Locale, lingua)
}

func erroreDi(t avviso.Testi, err error) erroreJSON {
	a := avviso.Di(t, err)
	if a.Vuoto() {
		a = avviso.Di(t, esenpat.NewError(esenpat.Internal, "operazione.interrotta", "cmd"))
	}
	return erroreJSON{Codice: a.Codice, Titolo: a.Titolo, Causa: a.Causa, Rimedio: a.Rimedio}
}

// scriviErrore tells the user what happened, why and what to do: one line on
// stderr and, with --json, the same as an object on stdout.
func scriviErrore(c *comando, err error) {
	t, terr := caricaTesti(c.lingua)
	if terr != nil {
		_, _ = fmt.Fprintln(c.err, terr)
		return
	}
	e := erroreDi(t, err)
	_, _ = fmt.Fprintf(c.err, "%s %s %s\n", e.Titolo, e.Causa, e.Rimedio)
	if c.json {
		_ = scriviJSON(c, map[string]erroreJSON{"errore": e})
	}
}

// scriviJSON writes one object on a line, without escaping < and >.
func scriviJSON(c *comando, v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return esenpat.NewError(esenpat.Storage, "uscita.non-scritta", "cmd.scriviJSON").Because(err)
	}
	return nil
}
