package sessione

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// AltriAccessi are the logins without password. They are sent once; the token
// stays inside the adapter.
type AltriAccessi interface {
	AutenticaConIdentita(ctx context.Context, id esenpat.Identita) error
	AutenticaConOIDC(ctx context.Context, k esenpat.ConcessioneOIDC) error
}

// Mezzi are what a doctor holds in hand, on this workstation.
type Mezzi interface {
	// Carta opens the card in the reader; a wrong PIN counts on the card, so it
	// is never tried again by itself.
	Carta(ctx context.Context, pin esenpat.Secret) (esenpat.Identita, error)
	// File opens a PKCS#12 file.
	File(ctx context.Context, nome string, password esenpat.Secret) (esenpat.Identita, error)
	// Browser waits for the identity provider's answer, as long as ctx lasts.
	Browser(ctx context.Context) (esenpat.ConcessioneOIDC, error)
}

// autentica proves who it is by the way of c.
func (g *Gestore) autentica(ctx context.Context, c esenpat.CredenzialiAccesso) error {
	if c.Metodo == esenpat.AccessoCredenziali {
		return g.accesso.Autentica(ctx, c)
	}
	if g.mezzi == nil {
		return esenpat.NewError(esenpat.Unavailable, "carta.non-disponibile", "sessione.Accedi")
	}
	if c.Metodo == esenpat.AccessoBrowser {
		k, err := g.mezzi.Browser(ctx)
		if err != nil {
			return err
		}
		return g.altri.AutenticaConOIDC(ctx, k)
	}
	id, err := g.identita(ctx, c)
	if err != nil {
		return err
	}
	defer id.Chiudi() // the card is let go of whatever happens
	return g.altri.AutenticaConIdentita(ctx, id)
}

func (g *Gestore) identita(ctx context.Context, c esenpat.CredenzialiAccesso) (esenpat.Identita, error) {
	if c.Metodo == esenpat.AccessoCarta {
		return g.mezzi.Carta(ctx, c.PIN)
	}
	return g.mezzi.File(ctx, c.File, c.Password)
}

// completo checks what can be checked before anything is sent.
func completo(c esenpat.CredenzialiAccesso) error {
	type campo struct {
		nome  string
		vuoto bool
	}
	var campi []campo
	switch c.Metodo {
	case esenpat.AccessoCredenziali:
		campi = []campo{{"nome_utente", c.NomeUtente == ""}, {"password", c.Password.Empty()}, {"pin", c.PIN.Empty()}}
	case esenpat.AccessoCarta:
		campi = []campo{{"pin", c.PIN.Empty()}}
	case esenpat.AccessoFile:
		campi = []campo{{"file", c.File == ""}}
	case esenpat.AccessoBrowser:
	}
	for _, c := range campi {
		if c.vuoto {
			return esenpat.NewError(esenpat.Invalid, "campo.obbligatorio", "sessione.Accedi").At(c.nome)
		}
	}
	return nil
}
