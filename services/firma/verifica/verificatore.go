// Package verifica checks the signatures of a PDF on the desk: offline,
// without login, on any bytes at all. It answers what a doctor needs (is this
// document whole, who signed it, is the issuer known) and lists every check
// behind the answer (requirements VF-01 to VF-10).
//
// It does not trust the PDF's object structure: what counts is that a
// signature covers every byte of the file but its own hexadecimal value.
package verifica

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/revoca"
)

// Limits on hostile files (VF-09).
const (
	maxByte   = 20 << 20
	maxFirme  = 200
	maxDurata = 1800 * time.Millisecond
	maxRevoca = 1200 * time.Millisecond // of which, for the issuers to answer
)

// Radici is what is trusted. The two kinds never mix: a signature that leads to
// Prova is always labelled as one of a test environment.
type Radici struct {
	// Qualificate are the services of the trust list, with the list's date.
	Qualificate []*x509.Certificate
	Aggiornate  time.Time
	// Prova are the roots of test environments and those given by hand (--ca).
	Prova []*x509.Certificate
}

// Opzioni of a [Verificatore].
type Opzioni struct {
	Radici   Radici
	Orologio func() time.Time // required
	MaxByte  int              // largest file, 20 MiB when 0
	// Revoche asks issuers over the network; nil stays offline.
	Revoche Revoche
	// MedicoDi reads the certifying doctor's fiscal code from the document's
	// own metadata; nil or false leaves the comparison undone.
	MedicoDi func(pdf []byte) (esenpat.CodiceFiscale, bool)
	// Cambiato names what a reader sees differently in a later revision of a
	// document, "" for nothing but signatures; an error means that it cannot be
	// said. nil leaves revisions uncompared.
	Cambiato func(prima, dopo []byte) (string, error)
	// Durata bounds the work on one file, 1.8 s when 0; tests give more.
	Durata time.Duration
}

// Revoche says whether a certificate was revoked. An error means that nothing
// is known; the question must end in a few seconds, and with ctx.
type Revoche interface {
	Stato(ctx context.Context, cert, emittente *x509.Certificate) (revoca.Stato, error)
}

// Verificatore verifies signed PDFs. It is safe for concurrent use.
type Verificatore struct {
	o                  Opzioni
	qualificate, prova *x509.CertPool
}

// Nuovo returns a Verificatore.
func Nuovo(o Opzioni) *Verificatore {
	if o.MaxByte == 0 {
		o.MaxByte = maxByte
	}
	if o.Durata == 0 {
		o.Durata = maxDurata
	}
	v := &Verificatore{o: o, qualificate: x509.NewCertPool(), prova: x509.NewCertPool()}
	for _, c := range o.Radici.Qualificate {
		v.qualificate.AddCert(c)
	}
	for _, c := range o.Radici.Prova {
		v.prova.AddCert(c)
	}
	return v
}

// LeggiRadici reads certificates in PEM, for example the "ca.pem" of a test
// environment. The error has code "verifica.radice-illeggibile".
func LeggiRadici(b []byte) ([]*x509.Certificate, error) {
	var out []*x509.Certificate
	for {
		var blocco *pem.Block
		if blocco, b = pem.Decode(b); blocco == nil {
			break
		}
		if blocco.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(blocco.Bytes)
		if err != nil {
			return nil, esenpat.NewError(esenpat.Invalid, "verifica.radice-illeggibile", "verifica.LeggiRadici").Because(err)
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, esenpat.NewError(esenpat.Invalid, "verifica.radice-illeggibile", "verifica.LeggiRadici")
	}
	return out, nil
}

// Verifica reports on every signature of pdf. A file without signatures is not
// an error. Errors, all Invalid: "verifica.non-pdf", "verifica.p7m", "verifica.troppo-grande"
// (limite in MB), "verifica.troppe-firme" (limite).
func (v *Verificatore) Verifica(ctx context.Context, pdf []byte) (esenpat.Verifica, error) {
	const op = "verifica.Verifica"
	if len(pdf) > v.o.MaxByte {
		return esenpat.Verifica{}, esenpat.NewError(esenpat.Invalid, "verifica.troppo-grande", op).With("limite", strconv.Itoa(v.o.MaxByte>>20))
	}
	if eP7M(pdf) {
		return esenpat.Verifica{}, esenpat.NewError(esenpat.Invalid, "verifica.p7m", op)
	}
	if !bytes.Contains(pdf[:min(len(pdf), 1024)], []byte("%PDF-")) {
		return esenpat.Verifica{}, esenpat.NewError(esenpat.Invalid, "verifica.non-pdf", op)
	}
	campi := trovaCampi(pdf)
	if len(campi) > maxFirme {
		return esenpat.Verifica{}, esenpat.NewError(esenpat.Invalid, "verifica.troppe-firme", op).With("limite", strconv.Itoa(maxFirme))
	}
	lavoro, basta := context.WithTimeout(ctx, v.o.Durata)
	defer basta()
	out := esenpat.Verifica{Stato: esenpat.VerificaNonFirmato}
	medico := v.medico(pdf, campi)
	imp, muti := nuoveImpronte(pdf), false
	slices.SortStableFunc(campi, func(a, b campo) int { return a.fine() - b.fine() })
	cambi := v.cambi(lavoro, pdf, campi)
	for i, c := range campi {
		if err := ctx.Err(); err != nil {
			return esenpat.Verifica{}, esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(err)
		}
		e := esame{v: v, pdf: pdf, campo: c, imp: imp, medico: medico, ultima: i == len(campi)-1, cambio: cambi[i], muti: &muti}
		f := e.esegui(lavoro)
		out.Firme = append(out.Firme, f)
		out.Prova = out.Prova || f.Prova
		out.Stato = peggiore(out.Stato, f.Stato)
	}
	return out, nil
}

// eP7M recognises a CMS around a document (.p7m): a sequence that begins with
// the type signedData. A certificate is signed inside the PDF instead.
func eP7M(b []byte) bool {
	signedData := []byte{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02}
	return len(b) > 0 && b[0] == 0x30 && bytes.Contains(b[:min(len(b), 32)], signedData)
}

// medico reads the expected signer once, and only where there is a signature
// to compare with.
func (v *Verificatore) medico(pdf []byte, campi []campo) esenpat.CodiceFiscale {
	if v.o.MedicoDi == nil || len(campi) == 0 {
		return ""
	}
	cf, ok := v.o.MedicoDi(pdf)
	if !ok {
		return ""
	}
	return cf
}

// peggiore joins verdicts: a file is as good as its worst signature.
func peggiore(a, b esenpat.StatoVerifica) esenpat.StatoVerifica {
	ordine := []esenpat.StatoVerifica{
		esenpat.VerificaNonFirmato, esenpat.VerificaValida, esenpat.VerificaValidaAvvisi,
		esenpat.VerificaNonVerificabile, esenpat.VerificaModificato, esenpat.VerificaNonValida,
	}
	return ordine[max(slices.Index(ordine, a), slices.Index(ordine, b))]
}

// ControllaPrefisso proves that firmato begins with the bytes that were shown:
// «Contenuto identico all'anteprima» (SG-03). The error has code
// "verifica.prefisso-diverso".
func ControllaPrefisso(anteprima, firmato []byte) error {
	if len(anteprima) > 0 && len(firmato) > len(anteprima) && bytes.HasPrefix(firmato, anteprima) {
		return nil
	}
	return esenpat.NewError(esenpat.Firma, "verifica.prefisso-diverso", "verifica.ControllaPrefisso").
		Because(fmt.Errorf("preview of %d bytes, signed file of %d", len(anteprima), len(firmato)))
}
