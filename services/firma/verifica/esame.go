package verifica

import (
	"context"
	"crypto/x509"
	"errors"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/firma/cms"
	"github.com/esenpat/esenpat-desktop/services/firma/marca"
)

// Ids of the checks: stable, they are the wire names of `verifica` and the
// keys of the sentences.
const (
	cFormato     = "formato"        // signature dictionary and CMS can be read
	cCopertura   = "copertura"      // the signature covers the whole file
	cAlgoritmi   = "algoritmi"      // SHA-2, RSA from 2048 bits, ECDSA from P-256
	cIntegrita   = "integrita"      // the digest is that of the file
	cFirma       = "firma"          // the signature value verifies
	cCertificato = "certificato"    // signing-certificate-v2 names this certificate
	cProfilo     = "profilo"        // PAdES baseline
	cCatena      = "catena"         // leads to a known issuer
	cValidita    = "validita"       // certificate dates
	cRevoca      = "revoca"         // revocation
	cUsoChiave   = "uso_chiave"     // key usage
	cData        = "data"           // is the time guaranteed
	cCodice      = "codice_fiscale" // the certificate has a valid fiscal code
	cMedico      = "medico"         // signer and certifying doctor agree
	cLivello     = "livello"        // qualified, not qualified, test
)

const (
	subETSI = "ETSI.CAdES.detached"
	subAdbe = "adbe.pkcs7.detached"
)

// anticipoAmmesso is how far ahead of our clock a declared date may be: clocks
// and time zones of signers are set by hand.
const anticipoAmmesso = time.Hour

// esame is the verification of one signature.
type esame struct {
	v      *Verificatore
	pdf    []byte
	campo  campo
	imp    *impronte
	medico esenpat.CodiceFiscale
	ultima bool // no signature of the file ends later
	cambio cambio
	muti   *bool // an issuer did not answer: no other one of this file is asked

	f     esenpat.FirmaVerificata
	busta *cms.Busta
	cert  *x509.Certificate
	// emittente is who issued cert, known only when it is trusted.
	emittente *x509.Certificate
}

func (e *esame) nota(id string, esito esenpat.EsitoControllo, valore string) {
	e.f.Controlli = append(e.f.Controlli, esenpat.Controllo{
		ID: id, Esito: esito, Testo: "verifica.controllo." + id + "." + string(esito), Valore: pulito(valore),
	})
}

func (e *esame) esegui(ctx context.Context) esenpat.FirmaVerificata {
	if ctx.Err() != nil {
		e.nota(cFormato, esenpat.ControlloND, "tempo massimo raggiunto")
	} else if e.formato() {
		e.copertura()
		e.crittografia()
		e.identita()
		e.fiducia(ctx)
	}
	e.f.Stato = stato(e.f.Controlli)
	return e.f
}

// formato reads dictionary and CMS; false ends the examination.
func (e *esame) formato() bool {
	if e.campo.difetto != "" {
		e.nota(cFormato, esenpat.ControlloKO, e.campo.difetto)
		return false
	}
	if e.campo.sottofiltro != subETSI && e.campo.sottofiltro != subAdbe {
		e.nota(cFormato, esenpat.ControlloND, e.campo.sottofiltro)
		return false
	}
	var err error
	if e.busta, err = cms.Leggi(e.campo.busta); err != nil {
		e.nota(cFormato, esenpat.ControlloKO, err.Error())
		return false
	}
	var ok bool
	if e.cert, ok = e.busta.Firmatario(); !ok || e.busta.Tipo != cms.OIDDati || e.busta.Contenuto != nil {
		e.nota(cFormato, esenpat.ControlloKO, "busta senza il certificato del firmatario, o non staccata")
		return false
	}
	e.nota(cFormato, esenpat.ControlloOK, e.campo.sottofiltro)
	return true
}

