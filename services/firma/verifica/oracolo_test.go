package verifica_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
	"github.com/esenpat/esenpat-desktop/services/firma/pades"
)

// provaOracolo is one file of the set: what it is and what we must say of it.
type provaOracolo struct {
	nome string
	pdf  []byte
	want []esenpat.StatoVerifica // nil: an error of ours, such as "not a PDF"
	// solo is set where our verdict on integrity may not be that of the others:
	// a file whose objects are written anew, which we look at byte by byte.
	solo bool
}

// TestVerifica_agreesWithTheOraclesOnIntegrity compares our verdict on more
// than thirty files with pdfsig (NSS) and openssl: whoever finds a file intact
// and covered finds it so, and what pdfsig calls valid although something was
// added afterwards is never green here (VF-10).
func TestVerifica_agreesWithTheOraclesOnIntegrity(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA di prova")
	insieme := append(insiemeSano(t, ca), insiemeAlterato(t, ca)...)
	if len(insieme) < 30 {
		t.Fatalf("only %d files", len(insieme))
	}
	v := verificatore(ca)
	for _, c := range insieme {
		t.Run(c.nome, func(t *testing.T) {
			out, err := v.Verifica(t.Context(), c.pdf)
			if err != nil || c.want == nil {
				if c.want != nil || err == nil {
					t.Fatal(err)
				}
				return
			}
			trovato := false
			for _, w := range c.want {
				trovato = trovato || w == out.Stato
			}
			if !trovato {
				t.Errorf("%s, want %s: %+v", out.Stato, c.want, out.Firme)
			}
			if c.solo {
				return
			}
			noi := integro(out)
			if loro, detto := pdfsig(t, c.pdf); loro != noi {
				t.Errorf("intact %v, pdfsig %v:\n%s", noi, loro, detto)
			}
			if noi && !openssl(t, c.pdf) {
				t.Error("intact for us, not for openssl")
			}
		})
	}
}

// integro: every signature verifies over its bytes and the last covers the file.
func integro(v esenpat.Verifica) bool {
	for _, f := range v.Firme {
		if esito(f, "integrita") != esenpat.ControlloOK || esito(f, "firma") != esenpat.ControlloOK {
			return false
		}
	}
	n := len(v.Firme)
	return n > 0 && esito(v.Firme[n-1], "copertura") == esenpat.ControlloOK
}

