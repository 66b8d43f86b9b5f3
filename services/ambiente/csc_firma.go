package ambiente

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
)

// impronteCSC reads the hashes of a request, of v2 (hashes) or v1 (hash), and
// their algorithm.
func (c corpoCSC) impronteCSC() ([][]byte, crypto.Hash, error) {
	var testi []string
	nome := "hashes"
	ok, err := c.leggi("hashes", "array", &testi)
	if err == nil && !ok {
		nome = "hash"
		ok, err = c.leggi("hash", "array", &testi)
	}
	switch {
	case err != nil:
		return nil, 0, err
	case !ok:
		return nil, 0, mancante("array", "hashes")
	case len(testi) == 0:
		return nil, 0, invalida("Empty hash array")
	}
	oid := oidSHA256
	if _, err = c.leggi("hashAlgorithmOID", "string", &oid); err != nil {
		return nil, 0, err
	}
	h, noto := hashDi(oid)
	if !noto {
		return nil, 0, invalida("Invalid parameter hashAlgorithmOID")
	}
	out, err := decodificaCSC(nome, testi, h)
	return out, h, err
}

func decodificaCSC(nome string, testi []string, h crypto.Hash) ([][]byte, error) {
	var out [][]byte
	for _, t := range testi {
		b, err := base64.StdEncoding.DecodeString(t)
		if err != nil {
			return nil, invalida("Invalid Base64 " + nome + " string parameter")
		}
		if len(b) != h.Size() {
			return nil, invalida("Invalid digest value length")
		}
		out = append(out, b)
	}
	return out, nil
}

// segretiCSC reads PIN and OTP: authData of v2, or the two fields of v1.
func (c corpoCSC) segretiCSC() (pin, otp esenpat.Secret, err error) {
	var dati []struct{ ID, Value string }
	if _, err = c.leggi("authData", "array", &dati); err != nil {
		return pin, otp, err
	}
	var p, o string
	for _, d := range dati {
		switch d.ID {
		case "PIN":
			p = d.Value
		case "OTP":
			o = d.Value
		}
	}
	if len(dati) == 0 {
		if _, err = c.leggi("PIN", "string", &p); err != nil {
			return pin, otp, err
		}
		if _, err = c.leggi("OTP", "string", &o); err != nil {
			return pin, otp, err
		}
	}
	if p == "" {
		return pin, otp, mancante("string", "PIN")
	}
	return esenpat.NewSecret(p), esenpat.NewSecret(o), nil
}

