package certificati

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/atti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
)

// Archivio reads the certificates that exist.
type Archivio struct{ OpzioniArchivio }

// OpzioniArchivio are the parts of an Archivio.
type OpzioniArchivio struct {
	Lettura       Lettura
	Documenti     Documenti
	Cancellazioni Cancellazioni
	Lettore       LettoreCDA // may be nil: then new documents are not compared
	Norma         Norma      // may be nil: then they are not judged by the national rules
	Verificatore  Verificatore
	Mostrati      *Mostrati
	Bus           *evento.Bus // may be nil
}

// NewArchivio returns the use case.
func NewArchivio(o OpzioniArchivio) *Archivio { return &Archivio{o} }

// FindCertificati returns one page of the certificates that match f. Errors
// before any request: "periodo.incoerente" (Invalid), the codes of
// esenpat.ParseCodiceFiscale.
func (a *Archivio) FindCertificati(ctx context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	if !f.Dal.Vuota() && !f.Al.Vuota() && f.Al.Prima(f.Dal) {
		return esenpat.Pagina[esenpat.CertificatoSintesi]{}, esenpat.NewError(esenpat.Invalid, "periodo.incoerente", "certificati.FindCertificati").At("data_a")
	}
	if f.Persona.CodiceFiscale != "" {
		cf, err := esenpat.ParseCodiceFiscale(string(f.Persona.CodiceFiscale))
		if err != nil {
			return esenpat.Pagina[esenpat.CertificatoSintesi]{}, err
		}
		f.Persona.CodiceFiscale = cf
	}
	return a.Lettura.FindCertificati(ctx, f)
}

// Certificato returns one certificate with what the server allows on it now.
func (a *Archivio) Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error) {
	return a.Lettura.Certificato(ctx, assistitoID, id)
}

// Storico returns what happened to a certificate, as the server orders it.
func (a *Archivio) Storico(ctx context.Context, assistitoID, id string) ([]esenpat.EventoStorico, error) {
	return a.Lettura.StoricoCertificato(ctx, assistitoID, id)
}

// Documento returns the PDF as the server has it, whole and with its hash
// checked, and remembers it as shown: a signature is compared with these bytes.
// The document of a certificate just created is compared with its draft, that
// of another one still to be signed with what the service says of it:
// "certificato.documento-diverso" (Conflict) means that it must not be signed;
// its cause, *esenpat.DocumentoDiverso, lists the fields. So must not one that
// the health record would refuse: "certificato.documento-fuori-norma".
// Every download is verified here: "firma.verifica-fallita" (Firma) means that
// its signature is not valid or that it was changed after being signed.
func (a *Archivio) Documento(ctx context.Context, assistitoID, id string) ([]byte, error) {
	pdf, _, err := a.documento(ctx, assistitoID, id)
	return pdf, err
}

func (a *Archivio) documento(ctx context.Context, assistitoID, id string) ([]byte, esenpat.Verifica, error) {
	pdf, err := a.Documenti.DocumentoCertificato(ctx, assistitoID, id)
	if err != nil {
		return nil, esenpat.Verifica{}, err
	}
	v, err := integro(ctx, a.Verificatore, pdf)
	if err != nil {
		return nil, v, err
	}
	if err := a.confronta(ctx, assistitoID, id, pdf); err != nil {
		return nil, v, err
	}
	a.Mostrati.mostra(id, pdf)
	return pdf, v, nil
}

func (a *Archivio) confronta(ctx context.Context, assistitoID, id string, pdf []byte) error {
	scritto, c := a.Mostrati.atteso(id)
	if !c {
		cert, err := a.Lettura.Certificato(ctx, assistitoID, id)
		if err != nil || cert.Stato != esenpat.DaFirmare {
			return err // what is signed is judged by the verification
		}
		scritto = atteso{dati: cert.Dati, assistito: cert.Assistito, medico: cert.Redattore}
	}
	return giudice{a.Norma, a.Lettore}.giudica(ctx, pdf, func(letto esenpat.ContenutoCertificato) []esenpat.Differenza {
		return differenze(letto, scritto)
	})
}

// Elimina drops a certificate that nobody has signed. It is sent once; if the
// answer is lost the certificate is read again: the service either no longer
// has it or keeps it as annulled and never signed. One that was signed meanwhile,
// and perhaps annulled, was not dropped by this.
func (a *Archivio) Elimina(ctx context.Context, rif esenpat.RiferimentoCertificato) error {
	err := a.Cancellazioni.EliminaCertificato(ctx, rif)
	if err != nil && esenpat.KindOf(err) == esenpat.Uncertain {
		c, letto := a.Lettura.Certificato(ctx, rif.AssistitoID, rif.ID)
		switch {
		case letto == nil && c.Stato == esenpat.Annullato && c.Date.FirmatoIl.IsZero(), letto != nil && esenpat.KindOf(letto) == esenpat.NotFound:
			err = nil
		case letto == nil:
			err = atti.MaiArrivato()
		default:
			err = esenpat.NewError(esenpat.Uncertain, "certificato.esito-incerto", "certificati.Elimina").Because(letto)
		}
	}
	if err == nil {
		a.Bus.Pubblica(evento.CertificatoCambiato{AssistitoID: rif.AssistitoID, ID: rif.ID})
	}
	return err
}