func su(t *testing.T, b []byte) string {
	t.Helper()
	f := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(f, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// pdfsig reports whether poppler finds all signatures valid and the last one
// over the total document. Its exit code says nothing of use.
func pdfsig(t *testing.T, pdf []byte) (bool, string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdfsig", "-nocert", su(t, pdf))
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	b, err := cmd.CombinedOutput()
	if _, uscito := errors.AsType[*exec.ExitError](err); err != nil && !uscito {
		t.Fatal(err)
	}
	detto := string(b)
	firme := strings.Count(detto, "Signature #")
	totali := strings.LastIndex(detto, "Total document signed") > strings.LastIndex(detto, "Not total document signed")
	return firme > 0 && firme == strings.Count(detto, "Signature is Valid.") && totali, detto
}

// openssl reports whether the CMS of the last signature verifies over its bytes.
func openssl(t *testing.T, pdf []byte) bool {
	t.Helper()
	tutti := regexp.MustCompile(`/ByteRange ?\[0 (\d+) (\d+) (\d+)`).FindAllSubmatch(pdf, -1)
	ultimo := tutti[len(tutti)-1]
	n := [3]int{}
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(string(ultimo[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	busta := make([]byte, (n[1]-n[0]-2)/2)
	if _, err := hex.Decode(busta, pdf[n[0]+1:n[1]-1]); err != nil {
		t.Fatal(err)
	}
	var der asn1.RawValue
	if _, err := asn1.Unmarshal(busta, &der); err != nil {
		t.Fatal(err)
	}
	contenuto := append(bytes.Clone(pdf[:n[0]]), pdf[n[1]:n[1]+n[2]]...)
	return exec.CommandContext(t.Context(), "openssl", "cms", "-verify", "-binary", "-noverify", "-inform", "DER",
		"-in", su(t, der.FullBytes), "-content", su(t, contenuto), "-out", filepath.Join(t.TempDir(), "o")).Run() == nil
}

func insiemeSano(t *testing.T, ca *firmatest.CA) []provaOracolo {
	t.Helper()
	valida := []esenpat.StatoVerifica{esenpat.VerificaValida}
	avvisi := []esenpat.StatoVerifica{esenpat.VerificaValidaAvvisi}
	no := []esenpat.StatoVerifica{esenpat.VerificaNonValida}
	ignota := []esenpat.StatoVerifica{esenpat.VerificaNonVerificabile}
	uno := firmatest.PDF(t, "Importo 100")
	rsa, ec := firmatest.RSA(t, 2048), firmatest.EC(t)
	con := func(ritocca func(*x509.Certificate)) []byte {
		return firmatest.Firma(t, uno, ca.Firmatario(t, ec, ritocca))
	}
	cambia := func(f func(*x509.Certificate)) func(*x509.Certificate) { return f }
	due := firmatest.Firma(t, firmatest.Firma(t, uno, ca.Firmatario(t, rsa, nil)), ca.Firmatario(t, ec, nil))
	out := []provaOracolo{
		{nome: "RSA 2048", pdf: firmatest.Firma(t, uno, ca.Firmatario(t, rsa, nil)), want: valida},
		{nome: "RSA 3072", pdf: firmatest.Firma(t, uno, ca.Firmatario(t, firmatest.RSA(t, 3072), nil)), want: valida},
		{nome: "ECDSA P-256", pdf: con(nil), want: valida},
		{nome: "B-T", pdf: conMarca(t, ca), want: valida},
		{nome: "two signatures", pdf: due, want: avvisi},
		{nome: "three signatures", pdf: firmatest.Firma(t, due, ca.Firmatario(t, ec, nil)), want: avvisi},
		{nome: "expired", pdf: con(cambia(func(m *x509.Certificate) { m.NotAfter = firmatest.Ora().AddDate(0, -1, 0) })), want: no},
		{nome: "not yet valid", pdf: con(cambia(func(m *x509.Certificate) { m.NotBefore = firmatest.Ora().AddDate(0, 1, 0) })), want: no},
		{nome: "without fiscal code", pdf: con(cambia(func(m *x509.Certificate) { m.Subject.SerialNumber = "TINDE-1" })), want: avvisi},
		{nome: "key not for signing", pdf: con(cambia(func(m *x509.Certificate) { m.KeyUsage = x509.KeyUsageKeyAgreement })), want: avvisi, solo: true}, // NSS refuses the key
		{nome: "other authority", pdf: firmatest.Firma(t, uno, firmatest.NuovaCA(t, "Altra").Firmatario(t, ec, nil)), want: ignota},
		{nome: "authority of the same name", pdf: firmatest.Firma(t, uno, firmatest.NuovaCA(t, "CA di prova").Firmatario(t, ec, nil)), want: ignota},
		{nome: "unsigned", pdf: uno, want: []esenpat.StatoVerifica{esenpat.VerificaNonFirmato}},
		{nome: "unsigned, speaks of ranges", pdf: firmatest.PDF(t, "/ByteRange [0 1 2 3]"), want: []esenpat.StatoVerifica{esenpat.VerificaNonFirmato}},
	}
	chi := ca.Firmatario(t, rsa, nil)
	for nome, arg := range map[string][]string{
		"openssl SHA-384": {"-md", "sha384", "-cades"},
		"openssl SHA-512": {"-md", "sha512", "-cades"},
	} {
		out = append(out, provaOracolo{nome: nome, want: avvisi, pdf: ricuci(t, firmatest.Firma(t, uno, chi), func(c []byte) []byte {
			return conOpenssl(t, c, chi, arg)
		})})
	}
	return out
}

func conMarca(t *testing.T, ca *firmatest.CA) []byte {
	t.Helper()
	o, tsa := firmatest.Opzioni(), ca.TSA(t)
	o.Marca = func(ctx context.Context, firma []byte) ([]byte, error) {
		h := sha256.Sum256(firma)
		return marca.Emetti(ctx, rand.Reader, marca.Emissione{Firmatario: tsa, Quando: firmatest.Ora(), Seriale: big.NewInt(7), Politica: "1.2.3.4.1"},
			marca.Richiesta{Hash: crypto.SHA256, Impronta: h[:]})
	}
	out, err := pades.Firma(t.Context(), firmatest.PDF(t, "uno"), ca.Firmatario(t, firmatest.EC(t), nil), o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func insiemeAlterato(t *testing.T, ca *firmatest.CA) []provaOracolo {
	t.Helper()
	no := []esenpat.StatoVerifica{esenpat.VerificaNonValida}
	dopo := []esenpat.StatoVerifica{esenpat.VerificaModificato}
	niente := []esenpat.StatoVerifica{esenpat.VerificaNonFirmato}
	buono := firmatest.Firma(t, firmatest.PDF(t, "Importo 100"), ca.Firmatario(t, firmatest.RSA(t, 2048), nil))
	due := firmatest.Firma(t, buono, ca.Firmatario(t, firmatest.EC(t), nil))
	fraDue := firmatest.Firma(t, firmatestUpdate2(buono), ca.Firmatario(t, firmatest.EC(t), nil))
	da, fine := buco(buono)
	cambia := func(b []byte, f func(b []byte) []byte) []byte { return f(bytes.Clone(b)) }
	altro := func(b []byte) []byte { return bytes.Replace(b, []byte("Importo 100"), []byte("Importo 900"), 1) }
	qpdf := func(b []byte, arg ...string) []byte {
		dove := filepath.Join(t.TempDir(), "q.pdf")
		arg = append(append([]string{}, arg...), su(t, b), dove)
		if detto, err := exec.CommandContext(t.Context(), "qpdf", arg...).CombinedOutput(); err != nil {
			t.Fatalf("qpdf %v: %v\n%s", arg, err, detto)
		}
		f, err := os.ReadFile(dove)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	firmaRotta := []esenpat.StatoVerifica{esenpat.VerificaNonValida, esenpat.VerificaNonFirmato}
	return []provaOracolo{
		{nome: "one byte of a stream", pdf: cambia(buono, altro), want: no},
		{nome: "first revision of two changed", pdf: cambia(due, altro), want: no},
		{nome: "added between two signatures", pdf: fraDue, want: []esenpat.StatoVerifica{esenpat.VerificaValidaAvvisi}},
		{nome: "update appended", pdf: firmatestUpdate(buono), want: dopo},
		{nome: "well formed update appended", pdf: firmatestUpdate2(buono), want: dopo},
		{nome: "page changed by an update", pdf: aggiornato(buono, contenutoDi(t, buono), "<< /Length 2 >>\nstream\nq \nendstream"), want: dopo},
		{nome: "hole enlarged", pdf: cambia(buono, func(b []byte) []byte { return buca(t, b, 0, 40) }), want: no},
		{nome: "hole moved", pdf: cambia(buono, func(b []byte) []byte { return buca(t, b, 20, 20) }), want: no},
		{nome: "comment appended", pdf: append(bytes.Clone(buono), "% ciao\n"...), want: dopo},
		{nome: "one byte appended", pdf: append(bytes.Clone(buono), '\n'), want: dopo},
		{nome: "comment after two signatures", pdf: append(bytes.Clone(due), "% ciao\n"...), want: dopo},
		{nome: "contents zeroed", pdf: cambia(buono, func(b []byte) []byte {
			copy(b[da+1:fine-1], bytes.Repeat([]byte("0"), fine-da-2))
			return b
		}), want: no},
		{nome: "one digit of the signature", pdf: cambia(buono, func(b []byte) []byte { b[da+900] ^= 1; return b }), want: no},
		{nome: "range shortened", pdf: cambia(buono, func(b []byte) []byte {
			i := bytes.LastIndex(b, []byte("/ByteRange ["))
			b[i+bytes.IndexByte(b[i:], ']')-1]--
			return b
		}), want: no},
		{nome: "date changed", pdf: cambia(buono, func(b []byte) []byte { return bytes.Replace(b, []byte("/M (D:2026"), []byte("/M (D:2025"), 1) }), want: no},
		{nome: "tail cut", pdf: buono[:len(buono)-50], want: niente},
		{nome: "cut in half", pdf: buono[:len(buono)/2], want: niente},
		{nome: "cut in the signature", pdf: buono[:da+1000], want: niente},
		{nome: "cut before it", pdf: buono[:da-400], want: niente},
		{nome: "encrypted, unsigned", pdf: qpdf(firmatest.PDF(t, "segreto"), "--encrypt", "u", "o", "256", "--"), want: niente},
		{nome: "encrypted after signing", pdf: qpdf(buono, "--encrypt", "", "o", "256", "--"), want: firmaRotta},
		{nome: "linearized after signing", pdf: qpdf(buono, "--linearize"), want: firmaRotta},
		{nome: "rewritten with object streams", pdf: qpdf(buono, "--object-streams=generate"), want: firmaRotta},
		{nome: "a CAdES .p7m", pdf: conOpenssl(t, buono, ca.Firmatario(t, firmatest.RSA(t, 2048), nil), []string{"-nodetach", "-cades"})},
		{nome: "no PDF", pdf: []byte("ciao")},
	}
}

// buca moves the two ends of what the last signature leaves out.
func buca(t *testing.T, b []byte, inizio, fine int) []byte {
	t.Helper()
	r := regexp.MustCompile(`/ByteRange ?\[0 +(\d+) +(\d+) +(\d+) *\]`)
	tutti := r.FindAllSubmatchIndex(b, -1)
	dove := tutti[len(tutti)-1]
	var n [3]int
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(string(b[dove[2+2*i]:dove[3+2*i]])); err != nil {
			t.Fatal(err)
		}
	}
	nuovo := fmt.Sprintf("/ByteRange [0 %d %d %d", n[0]+inizio, n[1]+fine, n[2]-fine)
	posto := dove[1] - dove[0]
	if len(nuovo)+1 > posto {
		t.Fatal("no room")
	}
	copy(b[dove[0]:dove[1]], nuovo+strings.Repeat(" ", posto-len(nuovo)-1)+"]")
	return b
}

// firmatestUpdate2 appends an update with its table: another object, nothing of
// what was there changes.
func firmatestUpdate2(pdf []byte) []byte { return aggiornato(pdf, 900, "<< /Aggiunta true >>") }

// aggiornato appends an update that defines object n, anew or for the first time.
func aggiornato(pdf []byte, n int, corpo string) []byte {
	b := bytes.Clone(pdf)
	prima := bytes.LastIndex(b, []byte("startxref\n"))
	xref := strings.Fields(string(b[prima+10:]))[0]
	radice := regexp.MustCompile(`/Root (\d+ 0 R)`).FindAllSubmatch(b, -1)
	b = append(b, '\n')
	qui := len(b)
	b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", n, corpo)
	tavola := len(b)
	return fmt.Appendf(b, "xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 901 /Root %s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n",
		n, qui, radice[len(radice)-1][1], xref, tavola)
}
