package certificati

import (
	"context"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// servizioAlias names our entries in the key ring.
	servizioAlias = "esenpat-desktop"
	// maxAlias is how many aliases are kept of one doctor at one provider: the
	// oldest goes.
	maxAlias = 5
)

// Alias returns the signing aliases remembered for who works here at a
// provider, the last used first; none is no error. Errors are of Kind Keyring:
// the form works without.
func (f *Firma) Alias(ctx context.Context, provider string) ([]string, error) {
	v, err := f.Portachiavi.Get(ctx, servizioAlias, f.voceAlias(provider))
	if err != nil && esenpat.KindOf(err) == esenpat.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(strings.Split(v, "\n"), func(a string) bool { return a == "" }), nil
}

// RicordaAlias keeps the alias in the key ring, in front of those kept before:
// never a PIN, never an OTP.
func (f *Firma) RicordaAlias(ctx context.Context, provider, alias string) error {
	prima, err := f.Alias(ctx, provider)
	if err != nil {
		return err
	}
	if len(prima) > 0 && prima[0] == alias {
		return nil
	}
	tutti := append([]string{alias}, senza(prima, alias)...)
	return f.scriviAlias(ctx, provider, tutti[:min(len(tutti), maxAlias)])
}

// DimenticaAlias removes it; one that was never kept is no error.
func (f *Firma) DimenticaAlias(ctx context.Context, provider, alias string) error {
	prima, err := f.Alias(ctx, provider)
	if err != nil || !slices.Contains(prima, alias) {
		return err
	}
	if restano := senza(prima, alias); len(restano) > 0 {
		return f.scriviAlias(ctx, provider, restano)
	}
	err = f.Portachiavi.Delete(ctx, servizioAlias, f.voceAlias(provider))
	if err != nil && esenpat.KindOf(err) == esenpat.NotFound {
		return nil
	}
	return err
}

func (f *Firma) scriviAlias(ctx context.Context, provider string, tutti []string) error {
	return f.Portachiavi.Set(ctx, servizioAlias, f.voceAlias(provider), strings.Join(tutti, "\n"))
}

func senza(tutti []string, alias string) []string {
	return slices.DeleteFunc(slices.Clone(tutti), func(a string) bool { return a == alias })
}

// CredenzialiFirma tells what the credential of an alias asks for and until
// when it is good; all of the doctor's when provider and alias are empty.
func (f *Firma) CredenzialiFirma(ctx context.Context, provider, alias string) ([]esenpat.CredenzialeFirma, error) {
	return f.Servizio.CredenzialiFirma(ctx, provider, alias)
}

// voceAlias is the entry of one doctor at one provider. Names of entries can be
// read by other programs even while the ring is locked: the fiscal code is not
// in it, only its hash.
func (f *Firma) voceAlias(provider string) string {
	s, _ := f.Sessione.Corrente()
	return "alias-firma/" + provider + "/" + sha256Hex([]byte(s.Utente.CodiceFiscale))[:16]
}
