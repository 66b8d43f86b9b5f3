package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/services/cifra"
	vistecustodia "github.com/esenpat/esenpat-desktop/views/custodia"
)

// custode keeps the key of the doctor who works in the window.
type custode struct {
	*base
	firma interface {
		// Alias lists the signing aliases kept for a provider.
		Alias(ctx context.Context, provider string) ([]string, error)
		// DimenticaAlias removes one of them.
		DimenticaAlias(ctx context.Context, provider, alias string) error
		ProviderFirma(ctx context.Context) ([]esenpat.ProviderFirma, error)
	}
	proprietario string
	audit        interface {
		// Invia uploads what is not uploaded yet.
		Invia(ctx context.Context) error
		// Annota writes an event down; it never fails the caller.
		Annota(ctx context.Context, azione, oggetto, assistitoID, esito string)
	}
}

// Situazione asks for the key. Without a database nothing can be saved in any
// case, and the frame says so.
func (c custode) Situazione(ctx context.Context) (custodia.Situazione, error) {
	if c.archivio == nil {
		return custodia.Situazione{}, nil
	}
	protetta, err := c.mazzo.HaPassphrase(c.proprietario)
	if err != nil {
		return custodia.Situazione{}, err
	}
	chiavi := cifra.ConPassphrase{Mazzo: c.mazzo, Passphrase: c.passphrase}
	_, err = chiavi.Chiave(ctx, c.proprietario)
	if err == nil || chiavePersa(err) {
		s, persa := c.perdite(ctx, err)
		if persa != nil {
			return s, persa
		}
	}
	if err != nil || !protetta {
		return custodia.Situazione{Protetta: protetta}, err
	}
	daRiunire, err := c.mazzo.DaRiunire(ctx, c.proprietario)
	if esenpat.KindOf(err) == esenpat.Keyring { // open by passphrase, with no ring to go to
		return custodia.Situazione{Protetta: true}, nil
	}
	return custodia.Situazione{Protetta: true, DaRiunire: daRiunire}, err
}

// Sblocca opens the key with a passphrase; where the ring has another one, the
// two become one.
func (c custode) Sblocca(ctx context.Context, passphrase esenpat.Secret) error {
	s, err := c.Situazione(ctx)
	if err == nil && s.DaRiunire {
		return c.mazzo.Riunisci(ctx, c.proprietario, passphrase, func(ctx context.Context, da, a *cifra.Chiave) error {
			return c.archivio.Risigilla(ctx, c.proprietario, da, a)
		})
	}
	return c.mazzo.Sblocca(ctx, c.proprietario, passphrase)
}

// Dimentica puts a lost passphrase aside.
func (c custode) Dimentica(context.Context) error { return c.mazzo.Dimentica(c.proprietario) }

// Aperta writes to the disk what was kept in memory until now.
func (c custode) Aperta(ctx context.Context) error { return c.deposito.Riversa(ctx, c.proprietario) }

// Conta returns what the removal would destroy.
func (c custode) Conta(ctx context.Context) (bozze, atti int, err error) {
	b, errB := c.deposito.Bozze(ctx, c.proprietario)
	a, errA := c.deposito.Elenco(ctx, c.proprietario)
	_, err = c.Situazione(ctx)
	return len(b), len(a), errors.Join(errB, errA, err)
}

// Rimuovi destroys what this workstation keeps of the doctor.
func (c custode) Rimuovi(ctx context.Context) error {
	if err := c.audit.Invia(ctx); err != nil { // off line: what was done with a document is known to the service anyway where it counts
		c.log.Warn("audit not uploaded before the removal", slog.Any("error", esenpat.AsError(err)))
	}
	if err := c.deposito.Rimuovi(ctx, c.proprietario); err != nil {
		return err
	}
	provider, err := c.firma.ProviderFirma(ctx)
	if err != nil { // off line: an alias alone opens nothing
		c.log.Warn("signing aliases not removed", slog.Any("error", esenpat.AsError(err)))
	}
	for _, p := range provider {
		alias, errAlias := c.firma.Alias(ctx, p.Codice)
		for _, a := range alias {
			errAlias = errors.Join(errAlias, c.firma.DimenticaAlias(ctx, p.Codice, a))
		}
		if errAlias != nil {
			c.log.Warn("signing alias not removed", slog.Any("error", esenpat.AsError(errAlias)))
		}
	}
	if err := c.eliminaPerdute(ctx); err != nil {
		return err
	}
	return c.mazzo.Distruggi(ctx, c.proprietario)
}

// custodisci builds the dialogs about the doctor's key and looks at it.
func (l *lavoro) custodisci() {
	c := custode{l.base, l.s.firma, l.proprietario, l.s.audit}
	l.custodia = custodia.New(l.ctx, l.ui, l.testi, c, c)
	vistecustodia.New(l.custodia, l.testi, l.w.Canvas())
	l.custodia.Aperta = func() {
		l.nuovo.Salva()
		l.aggiornaElenchi()
	}
	l.rimozione = custodia.NewRimozione(l.ctx, l.ui, l.testi, c)
	vistecustodia.NewRimozione(l.rimozione, l.testi, l.w.Canvas())
	l.rimozione.Rimossi = l.guscio.Esci
	l.custodia.Controlla()
}
