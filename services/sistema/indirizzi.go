package sistema

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Browser opens web pages of hosts that were allowed beforehand (FT-64): a link
// in a server's answer can so never take the doctor elsewhere.
type Browser struct {
	ospiti []string
	esegui Esecutore
}

// NewBrowser allows https pages of these hosts, exactly. A nil esecutore is the
// system.
func NewBrowser(ospiti []string, esecutore Esecutore) *Browser {
	if esecutore == nil {
		esecutore = programmi{}
	}
	return &Browser{ospiti: slices.Clone(ospiti), esegui: esecutore}
}

// Apri opens indirizzo in the system's browser. Errors: "indirizzo.non-ammesso"
// (Invalid), "indirizzo.non-aperto" (Unavailable).
func (b *Browser) Apri(ctx context.Context, indirizzo string) error {
	const op = "sistema.Browser"
	u, err := url.Parse(indirizzo)
	if err != nil || u.Scheme != "https" || u.User != nil || !slices.Contains(b.ospiti, strings.ToLower(u.Hostname())) {
		return esenpat.NewError(esenpat.Invalid, "indirizzo.non-ammesso", op)
	}
	programma, argomenti := comandoApri(u.String())
	if _, err := b.esegui.Trova(programma); err != nil {
		return esenpat.NewError(esenpat.Unavailable, "indirizzo.non-aperto", op).Because(err)
	}
	if err := b.esegui.Avvia(ctx, programma, argomenti...); err != nil {
		return esenpat.NewError(esenpat.Unavailable, "indirizzo.non-aperto", op).Because(err)
	}
	return nil
}
