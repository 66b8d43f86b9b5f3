package regionetest_test

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// crea makes a certificate of a new draft, or presses again for one whose
// creation has not been answered.
func (m *membro) crea() {
	if len(m.inSospeso) > 0 && m.caso.IntN(2) == 0 {
		m.riprendi()
		return
	}
	b := m.modelli[m.caso.IntN(len(m.modelli))]
	b.ID = uuid.NewString()
	if salvata, err := m.bozze.Salva(m.prova().Context(), b); err == nil {
		m.premiCrea(salvata)
	}
}

// riprendi presses again for the oldest draft without an answer.
func (m *membro) riprendi() bool {
	b := m.inSospeso[0]
	m.inSospeso = m.inSospeso[1:]
	return m.premiCrea(b)
}

func (m *membro) premiCrea(b esenpat.Bozza) bool {
	v := m.storia.apri(m.n, attoCrea, b.ID)
	c, err := m.redazione.Crea(m.prova().Context(), b)
	m.annota(v, c, err)
	if err != nil {
		m.inSospeso = append(m.inSospeso, b)
		return false
	}
	m.saputo(c)
	return true
}

// firma signs a certificate after having shown it.
func (m *membro) firma(stato esenpat.StatoCertificato) {
	c, ok := m.scelto(stato)
	if !ok {
		return
	}
	if _, err := m.archivio.Documento(m.prova().Context(), c.Assistito.ID, c.ID); err != nil {
		return // nothing shown, nothing signed
	}
	v := m.storia.apri(m.n, attoFirma, c.ID)
	f, err := m.conCodice(riferimento(c), c.ID, c.PDF.SHA256, m.firme.FirmaCertificato)
	m.annota(v, f.Esito.Certificato, err)
	if err == nil {
		m.saputo(f.Esito.Certificato)
	}
}

type firmatario func(context.Context, esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error)

// annulla prepares the annulling document, shows it and signs it.
func (m *membro) annulla() {
	c, ok := m.scelto(esenpat.Valido)
	if !ok {
		return
	}
	ctx := m.prova().Context()
	a, err := m.firme.AnnullaCertificato(ctx, riferimento(c), "")
	if err != nil {
		return // an annulling document changes nothing until it is signed
	}
	rif := riferimento(c)
	rif.ETag = a.ETag
	if _, err = m.firme.DocumentoAnnullativo(ctx, rif); err != nil {
		return
	}
	v := m.storia.apri(m.n, attoAnnulla, c.ID)
	f, err := m.conCodice(rif, a.ID, a.PDF.SHA256, m.firme.FirmaAnnullamento)
	m.annota(v, f.Esito.Certificato, err)
	if err == nil {
		m.saputo(f.Esito.Certificato)
	}
}

// rilascia issues or requests the exemption of a signed certificate.
func (m *membro) rilascia() {
	c, ok := m.scelto(esenpat.Valido)
	if !ok {
		return
	}
	q := rilascio(c)
	if m.richiede || m.caso.IntN(3) == 0 {
		q.Modalita = esenpat.Richiesta
	}
	v := m.storia.apri(m.n, attoRilascia, c.ID)
	_, err := m.rilasci.RilasciaEsenzione(m.prova().Context(), q)
	m.annota(v, esenpat.Certificato{}, err)
}

// scarta drops an unsigned certificate.
func (m *membro) scarta() {
	c, ok := m.scelto(esenpat.DaFirmare)
	if !ok {
		return
	}
	v := m.storia.apri(m.n, attoScarta, c.ID)
	err := m.archivio.Elimina(m.prova().Context(), riferimento(c))
	m.annota(v, esenpat.Certificato{}, err)
}

// leggi reads one certificate again.
func (m *membro) leggi() {
	if c, ok := m.scelto(""); ok {
		m.rileggi(c)
	}
}

func (m *membro) rileggi(c esenpat.Certificato) {
	v := m.storia.apri(m.n, attoLeggi, c.ID)
	adesso, err := m.Client.Certificato(m.prova().Context(), c.Assistito.ID, c.ID)
	m.annota(v, adesso, err)
	if err == nil {
		m.saputo(adesso)
	}
}

// conCodice signs with a fresh code where the doctor's credential needs one. A
// code that did not come is a refusal: nothing was signed.
func (m *membro) conCodice(rif esenpat.RiferimentoCertificato, id, sha string, firma firmatario) (esenpat.CertificatoFirmato, error) {
	ctx, d := m.prova().Context(), m.Medico(m.medico)
	r := esenpat.RichiestaFirma{
		Riferimento: rif, SHA256: sha, Credenziali: esenpat.CredenzialiFirma{Provider: d.Provider, Alias: d.Alias, PIN: d.PINFirma},
	}
	if m.richiede { // her credential signs without a code
		return firma(ctx, r)
	}
	m.telefono.Lock()
	defer m.telefono.Unlock()
	m.Orologio.Avanti(5 * time.Minute) // codes are limited in time and number
	_, err := m.firme.RichiediOTP(ctx, esenpat.RichiestaOTP{
		Credenziali: r.Credenziali, Modalita: "SMS", Documenti: []esenpat.DocumentoDaFirmare{{ID: id, SHA256: sha}},
	})
	if err != nil {
		return esenpat.CertificatoFirmato{}, errSenzaCodice
	}
	otp, _ := m.UltimoOTP(d.Alias)
	r.Credenziali.OTP = esenpat.NewSecret(otp)
	return firma(ctx, r)
}
