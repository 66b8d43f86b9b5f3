package autorita

import (
	"context"
	"crypto"
	"database/sql"
	"errors"
	"fmt"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Limits of SB-04.
const (
	maxPIN = 3  // wrong PINs in a row
	maxPUK = 10 // wrong PUKs, ever
)

// controllaPIN opens the data key with the PIN. A wrong one is counted in tx;
// the third locks the credential.
func (a *Autorita) controllaPIN(ctx context.Context, tx *sql.Tx, c *credenziale, pin esenpat.Secret) ([]byte, error) {
	if c.bloccata {
		return nil, rifiuto(PINBloccato, "pin").conTentativi(0)
	}
	dati, err := apriConSegreto(c.kdf, pin.Reveal(), c.chiavePIN, c.contesto("pin"))
	if err == nil {
		return dati, a.esegui(ctx, tx, `UPDATE autorita_credenziale SET pin_errati = 0 WHERE id = ? AND pin_errati > 0`, c.id)
	}
	if !errors.Is(err, errSigillo{}) {
		return nil, err
	}
	errati := c.pinErrati + 1
	if err := a.esegui(ctx, tx, `UPDATE autorita_credenziale SET pin_errati = ?, bloccata = ? WHERE id = ?`, errati, errati >= maxPIN, c.id); err != nil {
		return nil, err
	}
	if errati >= maxPIN {
		return nil, rifiuto(PINBloccato, "pin").conTentativi(0)
	}
	return nil, rifiuto(PINErrato, "pin").conTentativi(maxPIN - errati)
}

// chiavePrivata opens the private key with the data key.
func (c *credenziale) chiavePrivata(dati []byte) (crypto.Signer, error) {
	pkcs8, err := apri(dati, c.chiave, c.contesto("chiave"))
	if err != nil {
		return nil, err
	}
	return leggiChiave(pkcs8)
}

// Sblocca sets a new PIN with the PUK and lifts the lock. A wrong PUK is
// counted; after ten the credential cannot be unlocked any more. The same
// rule on *Errore and commit holds as for FirmaPDF.
func (a *Autorita) Sblocca(ctx context.Context, tx *sql.Tx, provider, alias string, puk, nuovoPIN esenpat.Secret) error {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return err
	}
	if c.pukErrati >= maxPUK {
		return rifiuto(PINBloccato, "puk").conTentativi(0)
	}
	dati, err := apriConSegreto(c.kdf, puk.Reveal(), c.chiavPK, c.contesto("puk"))
	if errors.Is(err, errSigillo{}) {
		if err = a.esegui(ctx, tx, `UPDATE autorita_credenziale SET puk_errati = puk_errati + 1 WHERE id = ?`, c.id); err != nil {
			return err
		}
		return rifiuto(PINErrato, "puk").conTentativi(maxPUK - c.pukErrati - 1)
	}
	if err != nil {
		return err
	}
	chiuso, err := a.sigillaConSegreto(c.kdf, nuovoPIN.Reveal(), dati, c.contesto("pin"))
	if err != nil {
		return err
	}
	return a.esegui(ctx, tx, `UPDATE autorita_credenziale SET chiave_pin = ?, pin_errati = 0, otp_errati = 0, puk_errati = 0, bloccata = 0 WHERE id = ?`, chiuso, c.id)
}

// Blocca locks a credential as three wrong PINs would: for demonstrations.
func (a *Autorita) Blocca(ctx context.Context, tx *sql.Tx, provider, alias string) error {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return err
	}
	return a.esegui(ctx, tx, `UPDATE autorita_credenziale SET pin_errati = ?, bloccata = 1 WHERE id = ?`, maxPIN, c.id)
}

// Libera lifts a lock without a PUK: for demonstrations.
func (a *Autorita) Libera(ctx context.Context, tx *sql.Tx, provider, alias string) error {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return err
	}
	return a.esegui(ctx, tx, `UPDATE autorita_credenziale SET pin_errati = 0, otp_errati = 0, puk_errati = 0, bloccata = 0 WHERE id = ?`, c.id)
}

func (a *Autorita) esegui(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	if _, err := tx.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("autorita: %w", err)
	}
	return nil
}
