package cms_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"math/big"
	"testing"

	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/firmatest"
)

// costruita is the signature of "testo".
func costruita(tb testing.TB, chi cms.Firmatario) []byte {
	tb.Helper()
	h := sha256.Sum256([]byte("testo"))
	der, err := cms.Costruisci(tb.Context(), rand.Reader, cms.Richiesta{Firmatario: chi, Tipo: cms.OIDDati, Digest: h[:]})
	if err != nil {
		tb.Fatal(err)
	}
	return der
}

func motivo(err error) cms.Motivo {
	if e, ok := errors.AsType[*cms.Errore](err); ok {
		return e.Motivo
	}
	return ""
}

func TestBusta_saysWhichPartIsWrong(t *testing.T) {
	ca := firmatest.NuovaCA(t, "CA")
	k := firmatest.EC(t)
	chi := ca.Firmatario(t, k, nil)
	gemello := ca.Firmatario(t, k, nil) // same key, another certificate
	estraneo := ca.Firmatario(t, firmatest.EC(t), nil)
	b, err := cms.Leggi(costruita(t, chi))
	if err != nil {
		t.Fatal(err)
	}
	giusto, sbagliato := sha256.Sum256([]byte("testo")), sha256.Sum256([]byte("altro"))

	if cert, ok := b.Firmatario(); !ok || !cert.Equal(chi.Certificato) {
		t.Error("the signer was not found")
	}
	for nome, c := range map[string]struct {
		err  error
		want cms.Motivo
	}{
		"right digest":      {b.ControllaDigest(giusto[:]), ""},
		"wrong digest":      {b.ControllaDigest(sbagliato[:]), cms.Contenuto},
		"right signature":   {b.ControllaFirma(chi.Certificato, giusto[:]), ""},
		"wrong key":         {b.ControllaFirma(estraneo.Certificato, giusto[:]), cms.FirmaFalsa},
		"right certificate": {b.ControllaLegame(chi.Certificato), ""},
		"twin certificate":  {b.ControllaLegame(gemello.Certificato), cms.Legame},
	} {
		if got := motivo(c.err); got != c.want || (c.err == nil) != (c.want == "") {
			t.Errorf("%s: %v", nome, c.err)
		}
	}
	if _, ok := b.Firmato(cms.OIDSigningTime); ok {
		t.Error("signing-time must not be there")
	}
}

// A key of a million bits would keep the computer busy for minutes.
func TestControllaFirma_refusesKeysOutOfMeasure(t *testing.T) {
	b, err := cms.Leggi(costruita(t, firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.RSA(t, 2048), nil)))
	if err != nil {
		t.Fatal(err)
	}
	for _, bit := range []uint{1023, 2046, cms.MaxRSA, 1 << 20} {
		n := new(big.Int).Lsh(big.NewInt(1), bit)
		enorme := &x509.Certificate{PublicKey: &rsa.PublicKey{N: n.Add(n, big.NewInt(1)), E: 65537}}

		if err := b.ControllaFirma(enorme, nil); motivo(err) != cms.Algoritmo {
			t.Errorf("%d bits: %v", bit+1, err)
		}
	}
}

func TestLeggi_refusesWhatIsNotOneSigner(t *testing.T) {
	der := costruita(t, firmatest.NuovaCA(t, "CA").Firmatario(t, firmatest.EC(t), nil))
	for nome, b := range map[string][]byte{"nothing": nil, "zeros": make([]byte, 100), "cut": der[:len(der)-1], "indefinite length": append([]byte{0x30, 0x80}, der[4:]...)} {
		if _, err := cms.Leggi(b); motivo(err) != cms.Formato {
			t.Errorf("%s: %v", nome, err)
		}
	}
}

// FuzzLeggi: any bytes are read without a panic, and whatever was changed
// inside the signature no longer verifies.
func FuzzLeggi(f *testing.F) {
	ca := firmatest.NuovaCA(f, "CA")
	for _, k := range []cms.Firmatario{ca.Firmatario(f, firmatest.EC(f), nil), ca.Firmatario(f, firmatest.RSA(f, 2048), nil)} {
		f.Add(costruita(f, k))
	}
	digest := sha256.Sum256([]byte("un altro testo"))
	f.Fuzz(func(t *testing.T, der []byte) {
		b, err := cms.Leggi(der)
		if err != nil {
			return
		}
		cert, ok := b.Firmatario()
		if !ok {
			return
		}
		if b.ControllaDigest(digest[:]) == nil && b.ControllaFirma(cert, digest[:]) == nil {
			t.Error("a signature of another text verifies")
		}
		_ = b.ControllaLegame(cert)
	})
}
