package ambiente

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"database/sql"
	"encoding/base64"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// Object identifiers that the standard speaks in.
const (
	oidRSA         = "1.2.840.113549.1.1.1"
	oidRSASHA256   = "1.2.840.113549.1.1.11"
	oidECDSASHA256 = "1.2.840.10045.4.3.2"
	oidP256        = "1.2.840.10045.3.1.7"
	oidSHA256      = "2.16.840.1.101.3.4.2.1"

	// sessioneCSC marks a token that was given without the access PIN.
	sessioneCSC = "csc"
	formaData   = "20060102150405Z"
)

// accediCSC gives a service token for user and password; it opens the signing
// service only.
func (s *server) accediCSC(ctx context.Context, utente, password string) (token string, scade time.Time, err error) {
	scade = s.ora().Add(durataCSC)
	var rif error
	err = s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		r, errAccesso := s.verificaCon(ctx, tx, utente, password, func(a archivio.Accesso) bool { return s.confrontaPassword(a.Password, password) })
		if r != nil {
			rif = r
		}
		if errAccesso != nil || r != nil {
			return errAccesso
		}
		var errCaso error
		if token, errCaso = s.casuale(32); errCaso != nil {
			return errCaso
		}
		return archivio.SalvaGettone(ctx, tx, archivio.Gettone{Impronta: impronta([]byte(token)), Utente: utente, Scade: scade, Sessione: sessioneCSC})
	})
	if err == nil {
		err = rif
	}
	return token, scade, err
}

// cscCredenziale finds the credential that a request names.
func (s *server) cscCredenziale(ctx context.Context, tx *sql.Tx, m *mondo.Medico, c corpoCSC) (autorita.Situazione, error) {
	id, err := c.testo("credentialID")
	if err != nil {
		return autorita.Situazione{}, err
	}
	v, err := s.firme.Trova(ctx, tx, id, m.CodiceFiscale)
	if autorita.CodiceDi(err) == autorita.AliasSconosciuto {
		return v, invalida("Invalid parameter credentialID")
	}
	return v, err
}

// cscElenco is credentials/list.
func (s *server) cscElenco(ctx context.Context, m *mondo.Medico, c corpoCSC) (any, error) {
	var info, soloValide bool
	if _, err := c.leggi("credentialInfo", "boolean", &info); err != nil {
		return nil, err
	}
	if _, err := c.leggi("onlyValid", "boolean", &soloValide); err != nil {
		return nil, err
	}
	var tutte []autorita.Situazione
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) (err error) {
		tutte, err = s.firme.Situazioni(ctx, tx, m.CodiceFiscale)
		return err
	})
	if err != nil {
		return nil, err
	}
	if soloValide {
		tutte = slices.DeleteFunc(tutte, func(v autorita.Situazione) bool { return v.Stato != autorita.StatoValido || v.Bloccata })
	}
	ids, dettagli := []string{}, []map[string]any{}
	for _, v := range tutte {
		ids = append(ids, v.IDCredenziale())
		if info {
			d, err := descriviCSC(v, c)
			if err != nil {
				return nil, err
			}
			d["credentialID"] = v.IDCredenziale()
			dettagli = append(dettagli, d)
		}
	}
	out := map[string]any{"credentialIDs": ids, "onlyValid": soloValide}
	if info {
		out["credentialInfos"] = dettagli
	}
	return out, nil
}

