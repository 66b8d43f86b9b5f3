package verifica

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"time"

	"golang.org/x/crypto/cryptobyte"
	tag "golang.org/x/crypto/cryptobyte/asn1"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
)

const (
	maxIntermedi = 16 // certificates of the CMS tried as issuers
	etaElenco    = 30 * 24 * time.Hour
)

// errSconosciuto says that no known root is above a certificate.
type errSconosciuto struct{ err error }

func (e errSconosciuto) Error() string { return "verifica: unknown issuer: " + e.err.Error() }
func (e errSconosciuto) Unwrap() error { return e.err }

// percorso looks for a known root above cert at that time. prova says that the
// root is one of a test environment.
// The chain found begins with cert; its second element is the issuer.
func (v *Verificatore) percorso(cert *x509.Certificate, altri []*x509.Certificate, quando time.Time) (catena []*x509.Certificate, prova bool, err error) {
	if !ragionevole(cert) {
		return nil, false, errSconosciuto{errors.New("key too large")}
	}
	intermedi := x509.NewCertPool()
	n := 0
	for _, c := range altri {
		if ragionevole(c) && c.IsCA && n < maxIntermedi {
			intermedi.AddCert(c)
			n++
		}
	}
	o := x509.VerifyOptions{
		Intermediates: intermedi, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
		// The certificate's own dates are another check: here they must not hide
		// whether the issuer is known.
		CurrentTime: limita(quando, cert.NotBefore, cert.NotAfter),
	}
	o.Roots = v.prova
	catene, err := cert.Verify(o)
	if err == nil {
		return catene[0], true, nil
	}
	o.Roots = v.qualificate
	if catene, err = cert.Verify(o); err == nil {
		return catene[0], false, nil
	}
	return nil, false, errSconosciuto{err}
}

func ragionevole(c *x509.Certificate) bool {
	k, ok := c.PublicKey.(*rsa.PublicKey)
	return !ok || k.N.BitLen() <= cms.MaxRSA
}

func limita(t, da, fino time.Time) time.Time {
	if t.Before(da) {
		return da
	}
	if t.After(fino) {
		return fino
	}
	return t
}

// catena notes issuer and level.
func (e *esame) catena(quando time.Time) {
	catena, prova, err := e.v.percorso(e.cert, e.busta.Certificati, quando)
	if err != nil {
		e.f.Livello = "non qualificata"
		e.nota(cCatena, esenpat.ControlloAvviso, e.f.Emittente)
		return
	}
	if len(catena) > 1 {
		e.emittente = catena[1]
	}
	valore := e.f.Emittente
	if eta := e.v.o.Radici.Aggiornate; !prova && e.v.o.Orologio().Sub(eta) > etaElenco {
		valore += " (elenco dei prestatori del " + eta.Format("02/01/2006") + ")"
	}
	e.nota(cCatena, esenpat.ControlloOK, valore)
	switch {
	case prova:
		e.f.Prova, e.f.Livello = true, "di prova"
		e.nota(cLivello, esenpat.ControlloND, "AMBIENTE DI PROVA")
	case qualificato(e.cert):
		e.f.Livello = "qualificata"
		e.nota(cLivello, esenpat.ControlloOK, "")
	default:
		e.f.Livello = "non qualificata"
		e.nota(cLivello, esenpat.ControlloAvviso, "")
	}
}

// qualificato: key usage nonRepudiation and the statements "qualified
// certificate" and "key in a signature creation device" (EN 319 412-5).
func qualificato(c *x509.Certificate) bool {
	if c.KeyUsage&x509.KeyUsageContentCommitment == 0 {
		return false
	}
	var conforme, dispositivo bool
	for _, est := range c.Extensions {
		if est.Id.String() != "1.3.6.1.5.5.7.1.3" {
			continue
		}
		s := cryptobyte.String(est.Value)
		var elenco cryptobyte.String
		if !s.ReadASN1(&elenco, tag.SEQUENCE) {
			return false
		}
		for !elenco.Empty() {
			var uno cryptobyte.String
			var oid asn1.ObjectIdentifier
			if !elenco.ReadASN1(&uno, tag.SEQUENCE) || !uno.ReadASN1ObjectIdentifier(&oid) {
				return false
			}
			conforme = conforme || oid.String() == "0.4.0.1862.1.1"
			dispositivo = dispositivo || oid.String() == "0.4.0.1862.1.4"
		}
	}
	return conforme && dispositivo
}
