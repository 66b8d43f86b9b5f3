package ambiente_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// csc is a small client of the Cloud Signature Consortium's protocol: what any
// standard program would do, and nothing of ours.
type csc struct {
	*banco
	t     *testing.T
	base  string
	token string
}

func (c *csc) chiama(metodo string, corpo oggetto) *esito {
	c.t.Helper()
	return c.radice(c.t, "POST", c.base+metodo, corpo, c.token)
}

// errata wants the standard's error: its code, and a description that begins so.
func (c *csc) errata(metodo string, corpo oggetto, codice, descrizione string) {
	c.t.Helper()
	e := c.chiama(metodo, corpo)
	if e.stato < 400 || e.testo("error") != codice || !strings.HasPrefix(e.testo("error_description"), descrizione) {
		c.t.Errorf("%s: %d %s, want %s %q", metodo, e.stato, e.corpo, codice, descrizione)
	}
}

// entra logs in with OAuth2 client credentials.
func (b *banco) csc(t *testing.T, nomeUtente string) *csc {
	t.Helper()
	c := &csc{banco: b, t: t, base: "/csc/v2/"}
	for _, m := range b.Medici() {
		if m.Credenziali.NomeUtente == nomeUtente {
			var v struct {
				AccessToken string `json:"access_token"`
			}
			testo := b.forma(t, "/csc/v2/oauth2/token", map[string][]string{"grant_type": {"client_credentials"}, "client_id": {nomeUtente}, "client_secret": {m.Credenziali.Password.Reveal()}})
			if err := json.Unmarshal([]byte(testo), &v); err != nil || v.AccessToken == "" {
				t.Fatalf("%v %s", err, testo)
			}
			c.token = v.AccessToken
		}
	}
	return c
}

func (c *csc) credenziale(provider string) string {
	c.t.Helper()
	var v struct{ CredentialIDs []string }
	if err := json.Unmarshal(c.chiama("credentials/list", oggetto{}).vuole(200).corpo, &v); err != nil {
		c.t.Fatal(err)
	}
	i := slices.IndexFunc(v.CredentialIDs, func(id string) bool { return strings.HasPrefix(id, provider) })
	if i < 0 {
		c.t.Fatalf("no credential of %s in %v", provider, v.CredentialIDs)
	}
	return v.CredentialIDs[i]
}

func hashB64(testo string) string {
	h := sha256.Sum256([]byte(testo))
	return base64.StdEncoding.EncodeToString(h[:])
}

func autorizza(id string, n int, pin, otp string, testi ...string) oggetto {
	var hh []string
	for _, x := range testi {
		hh = append(hh, hashB64(x))
	}
	return oggetto{
		"credentialID": id, "numSignatures": n, "hashes": hh, "hashAlgorithmOID": "2.16.840.1.101.3.4.2.1",
		"authData": []oggetto{{"id": "PIN", "value": pin}, {"id": "OTP", "value": otp}},
	}
}

func firmaHash(id, sad, algo string, testi ...string) oggetto {
	o := autorizza(id, 0, "", "", testi...)
	return oggetto{"credentialID": id, "SAD": sad, "hashes": o["hashes"], "hashAlgorithmOID": o["hashAlgorithmOID"], "signAlgo": algo}
}

const (
	rsaSHA256   = "1.2.840.113549.1.1.11"
	ecdsaSHA256 = "1.2.840.10045.4.3.2"
)

