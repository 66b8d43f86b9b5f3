package main

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// profilo is the local database opened for a verb that has no login. Where the
// database cannot be opened the verb fails: working in memory would be lying.
type profilo struct {
	*base
	chiavi cifra.ConPassphrase
}

func apriProfilo(ctx context.Context, c *comando) (*profilo, error) {
	b, err := apriMinima(c.opzioni)
	if err != nil {
		return nil, err
	}
	if err = b.apriDiario(c.log); err != nil {
		return nil, err
	}
	b.avviso = nil // a log that cannot be written stops no draft
	p := &profilo{base: b}
	if p.chiavi.Passphrase, err = leggiPassphrase(c.segreta); err != nil {
		b.chiudi(ctx)
		return nil, err
	}
	b.apriMazzo(c.argon)
	p.chiavi.Mazzo = b.mazzo
	b.archivio, err = store.Apri(ctx, store.Opzioni{Dir: b.percorsi.Profilo, Chiavi: p.chiavi, Ora: time.Now, Log: b.log})
	if err != nil {
		b.chiudi(ctx)
		return nil, err
	}
	b.alTermine(func(context.Context) error { return b.archivio.Chiudi() })
	if b.archivio.Quarantena() != "" {
		b.avviso = esenpat.NewError(esenpat.Storage, "archivio.quarantena", "cmd.apriProfilo")
	}
	return p, nil
}
