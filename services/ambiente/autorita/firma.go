package autorita

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"database/sql"
	"encoding/hex"
	"io"
	"math/big"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
	"github.com/esenpat/esenpat-desktop/services/firma/pades"
)

// RichiestaFirma asks for the signature of one document.
type RichiestaFirma struct {
	Provider, Alias string
	PIN, OTP        esenpat.Secret
	Medico          esenpat.CodiceFiscale // who is logged in: must own the credential
	SHA256          string                // hex, of the document that was shown
	Quando          time.Time             // goes to /M with its offset (Europe/Rome)
	Motivo, Luogo   string
	ConMarca        bool // B-T instead of B-B
}

// Firmatario is who signed, as the certificate says.
type Firmatario struct {
	Nome          string
	CodiceFiscale esenpat.CodiceFiscale
	Emittente     string
	Seriale       string // hex
	Dal, Fino     time.Time
}

// FirmaPDF signs pdf (PAdES B-B, or B-T) and spends the OTP, all in tx. The
// checks run in this order: provider answers, document is the one shown,
// credential exists, is the doctor's, certificate state, PIN, OTP. Refusals
// are [*Errore]: see the package comment for commit and rollback.
func (a *Autorita) FirmaPDF(ctx context.Context, tx *sql.Tx, r RichiestaFirma, pdf []byte) ([]byte, Firmatario, error) {
	h := sha256.Sum256(pdf)
	hash := hex.EncodeToString(h[:])
	if !strings.EqualFold(hash, r.SHA256) {
		return nil, Firmatario{}, rifiuto(ContenutoCambiato, "")
	}
	c, err := a.titolare(ctx, tx, r.Provider, r.Alias, r.Medico)
	if err != nil {
		return nil, Firmatario{}, err
	}
	dati, err := a.controllaPIN(ctx, tx, c, r.PIN)
	if err != nil {
		return nil, Firmatario{}, err
	}
	if r.ConMarca && a.guasti.laTSAGiu() { // before the OTP is spent
		return nil, Firmatario{}, rifiuto(TSAGiu, "")
	}
	if err = a.controllaOTP(ctx, tx, c, r.OTP, hash); err != nil {
		return nil, Firmatario{}, err
	}
	chiave, err := c.chiavePrivata(dati)
	if err != nil {
		return nil, Firmatario{}, err
	}
	if leggi(a.guasti, &a.guasti.hashErrato, c.provider) {
		chiave = hsmGuasto{chiave}
	}
	chi := cms.Firmatario{Certificato: c.cert, Catena: []*x509.Certificate{a.intermi[c.provider].cert}, Chiave: chiave}
	o := pades.Opzioni{Nome: c.cert.Subject.CommonName, Motivo: r.Motivo, Luogo: r.Luogo, Quando: r.Quando, Caso: a.o.Caso}
	if r.ConMarca {
		o.Marca = a.Marca
	}
	firmato, err := pades.Firma(ctx, pdf, chi, o)
	if err != nil {
		return nil, Firmatario{}, err
	}
	return firmato, a.firmatario(c), nil
}

// titolare reads a credential that may be used now by medico.
func (a *Autorita) titolare(ctx context.Context, tx *sql.Tx, codice, alias string, medico esenpat.CodiceFiscale) (*credenziale, error) {
	if _, ok := provider(codice); !ok {
		return nil, rifiuto(AliasSconosciuto, "provider")
	}
	if leggi(a.guasti, &a.guasti.providerGiu, codice) {
		e := rifiuto(ProviderGiu, "")
		e.Provider = codice
		return nil, e
	}
	c, err := a.credenziale(ctx, tx, codice, alias)
	if err != nil {
		return nil, err
	}
	if c.cf != string(medico) {
		return nil, rifiuto(AliasAltrui, "alias")
	}
	return c, a.controllaStato(c)
}

func (a *Autorita) controllaStato(c *credenziale) error {
	ora := a.o.Orologio()
	nega := func(codice Codice, data time.Time) error {
		e := rifiuto(codice, "provider")
		e.Data, e.Provider = data, c.provider
		return e
	}
	switch {
	case c.stato == Revocata:
		return nega(CertRevocato, time.Time{})
	case c.stato == Sospesa:
		return nega(CertSospeso, time.Time{})
	case ora.After(c.cert.NotAfter):
		return nega(CertScaduto, c.cert.NotAfter)
	case ora.Before(c.cert.NotBefore):
		return nega(CertNonAncoraValido, c.cert.NotBefore)
	}
	return nil
}

func (a *Autorita) firmatario(c *credenziale) Firmatario {
	return Firmatario{
		Nome: c.cert.Subject.CommonName, CodiceFiscale: esenpat.CodiceFiscale(c.cf), Emittente: c.cert.Issuer.CommonName,
		Seriale: c.cert.SerialNumber.Text(16), Dal: c.cert.NotBefore, Fino: c.cert.NotAfter,
	}
}

// Credenziale says whose a credential is and how it stands, for pages and
// lists; it needs no PIN.
func (a *Autorita) Credenziale(ctx context.Context, tx *sql.Tx, provider, alias string) (f Firmatario, modo ModoOTP, bloccata bool, err error) {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return Firmatario{}, "", false, err
	}
	return a.firmatario(c), c.modo, c.bloccata, nil
}

// Marca returns a time stamp token over firma from the environment's own
// authority.
func (a *Autorita) Marca(ctx context.Context, firma []byte) ([]byte, error) {
	h := sha256.Sum256(firma)
	return a.timbra(ctx, marca.Richiesta{Hash: crypto.SHA256, Impronta: h[:]})
}

func (a *Autorita) timbra(ctx context.Context, r marca.Richiesta) ([]byte, error) {
	if a.guasti.laTSAGiu() {
		return nil, rifiuto(TSAGiu, "")
	}
	n, err := a.seriale()
	if err != nil {
		return nil, err
	}
	return marca.Emetti(ctx, a.o.Caso, marca.Emissione{
		Firmatario: cms.Firmatario{Certificato: a.tsa.cert, Catena: []*x509.Certificate{a.radice.cert}, Chiave: a.tsa.chiave},
		Quando:     a.o.Orologio(), Seriale: new(big.Int).Set(n), Politica: politicaTSA,
	}, r)
}

// UltimoOTP is the telephone's, for the embedded panel and for `prova`.
func (a *Autorita) UltimoOTP(alias string) (string, bool) { return a.telefono.UltimoOTP(alias) }

// hsmGuasto signs another digest than the one it is given (SB-05).
type hsmGuasto struct{ crypto.Signer }

// Sign implements crypto.Signer.
func (g hsmGuasto) Sign(caso io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	altro := append([]byte{}, digest...)
	altro[0] ^= 1
	return g.Signer.Sign(caso, altro, o)
}
