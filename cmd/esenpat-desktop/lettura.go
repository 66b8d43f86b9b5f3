package main

import (
	"context"
	"os"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// trovaPercorsi finds the folders of the profile. The window also opens over a
// profile that cannot be written (spec 4, FT-05): what was saved can be read,
// and a banner says that nothing will be saved. A verb fails instead: whoever
// calls it reads its exit code, not a banner.
func (b *base) trovaPercorsi(o opzioni) error {
	p, err := sistema.TrovaPercorsi(o.profilo, os.Getenv, os.UserHomeDir)
	b.percorsi = p
	if !o.ancheInLettura || (err == nil && p.Scrivibile()) || (err != nil && esenpat.CodeOf(err) != "profilo.non-scrivibile") {
		return err
	}
	q, err := b.apriCopia(p)
	if err == nil {
		b.percorsi = q
	}
	return err
}

// copiaDiLettura is for a database that alone cannot be written: it returns
// the folder of its copy.
func (b *base) copiaDiLettura() (string, error) {
	q, err := b.apriCopia(b.percorsi)
	return q.Profilo, err
}

func (b *base) apriCopia(p sistema.Percorsi) (sistema.Percorsi, error) {
	q, lascia, err := p.DiLettura()
	if err != nil {
		return q, err
	}
	b.inLettura = true
	b.alTermine(func(context.Context) error { return lascia() })
	return q, nil
}
