package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Firma signs and annuls certificates, exactly once each.
type Firma struct{ OpzioniFirma }

// OpzioniFirma are the parts of a Firma.
type OpzioniFirma struct {
	Servizio      ServizioFirma
	Atti          AttiRemoti
	Lettura       Lettura
	Documenti     Documenti
	Cancellazioni Cancellazioni
	Verificatore  Verificatore
	Lettore       LettoreCDA // may be nil: then annulling documents are not compared
	Norma         Norma      // may be nil: then they are not judged by the national rules
	Portachiavi   Portachiavi
	Sessione      Sessione
	Motore        *atti.Motore
	Mostrati      *Mostrati
	Bus           *evento.Bus // may be nil
}

// NewFirma returns the use case. When the session closes the shown documents
// are forgotten.
func NewFirma(o OpzioniFirma) *Firma {
	if o.Bus != nil {
		o.Bus.Ascolta(func(e evento.Evento) {
			if _, chiusa := e.(evento.SessioneChiusa); chiusa {
				o.Mostrati.Svuota()
			}
		})
	}
	return &Firma{o}
}

// ProviderFirma returns the signing providers and their rules.
func (f *Firma) ProviderFirma(ctx context.Context) ([]esenpat.ProviderFirma, error) {
	return f.Servizio.ProviderFirma(ctx)
}

// RichiediOTP asks the provider to send a code. Each press is one request; if
// its answer is lost a code may be on its way all the same.
func (f *Firma) RichiediOTP(ctx context.Context, r esenpat.RichiestaOTP) (esenpat.OTPInviato, error) {
	return f.Servizio.RichiediOTP(ctx, f.Motore.Chiave(), r)
}

// FirmaCertificato signs the certificate whose shown PDF has hash r.SHA256 and
// returns the signature downloaded and verified. Errors besides the refusals of
// the service (Kind Firma: stay on the form): "firma.documento-cambiato"
// (Conflict) when the bytes are not those that were shown; the errors of
// atti.Esegui. A signature that took place is never an error: if its document
// cannot be downloaded now PDF is nil and Verifica.Stato non_verificabile; if it
// does not verify, or is somebody else's, Verifica.Stato is non_valida.
func (f *Firma) FirmaCertificato(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return f.firma(ctx, r, documento{esenpat.AttoFirma, r.Riferimento, r.Riferimento.ID, f.Documenti.DocumentoCertificato}, f.Atti.FirmaCertificato)
}

// FirmaAnnullamento signs the annulling document; see FirmaCertificato.
func (f *Firma) FirmaAnnullamento(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return f.firma(ctx, r, documento{esenpat.AttoFirmaAnnullamento, r.Riferimento, chiaveAnnullativo(r.Riferimento.ID), f.Documenti.DocumentoAnnullativo}, f.Atti.FirmaAnnullamento)
}

// VerificaFirma asks again what became of a signature whose answer was lost; r
// is the request that was sent, its secrets are not looked at. Errors:
// "firma.esito-incerto" (Uncertain) if it is still not known,
// "atto.mai-arrivato" (Offline) if it did not take place and may be repeated.
func (f *Firma) VerificaFirma(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return f.verifica(ctx, r.SHA256, documento{esenpat.AttoFirma, r.Riferimento, r.Riferimento.ID, f.Documenti.DocumentoCertificato}, firmato)
}

// VerificaFirmaAnnullamento is VerificaFirma for the signature of an annulment.
func (f *Firma) VerificaFirmaAnnullamento(ctx context.Context, r esenpat.RichiestaFirma) (esenpat.CertificatoFirmato, error) {
	return f.verifica(ctx, r.SHA256, documento{esenpat.AttoFirmaAnnullamento, r.Riferimento, chiaveAnnullativo(r.Riferimento.ID), f.Documenti.DocumentoAnnullativo}, annullato)
}

// documento is what a signature is about: the certificate or its annulment.
type documento struct {
	tipo    esenpat.TipoAtto
	rif     esenpat.RiferimentoCertificato
	memoria string // key in Mostrati
	scarica func(ctx context.Context, assistitoID, id string) ([]byte, error)
}

type invioFirma func(ctx context.Context, chiave string, r esenpat.RichiestaFirma) (esenpat.EsitoFirma, error)

