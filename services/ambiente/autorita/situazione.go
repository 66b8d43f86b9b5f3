package autorita

import (
	"context"
	"crypto/x509"
	"database/sql"
	"fmt"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Situazione is how a credential stands and what it asks for, without any
// secret: what a provider tells before a signature.
type Situazione struct {
	Provider, Alias string
	Firmatario      Firmatario
	Modo            ModoOTP
	Stato           StatoCertificato
	Bloccata        bool
	TentativiPIN    int // left before the lock
	Modalita        []esenpat.Modalita
	MassimoFirme    int
	Certificato     *x509.Certificate
	Emittente       *x509.Certificate
}

// StatoCertificato is the state of a certificate now, its dates included.
type StatoCertificato string

// States, as the contract names them.
const (
	StatoValido         StatoCertificato = "VALIDO"
	StatoScaduto        StatoCertificato = "SCADUTO"
	StatoRevocato       StatoCertificato = "REVOCATO"
	StatoSospeso        StatoCertificato = "SOSPESO"
	StatoNonAncoraValid StatoCertificato = "NON_ANCORA_VALIDO"
)

// Situazione describes one credential of medico. Refusals are [*Errore].
func (a *Autorita) Situazione(ctx context.Context, tx *sql.Tx, codice, alias string, medico esenpat.CodiceFiscale) (Situazione, error) {
	c, err := a.mia(ctx, tx, codice, alias, medico)
	if err != nil {
		return Situazione{}, err
	}
	return a.situazione(c), nil
}

// Situazioni describes every credential of medico, or of everybody when it is
// empty.
func (a *Autorita) Situazioni(ctx context.Context, tx *sql.Tx, medico esenpat.CodiceFiscale) ([]Situazione, error) {
	rows, err := tx.QueryContext(ctx, `SELECT provider, alias, cf FROM autorita_credenziale ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	defer rows.Close() //nolint:errcheck // read only; rows.Err is what matters
	var chiavi [][2]string
	for rows.Next() {
		var k [2]string
		var di string
		if err := rows.Scan(&k[0], &k[1], &di); err != nil {
			return nil, fmt.Errorf("autorita: %w", err)
		}
		if medico == "" || di == string(medico) {
			chiavi = append(chiavi, k)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	var out []Situazione
	for _, k := range chiavi {
		c, err := a.credenziale(ctx, tx, k[0], k[1])
		if err != nil {
			return nil, err
		}
		out = append(out, a.situazione(c))
	}
	return out, nil
}

func (a *Autorita) situazione(c *credenziale) Situazione {
	p, _ := a.profilo(c.provider)
	return Situazione{
		Provider: c.provider, Alias: c.alias, Firmatario: a.firmatario(c), Modo: c.modo, Stato: a.statoDi(c), Bloccata: c.bloccata,
		TentativiPIN: max(0, maxPIN-c.pinErrati), Modalita: p.modalita(c.modo), MassimoFirme: max(p.MassimoFirme, 1),
		Certificato: c.cert, Emittente: a.intermi[c.provider].cert,
	}
}

func (a *Autorita) statoDi(c *credenziale) StatoCertificato {
	ora := a.o.Orologio()
	switch {
	case c.stato == Revocata:
		return StatoRevocato
	case c.stato == Sospesa:
		return StatoSospeso
	case ora.After(c.cert.NotAfter):
		return StatoScaduto
	case ora.Before(c.cert.NotBefore):
		return StatoNonAncoraValid
	}
	return StatoValido
}

// mia reads a credential that belongs to medico, whatever its state.
func (a *Autorita) mia(ctx context.Context, tx *sql.Tx, codice, alias string, medico esenpat.CodiceFiscale) (*credenziale, error) {
	if _, ok := a.profilo(codice); !ok {
		return nil, rifiuto(AliasSconosciuto, "provider")
	}
	if leggi(a.guasti, &a.guasti.providerGiu, codice) || a.guasti.Muto(codice) > 0 {
		e := rifiuto(ProviderGiu, "")
		e.Provider = codice
		return nil, e
	}
	c, err := a.credenziale(ctx, tx, codice, alias)
	if err != nil {
		return nil, err
	}
	if c.cf != string(medico) {
		e := rifiuto(AliasAltrui, "alias")
		e.Intestatario = c.cert.Subject.CommonName
		return nil, e
	}
	return c, nil
}

// titolare reads a credential that may be used now by medico.
func (a *Autorita) titolare(ctx context.Context, tx *sql.Tx, codice, alias string, medico esenpat.CodiceFiscale) (*credenziale, error) {
	c, err := a.mia(ctx, tx, codice, alias, medico)
	if err != nil {
		return nil, err
	}
	return c, a.controllaStato(c)
}

func (a *Autorita) controllaStato(c *credenziale) error {
	nega := func(codice Codice, data time.Time) error {
		e := rifiuto(codice, "provider")
		e.Data, e.Provider = data, c.provider
		return e
	}
	switch a.statoDi(c) {
	case StatoRevocato:
		return nega(CertRevocato, time.Time{})
	case StatoSospeso:
		return nega(CertSospeso, time.Time{})
	case StatoScaduto:
		return nega(CertScaduto, c.cert.NotAfter)
	case StatoNonAncoraValid:
		return nega(CertNonAncoraValido, c.cert.NotBefore)
	case StatoValido:
	}
	return nil
}