// crittografia: algorithms, digest, signature value, certificate binding.
func (e *esame) crittografia() {
	h, err := e.busta.Hash()
	if err != nil {
		e.nota(cAlgoritmi, esenpat.ControlloKO, err.Error())
		return
	}
	digest, ok := e.imp.digest(h, e.campo.a, e.campo.b, e.campo.c)
	if !ok {
		e.nota(cIntegrita, esenpat.ControlloND, "troppe parti sovrapposte")
		return
	}
	if err = e.busta.ControllaDigest(digest); err != nil {
		e.nota(cIntegrita, esenpat.ControlloKO, err.Error())
	} else {
		e.nota(cIntegrita, esenpat.ControlloOK, h.String())
	}
	err = e.busta.ControllaFirma(e.cert, digest)
	switch ce, _ := errors.AsType[*cms.Errore](err); {
	case err == nil:
		e.nota(cAlgoritmi, esenpat.ControlloOK, e.cert.PublicKeyAlgorithm.String()+", "+h.String())
		e.nota(cFirma, esenpat.ControlloOK, "")
	case ce != nil && ce.Motivo == cms.Algoritmo:
		e.nota(cAlgoritmi, esenpat.ControlloKO, err.Error())
	default:
		e.nota(cFirma, esenpat.ControlloKO, err.Error())
	}
	e.legame()
}

// legame checks signing-certificate-v2 and the rest of the PAdES baseline.
func (e *esame) legame() {
	etsi := e.campo.sottofiltro == subETSI
	switch {
	case e.busta.Legato():
		if err := e.busta.ControllaLegame(e.cert); err != nil {
			e.nota(cCertificato, esenpat.ControlloKO, err.Error())
			return
		}
		e.nota(cCertificato, esenpat.ControlloOK, "")
	case etsi && !e.busta.LegatoV1():
		e.nota(cCertificato, esenpat.ControlloKO, "manca signing-certificate-v2")
	default:
		e.nota(cCertificato, esenpat.ControlloAvviso, "")
	}
	_, conOra := e.busta.Firmato(cms.OIDSigningTime)
	_, conMarca := e.busta.NonFirmato(cms.OIDMarca)
	switch {
	case !etsi || conOra || !e.busta.Legato():
		e.nota(cProfilo, esenpat.ControlloAvviso, e.campo.sottofiltro)
	case conMarca:
		e.nota(cProfilo, esenpat.ControlloOK, "PAdES B-T")
	default:
		e.nota(cProfilo, esenpat.ControlloOK, "PAdES B-B")
	}
}

// identita: who, by which certificate, and is it the doctor of the document.
func (e *esame) identita() {
	e.f.Firmatario = nome(e.cert)
	e.f.Emittente = nomeEmittente(e.cert)
	scritto := e.cert.Subject.SerialNumber
	cf, ok := codiceFiscale(scritto)
	e.f.CodiceFiscale = string(cf)
	if ok {
		e.nota(cCodice, esenpat.ControlloOK, string(cf))
	} else {
		e.nota(cCodice, esenpat.ControlloAvviso, scritto)
	}
	switch e.medico {
	case "":
		e.nota(cMedico, esenpat.ControlloND, "")
	case cf:
		e.nota(cMedico, esenpat.ControlloOK, string(cf))
	default:
		e.nota(cMedico, esenpat.ControlloAvviso, string(e.medico))
	}
	if e.cert.KeyUsage&(x509.KeyUsageContentCommitment|x509.KeyUsageDigitalSignature) != 0 && !e.cert.IsCA {
		e.nota(cUsoChiave, esenpat.ControlloOK, "")
	} else {
		e.nota(cUsoChiave, esenpat.ControlloAvviso, "")
	}
}

// fiducia: time, issuer, dates, revocation, level.
func (e *esame) fiducia(ctx context.Context) {
	e.data()
	quando := e.f.Data
	if quando.IsZero() {
		quando = e.v.o.Orologio()
	}
	e.catena(quando)
	e.validita(quando)
	e.revoca(ctx)
}

