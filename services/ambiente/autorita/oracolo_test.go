package autorita_test

import (
	"bytes"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/firma/verifica"
)

// casoOracolo is one file that we and the oracles judge.
type casoOracolo struct {
	nome string
	pdf  []byte
	ca   []byte // trusted root, PEM
	want esenpat.StatoVerifica
}

// TestOracolo_agreesWithPdfsigAndOpenssl is VF-10: on integrity, coverage and
// trust our verdict is that of pdfsig (NSS) and openssl, file by file. It needs
// pdfsig, certutil, qpdf and openssl, which make test installs.
func TestOracolo_agreesWithPdfsigAndOpenssl(t *testing.T) {
	for _, c := range casi(t) {
		t.Run(c.nome, func(t *testing.T) {
			nostro := giudizio(t, c)
			if nostro.Stato != c.want {
				t.Errorf("we say %s, want %s: %+v", nostro.Stato, c.want, nostro.Firme)
			}
			detto := pdfsig(t, c)
			confronta(t, nostro, detto)
			if len(nostro.Firme) == 1 && esitoDi(nostro.Firme[0], "formato") == esenpat.ControlloOK {
				fidato := openssl(t, c)
				if want := integra(nostro.Firme[0]) && fidata(nostro.Firme[0]); fidato != want {
					t.Errorf("openssl verifies: %v, we: %v", fidato, want)
				}
			}
			if nostro.Stato == esenpat.VerificaValida {
				esegui(t, "qpdf", "--check", scrivi(t, "a.pdf", c.pdf))
			}
		})
	}
}

// confronta compares with what pdfsig printed.
func confronta(t *testing.T, nostro esenpat.Verifica, detto string) {
	t.Helper()
	if nostro.Stato == esenpat.VerificaNonFirmato {
		if !strings.Contains(detto, "does not contain any signatures") {
			t.Errorf("pdfsig finds signatures:\n%s", detto)
		}
		return
	}
	blocchi := strings.Split(detto, "Signature #")[1:]
	if len(blocchi) != len(nostro.Firme) {
		t.Fatalf("pdfsig finds %d signatures, we %d", len(blocchi), len(nostro.Firme))
	}
	for i, f := range nostro.Firme {
		if want := strings.Contains(blocchi[i], "Signature is Valid."); integra(f) != want {
			t.Errorf("signature %d: pdfsig valid %v, we %v", i+1, want, integra(f))
		}
		if want := strings.Contains(blocchi[i], "Certificate is Trusted."); integra(f) && fidata(f) != want {
			t.Errorf("signature %d: pdfsig trusts %v, we %v\n%s", i+1, want, fidata(f), blocchi[i])
		}
		totale := !strings.Contains(blocchi[i], "Not total document signed")
		if esitoDi(f, "formato") == esenpat.ControlloOK && (esitoDi(f, "copertura") == esenpat.ControlloOK) != totale {
			t.Errorf("signature %d: pdfsig total %v", i+1, totale)
		}
	}
}

func integra(f esenpat.FirmaVerificata) bool {
	return esitoDi(f, "integrita") == esenpat.ControlloOK && esitoDi(f, "firma") == esenpat.ControlloOK
}

// fidata: issuer known and certificate within its dates today.
func fidata(f esenpat.FirmaVerificata) bool {
	return esitoDi(f, "catena") == esenpat.ControlloOK && esitoDi(f, "validita") == esenpat.ControlloOK
}

func esitoDi(f esenpat.FirmaVerificata, id string) esenpat.EsitoControllo {
	for _, c := range f.Controlli {
		if c.ID == id {
			return c.Esito
		}
	}
	return ""
}

