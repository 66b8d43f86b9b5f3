package autorita

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
)

// ModoOTP says how a credential asks for its second factor.
type ModoOTP string

// Modes (SB-03).
const (
	OTPInvio   ModoOTP = "invio"   // one-shot code by SMS or voice call
	OTPTOTP    ModoOTP = "totp"    // app, RFC 6238, 6 digits every 30 s
	OTPHOTP    ModoOTP = "hotp"    // event token, RFC 4226, 6 digits
	OTPNessuno ModoOTP = "nessuno" // automatic signature
)

// NuovaCredenziale is what [Autorita.EmettiCredenziale] needs.
type NuovaCredenziale struct {
	Medico   Medico
	Provider string
	Alias    string
	PIN      esenpat.Secret
	Modo     ModoOTP        // OTPInvio when empty
	Telefono string         // as shown, masked; a default when empty
	PUK      esenpat.Secret // drawn when empty
}

// credenziale is one row.
type credenziale struct {
	id                         int64
	provider, alias, cf        string
	modo                       ModoOTP
	telefono                   string
	cert                       *x509.Certificate
	chiave, chiavePIN, chiavPK []byte
	kdf                        ParametriArgon2
	pinErrati, pukErrati       int
	bloccata                   bool
	stato                      Stato
	segreto                    []byte
	contatore                  uint64
	otpErrati                  int
}

// contesto names a sealed value of the credential, see sigilla.
func (c *credenziale) contesto(cosa string) string { return cosa + "|" + c.provider + "|" + c.alias }

// EmettiCredenziale makes key and certificate of a doctor and returns the PUK,
// which is kept nowhere in clear. The pair provider and alias must be new.
func (a *Autorita) EmettiCredenziale(ctx context.Context, tx *sql.Tx, n NuovaCredenziale) (puk esenpat.Secret, err error) {
	if n.Alias == "" || n.PIN.Empty() {
		return puk, errors.New("autorita: alias and PIN are required")
	}
	if n.Modo == "" {
		n.Modo = OTPInvio
	}
	if n.Telefono == "" {
		n.Telefono = "+39 *** *** **42"
	}
	chiave, err := a.chiavePer(n.Provider)
	if err != nil {
		return puk, err
	}
	ora := a.o.Orologio()
	cert, err := a.certificatoMedico(n.Medico, n.Provider, chiave.Public(), ora.Add(-anticipo), ora.AddDate(anniMedico, 0, 0))
	if err != nil {
		return puk, err
	}
	c := credenziale{
		provider: n.Provider, alias: n.Alias, cf: string(n.Medico.CodiceFiscale), modo: n.Modo,
		telefono: n.Telefono, cert: cert, kdf: a.o.Argon2,
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(chiave)
	if err != nil {
		return puk, fmt.Errorf("autorita: %w", err)
	}
	if puk = n.PUK; puk.Empty() {
		if puk, err = a.cifre(10); err != nil {
			return puk, err
		}
	}
	if err := a.chiudi(&c, pkcs8, n.PIN, puk); err != nil {
		return puk, err
	}
	if err := a.inserisci(ctx, tx, &c); err != nil {
		return puk, err
	}
	a.consegnaDispositivo(&c)
	return puk, nil
}

// consegnaDispositivo hands the doctor app or token, where the mode has one.
func (a *Autorita) consegnaDispositivo(c *credenziale) {
	if c.modo == OTPTOTP || c.modo == OTPHOTP {
		a.telefono.aggiungi(c.alias, &dispositivo{provider: c.provider, modo: c.modo, segreto: c.segreto, contatore: c.contatore})
	}
}

// caricaDispositivi gives apps and tokens back to the telephone at start.
func (a *Autorita) caricaDispositivi(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT provider, alias, modo_otp, segreto, contatore FROM autorita_credenziale WHERE modo_otp IN ('totp', 'hotp')`)
	if err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	defer rows.Close() //nolint:errcheck // read only; rows.Err is what matters
	for rows.Next() {
		var c credenziale
		if err := rows.Scan(&c.provider, &c.alias, &c.modo, &c.segreto, &c.contatore); err != nil {
			return fmt.Errorf("autorita: %w", err)
		}
		a.consegnaDispositivo(&c)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	return nil
}

// chiudi seals the private key under a random data key, and that one under PIN
// and PUK: changing a PIN never touches the private key.
func (a *Autorita) chiudi(c *credenziale, pkcs8 []byte, pin, puk esenpat.Secret) error {
	dati := make([]byte, 32)
	c.segreto = make([]byte, 20)
	for _, b := range [][]byte{dati, c.segreto} {
		if _, err := io.ReadFull(a.o.Caso, b); err != nil {
			return fmt.Errorf("autorita: %w", err)
		}
	}
	var err error
	if c.chiave, err = a.sigilla(dati, pkcs8, c.contesto("chiave")); err != nil {
		return err
	}
	if c.chiavePIN, err = a.sigillaConSegreto(c.kdf, pin.Reveal(), dati, c.contesto("pin")); err != nil {
		return err
	}
	c.chiavPK, err = a.sigillaConSegreto(c.kdf, puk.Reveal(), dati, c.contesto("puk"))
	return err
}

func (a *Autorita) inserisci(ctx context.Context, tx *sql.Tx, c *credenziale) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO autorita_credenziale
		(provider, alias, cf, modo_otp, telefono, cert, chiave, chiave_pin, chiave_puk, kdf_tempo, kdf_memoria, kdf_thread, segreto)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.provider, archivio.Testo(c.alias), archivio.Testo(c.cf), string(c.modo), c.telefono, archivio.Dati(c.cert.Raw), c.chiave, c.chiavePIN, c.chiavPK,
		c.kdf.Tempo, c.kdf.Memoria, c.kdf.Thread, c.segreto)
	if err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	return nil
}

// credenziale reads one row; aliases are compared without regard to case, as
// providers do (InfoCert's is a fiscal code).
func (a *Autorita) credenziale(ctx context.Context, tx *sql.Tx, provider, alias string) (*credenziale, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, provider, alias, cf, modo_otp, telefono, cert, chiave, chiave_pin, chiave_puk,
		kdf_tempo, kdf_memoria, kdf_thread, pin_errati, puk_errati, bloccata, stato, segreto, contatore, otp_errati
		FROM autorita_credenziale WHERE provider = ?`, provider) // the alias may be closed: SQL cannot compare it
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	defer rows.Close() //nolint:errcheck // read only; rows.Err is what matters
	for rows.Next() {
		c := &credenziale{}
		var der []byte
		if err = rows.Scan(&c.id, &c.provider, &c.alias, &c.cf, &c.modo, &c.telefono, &der, &c.chiave, &c.chiavePIN, &c.chiavPK,
			&c.kdf.Tempo, &c.kdf.Memoria, &c.kdf.Thread, &c.pinErrati, &c.pukErrati, &c.bloccata, &c.stato, &c.segreto, &c.contatore, &c.otpErrati); err != nil {
			return nil, fmt.Errorf("autorita: %w", err)
		}
		if !strings.EqualFold(c.alias, strings.TrimSpace(alias)) {
			continue
		}
		if c.cert, err = x509.ParseCertificate(der); err != nil {
			return nil, fmt.Errorf("autorita: %w", err)
		}
		return c, nil
	}
	if err = rows.Err(); err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return nil, rifiuto(AliasSconosciuto, "alias")
}

