package main

import (
	"context"
	"log/slog"
	"net/url"
	"os"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/services/identita"
	"github.com/esenpat/esenpat-desktop/services/sistema"
)

// attesaCarta bounds a login with the card: some need seconds to sign.
const attesaCarta = 30 * time.Second

// mezzi are the card, the file and the browser of this workstation.
type mezzi struct{ s *servizio }

// Carta opens the card in the reader with the module of the settings.
func (m mezzi) Carta(ctx context.Context, pin esenpat.Secret) (esenpat.Identita, error) {
	v, err := impostazioni.Leggi(ctx, m.s.preferenze())
	if err != nil {
		m.s.log.Warn("settings not readable", slog.Any("error", esenpat.AsError(err)))
	}
	modulo := v.Rete.ModuloCarta
	if modulo == "" {
		modulo = identita.ModuloPresente(os.Getenv)
	}
	ctx, smetti := context.WithTimeout(ctx, attesaCarta)
	defer smetti()
	return identita.Carta(ctx, modulo, pin, m.s.ora())
}

// File opens a PKCS#12 file.
func (m mezzi) File(_ context.Context, nome string, password esenpat.Secret) (esenpat.Identita, error) {
	return identita.DaFile(nome, password, m.s.ora())
}

// Browser logs in with the identity provider that the service names; only its
// own host may be opened.
func (m mezzi) Browser(ctx context.Context) (esenpat.ConcessioneOIDC, error) {
	v, err := m.s.client.ServizioAttivo(ctx)
	if err != nil {
		return esenpat.ConcessioneOIDC{}, err
	}
	if v.Accessi.OIDC == nil {
		return esenpat.ConcessioneOIDC{}, esenpat.NewError(esenpat.Invalid, "accesso.browser-rifiutato", "cmd.mezzi")
	}
	u, err := url.Parse(v.Accessi.OIDC.Indirizzo)
	if err != nil {
		return esenpat.ConcessioneOIDC{}, esenpat.NewError(esenpat.Invalid, "accesso.browser-non-sicuro", "cmd.mezzi").Because(err)
	}
	return identita.ConBrowser(ctx, sistema.NewBrowser([]string{u.Hostname()}, nil), *v.Accessi.OIDC, identita.Pagina{
		Riuscito: m.s.testi.T("accesso.browser.riuscito"), Fallito: m.s.testi.T("accesso.browser.fallito"),
	})
}
