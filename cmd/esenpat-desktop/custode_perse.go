package main

import (
	"context"
	"log/slog"
	"slices"

	"github.com/esenpat/esenpat-desktop/app/audit"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

// proprietari are who the doctor decides for: themselves, and the profile's
// unnamed owner, whose drafts name no doctor.
func (c custode) proprietari() []string { return []string{c.proprietario, ""} }

// perdite says what was sealed with keys that the ring has lost, with the error
// "cifra.chiave-persa"; trovato is what the doctor's own key answered. A ring
// that does not answer has lost nothing.
func (c custode) perdite(ctx context.Context, trovato error) (custodia.Situazione, error) {
	s, err := custodia.Situazione{Persa: trovato != nil}, trovato
	for _, chi := range c.proprietari() {
		indici, errPerse := c.mazzo.Perse(ctx, chi)
		switch {
		case esenpat.KindOf(errPerse) == esenpat.Keyring && errPerse != nil:
			return s, err
		case errPerse != nil:
			return custodia.Situazione{}, errPerse
		}
		for _, di := range indici {
			bozze, atti, errConta := c.archivio.ContaChiuse(ctx, di)
			if errConta != nil {
				return custodia.Situazione{}, errConta
			}
			s.Persa, s.Bozze, s.Atti = true, s.Bozze+bozze, s.Atti+atti
			err = esenpat.NewError(esenpat.Keyring, "cifra.chiave-persa", "cmd.Situazione")
		}
	}
	return s, err
}

// Ricomincia puts aside what the ring has lost the key of, and makes a new key
// (SE-04). It asks the ring again first: it may have come back.
func (c custode) Ricomincia(ctx context.Context) error {
	if c.inLettura {
		return esenpat.NewError(esenpat.Storage, "archivio.sola-lettura", "cmd.Ricomincia")
	}
	for _, chi := range c.proprietari() {
		if err := c.ricominciaDi(ctx, chi); err != nil {
			return err
		}
	}
	return nil
}

func (c custode) ricominciaDi(ctx context.Context, chi string) error {
	indici, err := c.mazzo.Perse(ctx, chi)
	if err != nil || len(indici) == 0 {
		return err
	}
	for _, di := range indici {
		if err = c.archivio.Accantona(ctx, di); err != nil {
			return err
		}
	}
	if err = c.mazzo.Ricomincia(ctx, chi); err != nil {
		return err
	}
	c.log.Warn("key lost, its rows put aside", slog.Int("chiavi", len(indici)))
	chiavi := cifra.ConPassphrase{Mazzo: c.mazzo, Passphrase: c.passphrase}
	switch _, err = chiavi.Chiave(ctx, chi); {
	case esenpat.CodeOf(err) == "cifra.passphrase-richiesta": // the passphrase of before is asked for now
		return nil
	case err != nil:
		return err
	}
	for _, di := range indici {
		if err = c.archivio.EreditaPreferenze(ctx, di, chi); err != nil {
			return err
		}
	}
	c.audit.Annota(ctx, audit.Perduto, "", "", "OK")
	return nil
}

// eliminaPerdute removes what was put aside for this doctor, and what lies
// under a lost key.
func (c custode) eliminaPerdute(ctx context.Context) error {
	if c.archivio == nil || c.inLettura {
		return nil
	}
	accantonati, err := c.mazzo.Accantonati(c.proprietario)
	if err != nil {
		return err
	}
	perse, err := c.mazzo.Perse(ctx, c.proprietario)
	if err != nil && esenpat.KindOf(err) != esenpat.Keyring {
		return err
	}
	for _, di := range slices.Concat(accantonati, perse) {
		if err := c.archivio.EliminaChiuse(ctx, di); err != nil {
			return err
		}
	}
	return nil
}