// cscInfo is credentials/info.
func (s *server) cscInfo(ctx context.Context, m *mondo.Medico, c corpoCSC) (any, error) {
	var v autorita.Situazione
	err := s.archivio.Transazione(ctx, func(tx *sql.Tx) (err error) {
		v, err = s.cscCredenziale(ctx, tx, m, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return descriviCSC(v, c)
}

// descriviCSC is what credentials/info says: key, certificate, authorisation.
func descriviCSC(v autorita.Situazione, c corpoCSC) (map[string]any, error) {
	certificati, conCert, conAuth := "single", false, false
	if _, err := c.leggi("certificates", "string", &certificati); err != nil {
		return nil, err
	}
	if _, err := c.leggi("certInfo", "boolean", &conCert); err != nil {
		return nil, err
	}
	if _, err := c.leggi("authInfo", "boolean", &conAuth); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"none", "single", "chain"}, certificati) {
		return nil, invalida("Invalid parameter certificates")
	}
	d := map[string]any{"key": chiaveCSC(v), "SCAL": "2", "multisign": v.MassimoFirme, "lang": "it-IT"}
	cert := map[string]any{"status": statoCSC(v.Stato)}
	if certificati != "none" {
		cc := []string{base64.StdEncoding.EncodeToString(v.Certificato.Raw)}
		if certificati == "chain" {
			cc = append(cc, base64.StdEncoding.EncodeToString(v.Emittente.Raw))
		}
		cert["certificates"] = cc
	}
	if conCert {
		cert["issuerDN"], cert["subjectDN"] = v.Certificato.Issuer.String(), v.Certificato.Subject.String()
		cert["serialNumber"] = strings.ToUpper(v.Certificato.SerialNumber.Text(16))
		cert["validFrom"], cert["validTo"] = v.Certificato.NotBefore.UTC().Format(formaData), v.Certificato.NotAfter.UTC().Format(formaData)
	}
	d["cert"] = cert
	if conAuth {
		d["auth"] = autorizzazioneCSC(v)
	}
	return d, nil
}

func statoCSC(s autorita.StatoCertificato) string {
	switch s {
	case autorita.StatoScaduto, autorita.StatoNonAncoraValid:
		return "expired"
	case autorita.StatoRevocato:
		return "revoked"
	case autorita.StatoSospeso:
		return "suspended"
	case autorita.StatoValido:
	}
	return "valid"
}

func chiaveCSC(v autorita.Situazione) map[string]any {
	stato := "enabled"
	if !v.Abilitata() || v.Bloccata {
		stato = "disabled"
	}
	k := map[string]any{"status": stato}
	switch p := v.Certificato.PublicKey.(type) {
	case *rsa.PublicKey:
		k["algo"], k["len"] = []string{oidRSA, oidRSASHA256}, p.Size()*8
	case *ecdsa.PublicKey:
		k["algo"], k["len"], k["curve"] = []string{oidECDSASHA256}, p.Curve.Params().BitSize, oidP256
	}
	return k
}

// autorizzazioneCSC says which secrets the credential wants.
func autorizzazioneCSC(v autorita.Situazione) map[string]any {
	oggetti := []map[string]any{{"type": "Password", "id": "PIN", "format": "A", "label": "PIN", "description": "PIN del certificato di firma"}}
	espressione := "PIN"
	if v.Modo != autorita.OTPNessuno {
		espressione = "PIN AND OTP"
		otp := map[string]any{"type": "ChallengeResponse", "id": "OTP", "format": "N", "label": "OTP", "description": "Codice inviato"}
		if v.Modo != autorita.OTPInvio {
			otp["type"], otp["generator"], otp["description"] = "OTP", string(v.Modo), "Codice del dispositivo"
		}
		oggetti = append(oggetti, otp)
	}
	return map[string]any{"mode": "explicit", "expression": espressione, "objects": oggetti}
}

// cscSfida is credentials/getChallenge, and sendOTP of v1: a code leaves for
// the test telephone, nothing comes back.
func (s *server) cscSfida(ctx context.Context, m *mondo.Medico, c corpoCSC) (any, error) {
	return nil, s.cscConContatori(ctx, func(tx *sql.Tx) error {
		v, err := s.cscCredenziale(ctx, tx, m, c)
		if err != nil {
			return err
		}
		if v.Modo != autorita.OTPInvio {
			return invalida("The credential has no challenge: the code comes from the user's device")
		}
		return s.firme.InviaOTPQualunque(ctx, tx, v, m.CodiceFiscale)
	})
}

// cscConContatori runs f with the counters of a refusal kept, and speaks the
// standard's errors.
func (s *server) cscConContatori(ctx context.Context, f func(*sql.Tx) error) error {
	return traduciCSC(autorita.ConContatori(ctx, s.archivio.Transazione, f))
}

func traduciCSC(err error) error {
	e, si := errors.AsType[*autorita.Errore](err)
	if !si {
		return err
	}
	tabella := map[autorita.Codice]erroreCSC{
		autorita.PINErrato:             {http.StatusBadRequest, "invalid_authentication_data", "The PIN is invalid"},
		autorita.OTPErrato:             {http.StatusBadRequest, "invalid_authentication_data", "The OTP is invalid"},
		autorita.OTPMancante:           *mancante("string", "OTP"),
		autorita.PINBloccato:           *invalida("Credential locked"),
		autorita.CertScaduto:           *invalida("Signing certificate of the credential is expired"),
		autorita.CertRevocato:          *invalida("The credential identified by credentialID is disabled"),
		autorita.AutorizzazioneScaduta: *invalida("SAD expired"),
		autorita.NonAutorizzato:        *invalida("Hash is not authorized by the SAD"),
		autorita.OTPTroppoPresto:       {http.StatusTooManyRequests, "temporarily_unavailable", "Too many requests for a code"},
		autorita.ProviderGiu:           {http.StatusServiceUnavailable, "temporarily_unavailable", "The service is temporarily unavailable"},
	}
	for codice, come := range map[autorita.Codice]autorita.Codice{
		autorita.OTPScaduto: autorita.OTPErrato, autorita.OTPUsato: autorita.OTPErrato, autorita.OTPDesincronizzato: autorita.OTPErrato,
		autorita.CertNonAncoraValido: autorita.CertScaduto, autorita.CertSospeso: autorita.CertRevocato,
		autorita.TroppeRichieste: autorita.OTPTroppoPresto, autorita.TSAGiu: autorita.ProviderGiu, autorita.OTPNonInviato: autorita.ProviderGiu,
	} {
		tabella[codice] = tabella[come]
	}
	if v, noto := tabella[e.Codice]; noto {
		return &v
	}
	return invalida("Invalid parameter credentialID")
}

// hashDi returns the algorithm of an object identifier.
func hashDi(oid string) (crypto.Hash, bool) {
	h, ok := map[string]crypto.Hash{
		oidSHA256: crypto.SHA256, "2.16.840.1.101.3.4.2.2": crypto.SHA384, "2.16.840.1.101.3.4.2.3": crypto.SHA512,
	}[oid]
	return h, ok
}
