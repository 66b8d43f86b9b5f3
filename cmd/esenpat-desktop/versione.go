package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/esenpat/esenpat-desktop/services/store"
)

// Set by the linker (Makefile); a plain go build leaves the defaults.
var (
	versione = "0.0.0-dev"   //nolint:gochecknoglobals // -ldflags -X needs a variable
	commit   = "sconosciuto" //nolint:gochecknoglobals // -ldflags -X needs a variable
)

// infoVersione is what `versione` tells; Schema is the newest schema of the
// local database that this version writes.
type infoVersione struct {
	Versione string `json:"versione"`
	Commit   string `json:"commit"`
	Go       string `json:"go"`
	Fyne     string `json:"fyne"`
	Schema   int    `json:"schema"`
	Licenza  string `json:"licenza"`
}

func leggiVersione() infoVersione {
	v := infoVersione{Versione: versione, Commit: commit, Schema: schemaProfilo(), Licenza: "EUPL-1.2"}
	if b, ok := debug.ReadBuildInfo(); ok {
		v.Go = b.GoVersion
		for _, m := range b.Deps {
			if m.Path == "fyne.io/fyne/v2" {
				v.Fyne = m.Version
			}
		}
	}
	return v
}

func eseguiVersione(_ context.Context, c *comando, args []string) (int, error) {
	if err := c.leggi(args, 0, 0); err != nil {
		return 0, err
	}
	v := leggiVersione()
	if c.json {
		return esitoFatto, scriviJSON(c, v)
	}
	_, _ = fmt.Fprintf(c.out, "Esenpat Desktop %s\ncommit %s\nFyne %s\nschema %d\nlicenza %s\n", v.Versione, v.Commit, v.Fyne, v.Schema, v.Licenza)
	return esitoFatto, nil
}

// schemaProfilo is the newest schema of the local database.
func schemaProfilo() int { return store.Schema() }