// cscAutorizza is credentials/authorize: PIN and OTP become signature
// activation data, good for numSignatures over the named hashes.
func (s *server) cscAutorizza(ctx context.Context, m *mondo.Medico, c corpoCSC) (any, error) {
	var out autorita.Autorizzazione
	err := s.cscConContatori(ctx, func(tx *sql.Tx) error {
		v, err := s.cscCredenziale(ctx, tx, m, c)
		if err != nil {
			return err
		}
		var n int
		if ok, errN := c.leggi("numSignatures", "integer", &n); errN != nil || !ok || n < 1 {
			return mancante("integer", "numSignatures")
		}
		if n > v.MassimoFirme {
			return invalida("Numbers of signatures is too high")
		}
		hh, _, err := c.impronteCSC() // SCAL 2: the hashes are bound to the SAD
		if err != nil {
			return err
		}
		if len(hh) > n {
			return invalida("Numbers of signatures is too high")
		}
		pin, otp, err := c.segretiCSC()
		if err != nil {
			return err
		}
		out, err = s.firme.AutorizzaHash(ctx, tx, autorita.RichiestaSAD{Situazione: v, Medico: m.CodiceFiscale, PIN: pin, OTP: otp, Impronte: esadecimali(hh), Quante: n})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.sad(out), nil
}

func (s *server) sad(a autorita.Autorizzazione) map[string]any {
	return map[string]any{"SAD": a.Token.Reveal(), "expiresIn": int(a.ScadeIl.Sub(s.ora()) / time.Second)}
}

func esadecimali(hh [][]byte) []string {
	var out []string
	for _, h := range hh {
		out = append(out, hex.EncodeToString(h))
	}
	return out
}

// cscAutorizzata reads what every call under an authorisation names: the
// credential, its activation data, the hashes and their algorithm.
func (s *server) cscAutorizzata(ctx context.Context, tx *sql.Tx, m *mondo.Medico, c corpoCSC) (v autorita.Situazione, sad esenpat.Secret, hh [][]byte, alg crypto.Hash, err error) {
	if v, err = s.cscCredenziale(ctx, tx, m, c); err != nil {
		return v, sad, nil, 0, err
	}
	testo, err := c.testo("SAD")
	if err != nil {
		return v, sad, nil, 0, err
	}
	hh, alg, err = c.impronteCSC()
	return v, esenpat.NewSecret(testo), hh, alg, err
}

// cscEstendi is credentials/extendTransaction.
func (s *server) cscEstendi(ctx context.Context, m *mondo.Medico, c corpoCSC) (any, error) {
	var out autorita.Autorizzazione
	err := s.cscConContatori(ctx, func(tx *sql.Tx) error {
		v, sad, hh, _, err := s.cscAutorizzata(ctx, tx, m, c)
		if err != nil {
			return err
		}
		out, err = s.firme.Estendi(ctx, tx, v, m.CodiceFiscale, sad, esadecimali(hh))
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.sad(out), nil
}

// cscFirma is signatures/signHash: raw signatures, in the order of the hashes.
func (s *server) cscFirma(ctx context.Context, m *mondo.Medico, c corpoCSC) (any, error) {
	var firme [][]byte
	err := s.cscConContatori(ctx, func(tx *sql.Tx) error {
		v, sad, hh, alg, err := s.cscAutorizzata(ctx, tx, m, c)
		if err != nil {
			return err
		}
		algo, err := c.testo("signAlgo")
		if err != nil {
			return err
		}
		if !adatto(v, algo, alg) {
			return invalida("Invalid parameter signAlgo")
		}
		firme, err = s.firme.FirmaHash(ctx, tx, v, m.CodiceFiscale, sad, hh, alg)
		return err
	})
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, f := range firme {
		out = append(out, base64.StdEncoding.EncodeToString(f))
	}
	return map[string]any{"signatures": out}, nil
}

// adatto: the algorithm is one of the key's and goes with the hash.
func adatto(v autorita.Situazione, algo string, h crypto.Hash) bool {
	if _, ec := v.Certificato.PublicKey.(*ecdsa.PublicKey); ec {
		return algo == oidECDSASHA256 && h == crypto.SHA256
	}
	return algo == oidRSA || algo == oidRSASHA256 && h == crypto.SHA256
}

// cscMarca is signatures/timestamp.
func (s *server) cscMarca(ctx context.Context, _ *mondo.Medico, c corpoCSC) (any, error) {
	testo, err := c.testo("hash")
	if err != nil {
		return nil, err
	}
	oid, err := c.testo("hashAlgo")
	if err != nil {
		return nil, err
	}
	h, noto := hashDi(oid)
	if !noto {
		return nil, invalida("Invalid parameter hashAlgo")
	}
	b, err := base64.StdEncoding.DecodeString(testo)
	if err != nil {
		return nil, invalida("Invalid Base64 hash string parameter")
	}
	if len(b) != h.Size() {
		return nil, invalida("Invalid digest value length")
	}
	r := marca.Richiesta{Hash: h, Impronta: b}
	var nonce string
	if _, err = c.leggi("nonce", "string", &nonce); err != nil {
		return nil, err
	}
	if nonce != "" {
		var valido bool
		if r.Nonce, valido = new(big.Int).SetString(nonce, 16); !valido {
			return nil, invalida("Invalid parameter nonce")
		}
	}
	token, err := s.firme.MarcaHash(ctx, r)
	if err != nil {
		return nil, traduciCSC(err)
	}
	return map[string]any{"timestamp": base64.StdEncoding.EncodeToString(token)}, nil
}