func giudizio(t *testing.T, c casoOracolo) esenpat.Verifica {
	t.Helper()
	radici, err := verifica.LeggiRadici(c.ca)
	if err != nil {
		t.Fatal(err)
	}
	v := verifica.Nuovo(verifica.Opzioni{Radici: verifica.Radici{Prova: radici}, Orologio: time.Now})
	out, err := v.Verifica(t.Context(), c.pdf)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// casi makes the files with one authority per need; the clocks are the
// machine's own, because the oracles know no other.
func casi(t *testing.T) []casoOracolo {
	t.Helper()
	b := nuovoBanco(t)
	*b.ora = time.Now()
	b.genera, b.file = nil, filepath.Join(t.TempDir(), "chiavi-vere.db")
	b.riapri(t)
	for _, p := range []string{autorita.Aruba, autorita.InfoCert, autorita.Namirial} {
		b.credenziale(t, p, autorita.OTPNessuno)
	}
	pdf := documento(t, "Certificato di prova, importo 100")
	firma := func(p string, quando time.Time, marca bool, base []byte) []byte {
		r := b.richiesta(p, "", base)
		r.ConMarca, r.Quando = marca, quando
		out, err := b.firma(t, r, base)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	ora := *b.ora
	rsa := firma(autorita.Aruba, ora, false, pdf)
	ca := b.RadicePEM()
	out := []casoOracolo{
		{"rsa", rsa, ca, esenpat.VerificaValida},
		{"ecdsa", firma(autorita.InfoCert, ora, false, pdf), ca, esenpat.VerificaValida},
		{"rsa of a third provider", firma(autorita.Namirial, ora, false, pdf), ca, esenpat.VerificaValida},
		{"rsa with time stamp", firma(autorita.Aruba, ora, true, pdf), ca, esenpat.VerificaValida},
		{"ecdsa with time stamp", firma(autorita.InfoCert, ora, true, pdf), ca, esenpat.VerificaValida},
		{"two signatures", firma(autorita.InfoCert, ora, false, rsa), ca, esenpat.VerificaValidaAvvisi},
		{"unsigned", pdf, ca, esenpat.VerificaNonFirmato},
		{"another authority", rsa, altraRadice(t), esenpat.VerificaNonVerificabile},
	}
	b.Guasti().HashErrato(autorita.Aruba, true)
	out = append(out, casoOracolo{"hardware fault", firma(autorita.Aruba, ora, false, pdf), ca, esenpat.VerificaNonValida})
	return append(append(out, scaduti(t, pdf)...), manomessi(rsa, ca)...)
}

func altraRadice(t *testing.T) []byte {
	t.Helper()
	b := nuovoBanco(t)
	*b.ora = time.Now()
	b.riapri(t)
	return b.RadicePEM()
}

// scaduti are signed by an authority of five years ago.
func scaduti(t *testing.T, pdf []byte) []casoOracolo {
	t.Helper()
	b := nuovoBanco(t)
	*b.ora = time.Now().AddDate(-5, 0, 0)
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	b.file = filepath.Join(t.TempDir(), "vecchio.db")
	b.apri(t)
	b.credenziale(t, autorita.InfoCert, autorita.OTPNessuno)
	r := b.richiesta(autorita.InfoCert, "", pdf)
	allora, err := b.firma(t, r, pdf)
	if err != nil {
		t.Fatal(err)
	}
	r.Quando = time.Now()
	oggi, err := b.firma(t, r, pdf)
	if err != nil {
		t.Fatal(err)
	}
	return []casoOracolo{
		{"expired since", allora, b.RadicePEM(), esenpat.VerificaValidaAvvisi},
		{"expired when signing", oggi, b.RadicePEM(), esenpat.VerificaNonValida},
	}
}

// manomessi are the six kinds of spec 4, 2.4.
func manomessi(buono, ca []byte) []casoOracolo {
	da, fine := buco(buono)
	cambia := func(f func(b []byte)) []byte {
		b := bytes.Clone(buono)
		f(b)
		return b
	}
	return []casoOracolo{
		{"byte of a stream", cambia(func(b []byte) { b[bytes.Index(b, []byte("stream"))+30] ^= 1 }), ca, esenpat.VerificaNonValida},
		{"update appended", append(bytes.Clone(buono), aggiornamentoVuoto(buono)...), ca, esenpat.VerificaModificato},
		{"comment appended", append(bytes.Clone(buono), "% ciao\n"...), ca, esenpat.VerificaModificato},
		{"truncated", buono[:da+200], ca, esenpat.VerificaNonFirmato},
		{"contents zeroed", cambia(func(b []byte) { copy(b[da+1:fine-1], bytes.Repeat([]byte("0"), fine-da-2)) }), ca, esenpat.VerificaNonValida},
		{"range shortened", cambia(func(b []byte) {
			i := bytes.LastIndex(b, []byte("/ByteRange ["))
			b[i+bytes.IndexByte(b[i:], ']')-1]--
		}), ca, esenpat.VerificaNonValida},
	}
}

// aggiornamentoVuoto is a correct incremental update that replaces the document
// information.
func aggiornamentoVuoto(pdf []byte) string {
	prev := strings.Fields(string(pdf[bytes.LastIndex(pdf, []byte("startxref")):]))[1]
	radice := regexp.MustCompile(`/Root \d+ 0 R`).Find(pdf[bytes.LastIndex(pdf, []byte("trailer")):])
	oggetto := "900 0 obj\n<< /Title (altro) >>\nendobj\n"
	return oggetto + fmt.Sprintf("xref\n900 1\n%010d 00000 n \ntrailer\n<< /Size 901 /Prev %s %s /Info 900 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(pdf), prev, radice, len(pdf)+len(oggetto))
}

func buco(pdf []byte) (da, fine int) {
	da = bytes.LastIndex(pdf, []byte("/Contents <")) + len("/Contents ")
	return da, da + bytes.IndexByte(pdf[da:], '>') + 1
}

// dentro is the CMS of the last signature, without padding.
func dentro(t *testing.T, pdf []byte) []byte {
	t.Helper()
	da, fine := buco(pdf)
	b := make([]byte, (fine-da-2)/2)
	if _, err := hex.Decode(b, pdf[da+1:fine-1]); err != nil {
		t.Fatal(err)
	}
	var v asn1.RawValue
	if _, err := asn1.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v.FullBytes
}

// pdfsig runs it with the root in a fresh NSS database.
func pdfsig(t *testing.T, c casoOracolo) string {
	t.Helper()
	nss := "sql:" + t.TempDir()
	esegui(t, "certutil", "-N", "-d", nss, "--empty-password")
	esegui(t, "certutil", "-A", "-d", nss, "-n", "ca", "-t", "CT,C,C", "-i", scrivi(t, "ca.pem", c.ca))
	// Its exit code says nothing about validity.
	out, _ := exec.CommandContext(t.Context(), "pdfsig", "-nssdir", nss, scrivi(t, "a.pdf", c.pdf)).CombinedOutput()
	return string(out)
}

// openssl verifies the detached CMS over the signed ranges.
func openssl(t *testing.T, c casoOracolo) bool {
	t.Helper()
	var r [3]int
	if _, err := fmt.Sscanf(string(c.pdf[bytes.LastIndex(c.pdf, []byte("/ByteRange [0 ")):]), "/ByteRange [0 %d %d %d]", &r[0], &r[1], &r[2]); err != nil {
		t.Fatal(err)
	}
	contenuto := append(bytes.Clone(c.pdf[:r[0]]), c.pdf[r[1]:r[1]+r[2]]...)
	return exec.CommandContext(t.Context(), "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any",
		"-in", scrivi(t, "a.p7s", dentro(t, c.pdf)), "-content", scrivi(t, "a.tbs", contenuto), "-CAfile", scrivi(t, "ca.pem", c.ca),
		"-out", "/dev/null").Run() == nil
}

func esegui(t *testing.T, nome string, arg ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), nome, arg...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", nome, err, out)
	}
}