// TestCSC_unClienteDelloStandardFirma goes from info to a signature that the
// credential's own certificate verifies, for both kinds of key.
func TestCSC_unClienteDelloStandardFirma(t *testing.T) {
	b := avvia(t)
	for _, x := range []struct{ medico, provider, alias, pin, algo string }{
		{ferraris, "ARUBA", aliasAnna, pinAnna, rsaSHA256},
		{"marco.bianchini", "INFOCERT", "bianchini-prova", "13572468", ecdsaSHA256},
	} {
		c := b.csc(t, x.medico)
		if s := c.chiama("info", oggetto{}).vuole(200).testo("specs"); !strings.HasPrefix(s, "2.") {
			t.Errorf("specs %q", s)
		}
		id := c.credenziale(x.provider)
		info := c.chiama("credentials/info", oggetto{"credentialID": id, "certificates": "chain", "certInfo": true, "authInfo": true}).vuole(200)
		var v struct {
			Cert struct{ Certificates []string }
			Auth struct{ Expression string }
		}
		if err := json.Unmarshal(info.corpo, &v); err != nil || len(v.Cert.Certificates) != 2 || v.Auth.Expression != "PIN AND OTP" {
			t.Fatalf("%v %s", err, info.corpo)
		}
		der, _ := base64.StdEncoding.DecodeString(v.Cert.Certificates[0])
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		c.chiama("credentials/getChallenge", oggetto{"credentialID": id, "authObjectID": "OTP"}).vuole(http.StatusNoContent)
		otp, _ := b.UltimoOTP(x.alias)

		sad := c.chiama("credentials/authorize", autorizza(id, 2, x.pin, otp, "primo", "secondo")).vuole(200).testo("SAD")
		var firme struct{ Signatures []string }
		if err = json.Unmarshal(c.chiama("signatures/signHash", firmaHash(id, sad, x.algo, "primo", "secondo")).vuole(200).corpo, &firme); err != nil {
			t.Fatal(err)
		}

		for i, testo := range []string{"primo", "secondo"} {
			firma, _ := base64.StdEncoding.DecodeString(firme.Signatures[i])
			h := sha256.Sum256([]byte(testo))
			switch k := cert.PublicKey.(type) {
			case *rsa.PublicKey:
				err = rsa.VerifyPKCS1v15(k, crypto.SHA256, h[:], firma)
			case *ecdsa.PublicKey:
				if !ecdsa.VerifyASN1(k, h[:], firma) {
					t.Error("ECDSA signature does not verify")
				}
			}
			if err != nil {
				t.Error(err)
			}
			opensslVerifica(t, cert, testo, firma)
		}
		c.errata("signatures/signHash", firmaHash(id, sad, x.algo, "primo"), "invalid_request", "SAD expired")
	}
}

// opensslVerifica asks a program that is not ours.
func opensslVerifica(t *testing.T, cert *x509.Certificate, testo string, firma []byte) {
	t.Helper()
	dir := t.TempDir()
	scrivi := func(nome string, b []byte) string {
		f := filepath.Join(dir, nome)
		if err := os.WriteFile(f, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return f
	}
	pub, err := x509.MarshalPKIXPublicKey(cert.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "openssl", "dgst", "-sha256", "-keyform", "DER", "-verify", scrivi("k.der", pub),
		"-signature", scrivi("f", firma), scrivi("t", []byte(testo))).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Verified OK") {
		t.Errorf("openssl: %v %s", err, out)
	}
}

