package regione

import (
	"context"
	"crypto/tls"
	"net/http"

	"github.com/go-resty/resty/v2"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Autentica exchanges credentials for an access token, which stays here. It is
// sent once. Errors: "accesso.credenziali-errate" with "tentativi",
// "accesso.bloccato" with "secondi".
func (c *Client) Autentica(ctx context.Context, cr esenpat.CredenzialiAccesso) error {
	return c.autentica(ctx, nil, credenzialiDTO{NomeUtente: cr.NomeUtente, Password: cr.Password.Reveal(), PIN: cr.PIN.Reveal()})
}

// AutenticaConIdentita logs in with a personal certificate over a TLS connection
// of its own; the other connections never show it. Errors:
// "accesso.certificato-rifiutato"; those of the key as they are.
func (c *Client) AutenticaConIdentita(ctx context.Context, id esenpat.Identita) error {
	s := c.sicurezza.Clone()
	certificato := &tls.Certificate{Certificate: id.Catena, PrivateKey: id.Chiave}
	s.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		// The issuers that a server lists are a hint; many list none or the wrong
		// ones. A key that cannot sign as asked is refused by the handshake itself.
		return certificato, nil
	}
	t := trasporto(c.o, s, true)
	defer t.CloseIdleConnections()
	err := c.autentica(ctx, c.nuovoResty(c.base, unaVolta{t}), credenzialiDTO{Metodo: "CERTIFICATO"})
	if err != nil && id.Guasto != nil && id.Guasto() != nil {
		return id.Guasto() // crypto/tls keeps only its text
	}
	return err
}

// AutenticaConOIDC exchanges what the browser brought back. Errors:
// "accesso.browser-rifiutato".
func (c *Client) AutenticaConOIDC(ctx context.Context, k esenpat.ConcessioneOIDC) error {
	return c.autentica(ctx, nil, credenzialiDTO{
		Metodo: "OIDC", CodiceOIDC: k.Codice.Reveal(), Verificatore: k.Verificatore.Reveal(), URIRitorno: k.Ritorno,
	})
}

func (c *Client) autentica(ctx context.Context, con *resty.Client, corpo credenzialiDTO) error {
	d, _, err := chiedi[tokenDTO](ctx, c, chiamata{
		op: "accedi", metodo: http.MethodPost, percorso: "/login/token", classe: sola, anonima: true, corpo: corpo, con: con,
	})
	if err != nil {
		return err
	}
	c.entra(esenpat.NewSecret(d.AccessToken))
	return nil
}

// Utente returns who has logged in.
func (c *Client) Utente(ctx context.Context) (esenpat.Utente, error) {
	d, _, err := chiedi[utenteDTO](ctx, c, get("utente", "/login/utente", nil))
	return d.utente(), err
}

// Ruoli returns the roles of who has logged in.
func (c *Client) Ruoli(ctx context.Context) ([]esenpat.Ruolo, error) {
	d, _, err := chiedi[elenco[codificaDTO]](ctx, c, get("ruoli", "/login/ruoli", nil))
	return converti(d, func(v codificaDTO) esenpat.Ruolo { return esenpat.Ruolo(v) }), err
}

// Collocazioni returns the workplaces of a role.
func (c *Client) Collocazioni(ctx context.Context, codiceRuolo string) ([]esenpat.Collocazione, error) {
	q := get("collocazioni", "/login/collocazioni", nil)
	q.query = map[string]string{"codice_ruolo": codiceRuolo}
	d, _, err := chiedi[elenco[collocazioneDTO]](ctx, c, q)
	return converti(d, collocazioneDTO.collocazione), err
}

// ApriSessione opens the working session; later calls carry its role and
// workplace.
func (c *Client) ApriSessione(ctx context.Context, codiceRuolo, codiceCollocazione string) (esenpat.Sessione, error) {
	d, _, err := chiedi[sessioneDTO](ctx, c, chiamata{
		op: "apriSessione", metodo: http.MethodPost, percorso: "/login/sessione", classe: sola,
		corpo: sceltaSessioneDTO{CodiceRuolo: codiceRuolo, CodiceCollocazione: codiceCollocazione},
	})
	if err != nil {
		return esenpat.Sessione{}, err
	}
	c.lavora(codiceRuolo, codiceCollocazione)
	return d.sessione(), nil
}

// ChiudiSessione ends the session at the service and forgets the token even
// when the service cannot be told. A session that is over already is no error.
func (c *Client) ChiudiSessione(ctx context.Context) error {
	_, err := c.chiama(ctx, chiamata{
		op: "chiudiSessione", metodo: http.MethodDelete, percorso: "/login/sessione", classe: sola, silenzio: true,
	})
	c.entra(esenpat.Secret{})
	if err != nil && esenpat.KindOf(err) == esenpat.Unauthenticated {
		return nil
	}
	return err
}

// ServizioAttivo asks once whether the service works; it needs no login. Errors
// besides those of the network, both Unavailable: "programma.superato" if the
// service admits only newer programs or speaks a newer contract,
// "servizio.superato" if it speaks an older one.
func (c *Client) ServizioAttivo(ctx context.Context) (esenpat.Servizio, error) {
	q := get("servizioAttivo", "/servizio-attivo", nil)
	q.classe, q.silenzio, q.anonima = sonda, true, true
	d, r, err := chiedi[servizioDTO](ctx, c, q)
	if err != nil {
		return esenpat.Servizio{}, err
	}
	return d.servizio(), c.versioni(d.servizio(), r.intestazioni)
}

// UnitaProduttive returns the units where the doctor may write certificates.
func (c *Client) UnitaProduttive(ctx context.Context) ([]esenpat.UnitaProduttiva, error) {
	d, _, err := chiedi[elenco[unitaProduttivaDTO]](ctx, c, get("unitaProduttive", "/operatore-sanitario/unita-produttive", nil))
	return converti(d, unitaProduttivaDTO.unita), err
}

// Regimi returns the regimes a document may be made under.
func (c *Client) Regimi(ctx context.Context) ([]esenpat.Voce, error) {
	d, _, err := chiedi[elenco[codificaDTO]](ctx, c, get("regimi", "/operatore-sanitario/regimi", nil))
	return converti(d, codificaDTO.voce), err
}

// get is a read.
func get(op, percorso string, parametri map[string]string) chiamata {
	return chiamata{op: op, metodo: http.MethodGet, percorso: percorso, parametri: parametri}
}

// cerca is a read by POST: what is searched for must not be in an address.
func cerca(op, percorso string, corpo any) chiamata {
	return chiamata{op: op, metodo: http.MethodPost, percorso: percorso, corpo: corpo}
}

// assistito, certificato and esenzione are the parameters of a path.
func assistito(id string) map[string]string { return map[string]string{"cit_id": id} }

func certificato(cit, id string) map[string]string {
	return map[string]string{"cit_id": cit, "certificato_id": id}
}

func esenzione(cit, id string) map[string]string {
	return map[string]string{"cit_id": cit, "esenzione_id": id}
}

func converti[D, T any](l []D, f func(D) T) []T {
	r := make([]T, 0, len(l))
	for _, d := range l {
		r = append(r, f(d))
	}
	return r
}