func (f *Firma) firma(ctx context.Context, r esenpat.RichiestaFirma, d documento, invia invioFirma) (esenpat.CertificatoFirmato, error) {
	s, ok := f.Sessione.Corrente()
	if !ok {
		return esenpat.CertificatoFirmato{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", "certificati.Firma")
	}
	visto, err := f.visto(ctx, d, r.SHA256)
	if err != nil {
		return esenpat.CertificatoFirmato{}, err
	}
	esito, err := atti.Esegui(ctx, f.Motore, atto(s, d), atti.Passi[esenpat.EsitoFirma]{
		Invia: func(ctx context.Context, chiave string) (esenpat.EsitoFirma, error) { return invia(ctx, chiave, r) },
		Rileggi: func(ctx context.Context, op esenpat.Operazione) (esenpat.EsitoFirma, error) {
			return f.rileggi(ctx, d, op)
		},
	})
	if err != nil {
		return esenpat.CertificatoFirmato{}, err
	}
	return f.concludi(ctx, d, esito, visto), nil
}

// visto returns the bytes that are going to be signed. If they are no longer in
// memory (another window showed them) they are fetched: what has not the hash
// that was shown is not signed.
func (f *Firma) visto(ctx context.Context, d documento, impronta string) ([]byte, error) {
	if pdf, ok := f.Mostrati.mostrato(d.memoria, impronta); ok {
		return pdf, nil
	}
	pdf, err := d.scarica(ctx, d.rif.AssistitoID, d.rif.ID)
	if err != nil {
		return nil, err
	}
	// If a lost signature has succeeded meanwhile the file has grown: the engine
	// finds that out, and the first revision still has the hash.
	visto, ok := inizio(pdf, impronta)
	if !ok {
		return nil, esenpat.NewError(esenpat.Conflict, "firma.documento-cambiato", "certificati.Firma")
	}
	return visto, nil
}

func (f *Firma) rileggi(ctx context.Context, d documento, op esenpat.Operazione) (esenpat.EsitoFirma, error) {
	c, err := f.Lettura.Certificato(ctx, d.rif.AssistitoID, d.rif.ID)
	if err != nil {
		return esenpat.EsitoFirma{}, err
	}
	return esenpat.EsitoFirma{Certificato: c, IDOperazione: op.RisorsaID, TipoFirma: "PADES", FirmatoIl: firmatoIl(c, d.tipo)}, nil
}

func (f *Firma) verifica(ctx context.Context, impronta string, d documento, avvenuta func(esenpat.Certificato) bool) (esenpat.CertificatoFirmato, error) {
	s, ok := f.Sessione.Corrente()
	if !ok {
		return esenpat.CertificatoFirmato{}, esenpat.NewError(esenpat.Unauthenticated, "sessione.assente", "certificati.Verifica")
	}
	leggi := func(ctx context.Context, op esenpat.Operazione) (esenpat.EsitoFirma, error) {
		return f.rileggi(ctx, d, op)
	}
	esito, err := atti.Verifica(ctx, f.Motore, atto(s, d), leggi)
	if esenpat.CodeOf(err) == "atto.nessuno-in-sospeso" {
		// Found out meanwhile by somebody else: the certificate itself knows.
		if esito, err = leggi(ctx, esenpat.Operazione{}); err == nil && !avvenuta(esito.Certificato) {
			err = atti.MaiArrivato()
		}
	}
	if err != nil {
		return esenpat.CertificatoFirmato{}, err
	}
	visto, _ := f.Mostrati.mostrato(d.memoria, impronta)
	return f.concludi(ctx, d, esito, visto), nil
}

// concludi downloads what was signed and checks it here (SG-03, SG-07).
func (f *Firma) concludi(ctx context.Context, d documento, esito esenpat.EsitoFirma, visto []byte) esenpat.CertificatoFirmato {
	f.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: d.rif.AssistitoID, ID: d.rif.ID})
	fatto := esenpat.CertificatoFirmato{Esito: esito, Verifica: esenpat.Verifica{Stato: esenpat.VerificaNonVerificabile}}
	pdf, err := d.scarica(ctx, d.rif.AssistitoID, d.rif.ID)
	if err != nil {
		fatto.NonScaricato = err
		return fatto
	}
	fatto.PDF = pdf
	fatto.IdenticoAnteprima = identico(pdf, visto)
	if fatto.Verifica, err = f.Verificatore.Verifica(ctx, pdf); err != nil {
		fatto.Verifica = esenpat.Verifica{Stato: esenpat.VerificaNonValida}
		return fatto
	}
	intestatario(&fatto.Verifica, esito.Certificato.Redattore.CodiceFiscale)
	return fatto
}

func atto(s esenpat.Sessione, d documento) esenpat.AttoInSospeso {
	return esenpat.AttoInSospeso{
		Proprietario: string(s.Utente.CodiceFiscale), Tipo: d.tipo, AssistitoID: d.rif.AssistitoID, RisorsaID: d.rif.ID,
	}
}