// revoca asks the issuer, if it is one that we trust. Without an answer it is
// said that nothing is known, never left out (VF-06). A revocation after a time
// that a time stamp proves does not touch the signature.
func (e *esame) revoca(ctx context.Context) {
	if e.v.o.Revoche == nil || e.emittente == nil || *e.muti {
		e.nota(cRevoca, esenpat.ControlloND, "")
		return
	}
	ctx, basta := context.WithTimeout(ctx, maxRevoca)
	defer basta()
	s, err := e.v.o.Revoche.Stato(ctx, e.cert, e.emittente)
	if s.Memoria {
		s.Fonte += " (risposta già ricevuta)"
	}
	switch {
	case err != nil:
		*e.muti = true
		e.nota(cRevoca, esenpat.ControlloND, "")
	case !s.Revocato:
		e.nota(cRevoca, esenpat.ControlloOK, s.Fonte+", "+s.Emesso.Format(time.RFC3339))
	case e.f.DataGarantita && s.Dal.After(e.f.Data):
		e.nota(cRevoca, esenpat.ControlloAvviso, s.Fonte+", "+s.Dal.Format(time.RFC3339))
	default:
		e.nota(cRevoca, esenpat.ControlloKO, s.Fonte+", "+s.Dal.Format(time.RFC3339))
	}
}

// data takes the time stamp's time if there is a valid one, else what the
// signer declared.
func (e *esame) data() {
	if token, ok := e.busta.NonFirmato(cms.OIDMarca); ok {
		m, err := marca.Verifica(token, e.busta.Valore())
		if err == nil {
			_, _, err = e.v.percorso(m.Certificato, m.Altri, m.Quando)
		}
		if err == nil {
			e.f.Data, e.f.DataGarantita = m.Quando, true
			e.nota(cData, esenpat.ControlloOK, m.Quando.Format(time.RFC3339))
			return
		}
		e.f.Data, _ = leggiData(e.campo.m)
		e.nota(cData, esenpat.ControlloAvviso, err.Error())
		return
	}
	var ok bool
	e.f.Data, ok = leggiData(e.campo.m)
	if ok && e.f.Data.Before(e.v.o.Orologio().Add(anticipoAmmesso)) {
		e.nota(cData, esenpat.ControlloND, e.f.Data.Format(time.RFC3339))
		return
	}
	e.nota(cData, esenpat.ControlloAvviso, e.campo.m)
}

// validita compares the certificate's dates with the time of the signature and
// with today.
func (e *esame) validita(quando time.Time) {
	periodo := e.cert.NotBefore.Format(time.RFC3339) + "/" + e.cert.NotAfter.Format(time.RFC3339)
	fuori := func(t time.Time) bool { return t.Before(e.cert.NotBefore) || t.After(e.cert.NotAfter) }
	switch {
	case fuori(quando):
		e.nota(cValidita, esenpat.ControlloKO, periodo)
	case fuori(e.v.o.Orologio()) && !e.f.DataGarantita:
		e.nota(cValidita, esenpat.ControlloAvviso, periodo)
	default:
		e.nota(cValidita, esenpat.ControlloOK, periodo)
	}
}

// stato derives the verdict from the checks (VF-08).
func stato(controlli []esenpat.Controllo) esenpat.StatoVerifica {
	out := esenpat.VerificaValida
	for _, c := range controlli {
		out = peggiore(out, gravita(c))
	}
	return out
}

func gravita(c esenpat.Controllo) esenpat.StatoVerifica {
	switch c.Esito {
	case esenpat.ControlloKO:
		if c.ID == cCopertura {
			return esenpat.VerificaModificato
		}
		return esenpat.VerificaNonValida
	case esenpat.ControlloAvviso:
		if c.ID == cCatena {
			return esenpat.VerificaNonVerificabile
		}
		return esenpat.VerificaValidaAvvisi
	case esenpat.ControlloND:
		if c.ID == cFormato || c.ID == cIntegrita || c.ID == cCopertura {
			return esenpat.VerificaNonVerificabile
		}
	case esenpat.ControlloOK:
	}
	return esenpat.VerificaValida
}