// TestCSC_tabellaDegliErrori walks the error table of the standard (spec 4, 1.3).
func TestCSC_tabellaDegliErrori(t *testing.T) {
	b := avvia(t)
	c := b.csc(t, ferraris)
	id := c.credenziale("ARUBA")
	c.chiama("credentials/sendOTP", oggetto{"credentialID": id}).vuole(http.StatusNoContent)
	otp, _ := b.UltimoOTP(aliasAnna)
	const inv = "invalid_request"
	giusta := func() oggetto { return autorizza(id, 2, pinAnna, otp, "a", "b") }
	muta := func(o oggetto, nome string, v any) oggetto {
		if v == nil {
			delete(o, nome)
		} else {
			o[nome] = v
		}
		return o
	}

	c.errata("credentials/info", oggetto{}, inv, "Missing (or invalid type) string parameter credentialID")
	c.errata("credentials/info", oggetto{"credentialID": 7}, inv, "Missing (or invalid type) string parameter credentialID")
	c.errata("credentials/info", oggetto{"credentialID": "x"}, inv, "Invalid parameter credentialID")
	c.errata("credentials/info", oggetto{"credentialID": id, "certificates": "tutti"}, inv, "Invalid parameter certificates")
	c.errata("credentials/authorize", muta(giusta(), "numSignatures", nil), inv, "Missing (or invalid type) integer parameter numSignatures")
	c.errata("credentials/authorize", muta(giusta(), "numSignatures", 11), inv, "Numbers of signatures is too high")
	c.errata("credentials/authorize", muta(giusta(), "hashes", nil), inv, "Missing (or invalid type) array parameter hashes")
	c.errata("credentials/authorize", muta(giusta(), "hashes", []string{}), inv, "Empty hash array")
	c.errata("credentials/authorize", muta(giusta(), "hashes", []string{"?"}), inv, "Invalid Base64 hashes string parameter")
	c.errata("credentials/authorize", muta(giusta(), "hashes", []string{"AAAA"}), inv, "Invalid digest value length")
	c.errata("credentials/authorize", muta(giusta(), "hashAlgorithmOID", "1.2.3"), inv, "Invalid parameter hashAlgorithmOID")
	c.errata("credentials/authorize", muta(giusta(), "authData", nil), inv, "Missing (or invalid type) string parameter PIN")
	c.errata("credentials/authorize", autorizza(id, 1, "00000000", otp, "a"), "invalid_authentication_data", "The PIN is invalid")
	c.errata("credentials/authorize", autorizza(id, 1, pinAnna, "00000001", "a"), "invalid_authentication_data", "The OTP is invalid")

	sad := c.chiama("credentials/authorize", giusta()).vuole(200).testo("SAD")
	c.errata("credentials/authorize", giusta(), "invalid_authentication_data", "The OTP is invalid") // used
	c.errata("signatures/signHash", firmaHash(id, sad, rsaSHA256, "c"), inv, "Hash is not authorized by the SAD")
	c.errata("signatures/signHash", firmaHash(id, "", rsaSHA256, "a"), inv, "Missing (or invalid type) string parameter SAD")
	c.errata("signatures/signHash", firmaHash(id, "inventato", rsaSHA256, "a"), inv, "SAD expired")
	c.errata("signatures/signHash", firmaHash(id, sad, ecdsaSHA256, "a"), inv, "Invalid parameter signAlgo")
	c.chiama("signatures/signHash", firmaHash(id, sad, rsaSHA256, "a")).vuole(200)
	esteso := c.chiama("credentials/extendTransaction", firmaHash(id, sad, "", "z")).vuole(200).testo("SAD")
	c.errata("signatures/signHash", firmaHash(id, sad, rsaSHA256, "b"), inv, "SAD expired")
	b.tempo.Avanti(6 * time.Minute)
	c.errata("signatures/signHash", firmaHash(id, esteso, rsaSHA256, "z"), inv, "SAD expired")

	stato := func(s string) { b.amministra(t, oggetto{"provider": "ARUBA", "alias": aliasAnna, "credenziale": s}) }
	stato("scaduta")
	c.errata("credentials/authorize", giusta(), inv, "Signing certificate")
	stato("revocata")
	c.errata("credentials/authorize", giusta(), inv, "The credential identified by credentialID is disabled")
	stato("attiva")
	stato("bloccata")
	c.errata("credentials/authorize", giusta(), inv, "Credential locked")
	b.amministra(t, oggetto{"provider": "ARUBA", "provider_giu": true})
	c.errata("credentials/authorize", giusta(), "temporarily_unavailable", "")
	c.token = "scaduto"
	c.errata("credentials/list", oggetto{}, "invalid_token", "")
}

func TestCSC_treSegretiErratiBloccanoAncheDaQui(t *testing.T) {
	b := avvia(t)
	c := b.csc(t, ferraris)
	id := c.credenziale("ARUBA")
	for range 2 {
		c.errata("credentials/authorize", autorizza(id, 1, "1", "", "a"), "invalid_authentication_data", "The PIN is invalid")
	}
	c.errata("credentials/authorize", autorizza(id, 1, "1", "", "a"), "invalid_request", "Credential locked")
}

// A token of the signing service was given without the access PIN.
func TestCSC_ilGettoneNonApreAltro(t *testing.T) {
	b := avvia(t)
	c := b.csc(t, ferraris)
	m := b.cliente(t)
	m.token = c.token
	m.chiama("GET", "/login/utente", nil).rifiuta(401, "NON_AUTENTICATO")
	if s := b.forma(t, "/csc/v2/oauth2/token", map[string][]string{"grant_type": {"client_credentials"}, "client_id": {ferraris}, "client_secret": {"x"}}); !strings.Contains(s, "authentication_error") {
		t.Error(s)
	}
	c.chiama("auth/revoke", oggetto{"token": c.token}).vuole(204)
	c.errata("credentials/list", oggetto{}, "invalid_token", "")
}

func TestCSC_marcaTemporale(t *testing.T) {
	b := avvia(t)
	c := b.csc(t, ferraris)
	e := c.chiama("signatures/timestamp", oggetto{"hash": hashB64("x"), "hashAlgo": "2.16.840.1.101.3.4.2.1", "nonce": strconv.FormatInt(4711, 16)}).vuole(200)
	if tok, err := base64.StdEncoding.DecodeString(e.testo("timestamp")); err != nil || len(tok) < 500 {
		t.Errorf("%v, %d bytes", err, len(tok))
	}
	b.amministra(t, oggetto{"tsa_giu": true})
	c.errata("signatures/timestamp", oggetto{"hash": hashB64("x"), "hashAlgo": "2.16.840.1.101.3.4.2.1"}, "temporarily_unavailable", "")
}