// Stato of a certificate, kept in the database.
type Stato string

// States that can be set; expired and not yet valid come from [Autorita.Riemetti].
const (
	Attiva   Stato = "attiva"
	Revocata Stato = "revocata"
	Sospesa  Stato = "sospesa"
)

// ImpostaStato revokes, suspends or reactivates a certificate; OCSP and CRL
// say so from then on.
func (a *Autorita) ImpostaStato(ctx context.Context, tx *sql.Tx, provider, alias string, s Stato) error {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return err
	}
	ora := a.o.Orologio().UnixMilli()
	if _, err := tx.ExecContext(ctx, `UPDATE autorita_credenziale SET stato = ?, stato_dal = ? WHERE id = ?`, string(s), ora, c.id); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	seriale := c.cert.SerialNumber.Text(16)
	if _, err := tx.ExecContext(ctx, `DELETE FROM autorita_revocato WHERE seriale = ?`, seriale); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	if s == Attiva {
		return nil
	}
	motivo := 0
	if s == Sospesa {
		motivo = 6 // certificateHold
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO autorita_revocato (seriale, provider, motivo, dal) VALUES (?, ?, ?, ?)`,
		seriale, c.provider, motivo, ora); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	return nil
}

// Riemetti replaces the certificate with one of other dates and the same key:
// that is how an expired or not yet valid one is made.
func (a *Autorita) Riemetti(ctx context.Context, tx *sql.Tx, provider, alias string, da, fino time.Time) error {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return err
	}
	m := Medico{CodiceFiscale: esenpat.CodiceFiscale(c.cf)}
	for _, n := range c.cert.Subject.Names {
		v, _ := n.Value.(string)
		switch n.Type.String() {
		case "2.5.4.4":
			m.Cognome = v
		case "2.5.4.42":
			m.Nome = v
		}
	}
	cert, err := a.certificatoMedico(m, c.provider, c.cert.PublicKey, da, fino)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE autorita_credenziale SET cert = ? WHERE id = ?`, archivio.Dati(cert.Raw), c.id); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	return nil
}

// cifre draws n random decimal digits.
func (a *Autorita) cifre(n int) (esenpat.Secret, error) {
	limite := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	v, err := rand.Int(a.o.Caso, limite)
	if err != nil {
		return esenpat.Secret{}, fmt.Errorf("autorita: %w", err)
	}
	return esenpat.NewSecret(fmt.Sprintf("%0*d", n, v)), nil
}
