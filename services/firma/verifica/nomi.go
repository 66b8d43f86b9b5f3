package verifica

import (
	"crypto/x509"
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// nome is the holder as the certificate says.
func nome(c *x509.Certificate) string {
	if c.Subject.CommonName != "" {
		return pulito(c.Subject.CommonName)
	}
	var cognome, nome string
	for _, n := range c.Subject.Names {
		v, _ := n.Value.(string)
		switch n.Type.String() {
		case "2.5.4.4":
			cognome = v
		case "2.5.4.42":
			nome = v
		}
	}
	return pulito(strings.TrimSpace(nome + " " + cognome))
}

func nomeEmittente(c *x509.Certificate) string {
	if c.Issuer.CommonName != "" {
		return pulito(c.Issuer.CommonName)
	}
	return pulito(c.Issuer.String())
}

// pulito takes control characters and direction overrides out of a name that a
// stranger chose, and bounds it.
func pulito(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || (r >= 0x7f && r < 0xa0) || (r >= 0x200b && r <= 0x200f) || (r >= 0x2028 && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200])
	}
	return s
}

// codiceFiscale reads the Italian fiscal code of subject.serialNumber: today
// "TINIT-<CF>"; older certificates wrote "IT:<CF>" or the bare code. Identity
// numbers of other countries and kinds are not fiscal codes.
func codiceFiscale(scritto string) (esenpat.CodiceFiscale, bool) {
	s := strings.ToUpper(strings.TrimSpace(scritto))
	for _, p := range []string{"TINIT-", "IT:", "CF:", "CF:IT-", "CF:IT:"} {
		if resto, ok := strings.CutPrefix(s, p); ok {
			s = resto
		}
	}
	cf, err := esenpat.ParseCodiceFiscale(s)
	return cf, err == nil
}

// leggiData reads a PDF date, "D:YYYYMMDDHHmmSSOHH'mm'"; what follows the year
// may be missing.
func leggiData(m string) (time.Time, bool) {
	s := strings.ReplaceAll(strings.TrimPrefix(m, "D:"), "'", "")
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	cifre, zona := s[:n], s[n:]
	const modello = "20060102150405"
	if n < 4 || n > len(modello) || n%2 != 0 {
		return time.Time{}, false
	}
	t, err := time.Parse(modello, cifre+"00000101000000"[n:])
	if err != nil {
		return time.Time{}, false
	}
	if zona == "" || zona == "Z" || strings.HasPrefix(zona, "Z00") {
		return t, true
	}
	off, err := time.Parse("-0700", (zona + "00")[:min(5, len(zona)+2)])
	if err != nil {
		return time.Time{}, false
	}
	_, sec := off.Zone()
	return t.Add(-time.Duration(sec) * time.Second).In(time.FixedZone("", sec)), true
}

func byteDopo(n int) string { return strconv.Itoa(n) + " byte dopo la firma" }
