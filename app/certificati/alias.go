package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// servizioAlias names our entries in the key ring.
const servizioAlias = "esenpat-desktop"

// Alias returns the signing alias remembered for who works here at a provider,
// "" when there is none. Errors are of Kind Keyring: the form works without.
func (f *Firma) Alias(ctx context.Context, provider string) (string, error) {
	v, err := f.Portachiavi.Get(ctx, servizioAlias, f.voceAlias(provider))
	if err != nil && esenpat.KindOf(err) == esenpat.NotFound {
		return "", nil
	}
	return v, err
}

// RicordaAlias keeps the alias in the key ring: never a PIN, never an OTP.
func (f *Firma) RicordaAlias(ctx context.Context, provider, alias string) error {
	return f.Portachiavi.Set(ctx, servizioAlias, f.voceAlias(provider), alias)
}

// DimenticaAlias removes it; one that was never kept is no error.
func (f *Firma) DimenticaAlias(ctx context.Context, provider string) error {
	err := f.Portachiavi.Delete(ctx, servizioAlias, f.voceAlias(provider))
	if err != nil && esenpat.KindOf(err) == esenpat.NotFound {
		return nil
	}
	return err
}

// voceAlias is the entry of one doctor at one provider. Names of entries can be
// read by other programs even while the ring is locked: the fiscal code is not
// in it, only its hash.
func (f *Firma) voceAlias(provider string) string {
	s, _ := f.Sessione.Corrente()
	return "alias-firma/" + provider + "/" + sha256Hex([]byte(s.Utente.CodiceFiscale))[:16]
}
