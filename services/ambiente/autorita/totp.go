package autorita

import (
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238: HMAC-SHA-1 is what tokens and apps speak
	"crypto/subtle"
	"database/sql"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	passoTOTP     = 30 // seconds
	anticipoHOTP  = 10 // codes ahead that are still accepted
	ricercaDesync = 100
)

// codiceHOTP is RFC 4226 with six digits.
func codiceHOTP(segreto []byte, contatore uint64) string {
	m := hmac.New(sha1.New, segreto)
	_ = binary.Write(m, binary.BigEndian, contatore)
	h := m.Sum(nil)
	o := h[len(h)-1] & 0xf
	return fmt.Sprintf("%06d", (binary.BigEndian.Uint32(h[o:])&0x7fffffff)%1_000_000)
}

func uguale(a string, b esenpat.Secret) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b.Reveal())) == 1
}

func passo(ora time.Time) uint64 {
	return uint64(max(0, ora.Unix()/passoTOTP))
}

// controllaTOTP accepts the current step and its neighbours, each once.
func (a *Autorita) controllaTOTP(ctx context.Context, tx *sql.Tx, c *credenziale, otp esenpat.Secret) error {
	ora := passo(a.o.Orologio())
	for p := ora + 1; p+1 >= ora && p > 0; p-- {
		if !uguale(codiceHOTP(c.segreto, p), otp) {
			continue
		}
		if p <= c.contatore {
			return rifiuto(OTPUsato, "otp")
		}
		return a.esegui(ctx, tx, `UPDATE autorita_credenziale SET contatore = ?, otp_errati = 0 WHERE id = ?`, p, c.id)
	}
	return a.otpErrato(ctx, tx, c)
}

// controllaHOTP accepts the next ten codes of the token. One further ahead
// means that it was pressed many times in vain: it must be synchronised.
func (a *Autorita) controllaHOTP(ctx context.Context, tx *sql.Tx, c *credenziale, otp esenpat.Secret) error {
	for i := range uint64(ricercaDesync) {
		if !uguale(codiceHOTP(c.segreto, c.contatore+i), otp) {
			continue
		}
		if i >= anticipoHOTP {
			return rifiuto(OTPDesincronizzato, "otp")
		}
		return a.esegui(ctx, tx, `UPDATE autorita_credenziale SET contatore = ?, otp_errati = 0 WHERE id = ?`, c.contatore+i+1, c.id)
	}
	for i := uint64(1); i <= min(c.contatore, anticipoHOTP); i++ {
		if uguale(codiceHOTP(c.segreto, c.contatore-i), otp) {
			return rifiuto(OTPUsato, "otp")
		}
	}
	return a.otpErrato(ctx, tx, c)
}

// otpErrato counts; there is no issued code to void, so the fifth in a row
// locks the credential like a wrong PIN does.
func (a *Autorita) otpErrato(ctx context.Context, tx *sql.Tx, c *credenziale) error {
	n := c.otpErrati + 1
	if err := a.esegui(ctx, tx, `UPDATE autorita_credenziale SET otp_errati = ?, bloccata = ? WHERE id = ?`, n, n >= maxOTP, c.id); err != nil {
		return err
	}
	if n >= maxOTP {
		return rifiuto(PINBloccato, "otp").conTentativi(0)
	}
	return rifiuto(OTPErrato, "otp").conTentativi(maxOTP - n)
}

// Risincronizza realigns an event token with two codes in a row.
func (a *Autorita) Risincronizza(ctx context.Context, tx *sql.Tx, provider, alias string, primo, secondo esenpat.Secret) error {
	c, err := a.credenziale(ctx, tx, provider, alias)
	if err != nil {
		return err
	}
	for i := range uint64(10 * ricercaDesync) {
		n := c.contatore + i
		if uguale(codiceHOTP(c.segreto, n), primo) && uguale(codiceHOTP(c.segreto, n+1), secondo) {
			return a.esegui(ctx, tx, `UPDATE autorita_credenziale SET contatore = ?, otp_errati = 0 WHERE id = ?`, n+2, c.id)
		}
	}
	return a.otpErrato(ctx, tx, c)
}
