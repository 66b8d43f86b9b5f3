package copie

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/certificati"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/testi"
)

// Certificati reads like the archive and answers from the copy when the service
// does not. It is for the lists: what is signed is always read from the service.
type Certificati struct {
	*certificati.Archivio
	copie *Copie
}

// NewCertificati returns the archive with copies.
func NewCertificati(a *certificati.Archivio, c *Copie) Certificati { return Certificati{a, c} }

// FindCertificati returns one page; Letta says when a copy was read.
func (a Certificati) FindCertificati(ctx context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	fuso, nomi := a.copie.ora().Location(), testi.Confronto()
	return elenco(ctx, a.copie, domanda[esenpat.CertificatoSintesi]{
		nome: "certificati", finestra: f.Pagina,
		leggi: func() (esenpat.Pagina[esenpat.CertificatoSintesi], error) { return a.Archivio.FindCertificati(ctx, f) },
		id:    func(c esenpat.CertificatoSintesi) string { return c.ID },
		passa: func(c esenpat.CertificatoSintesi) bool {
			return traQuelli(f.Stati, c.Stato) && codice(f.CodiceEsenzione, c.Esenzione.Codice) && persona(f.Persona, c.Beneficiario) &&
				fra(esenpat.DataDi(c.Date.CreatoIl.In(fuso)), f.Dal, f.Al)
		},
		confronta: func(x, y esenpat.CertificatoSintesi) int {
			return ordine(nomi, f.Ordinamento, x.Beneficiario, y.Beneficiario, x.Date.CreatoIl, y.Date.CreatoIl, x.Numero, y.Numero)
		},
		tieni: func(c esenpat.CertificatoSintesi) esenpat.CertificatoSintesi {
			if c.LeggiSpeciali { // the list does not show it either
				c.Diagnosi, c.Esenzione.Descrizione = esenpat.VoceDiagnosi{}, ""
			}
			return c
		},
	})
}

// Certificato returns one certificate; of a copy, Letto says when it was read
// and nothing can be done with it. One under special laws is never kept.
func (a Certificati) Certificato(ctx context.Context, assistitoID, id string) (esenpat.Certificato, error) {
	c, quando, err := uno(ctx, a.copie, "certificato/"+assistitoID+"/"+id, func() (esenpat.Certificato, error) {
		return a.Archivio.Certificato(ctx, assistitoID, id)
	}, func(c esenpat.Certificato) bool { return c.Dati.LeggiSpeciali == esenpat.No })
	if !quando.IsZero() {
		c.Letto, c.Azioni = quando, nil
	}
	return c, err
}

// Esenzioni is the same for exemptions.
type Esenzioni struct {
	*esenzioni.Archivio
	copie *Copie
}

// NewEsenzioni returns the archive with copies.
func NewEsenzioni(a *esenzioni.Archivio, c *Copie) Esenzioni { return Esenzioni{a, c} }

// FindEsenzioni returns one page; Letta says when a copy was read.
func (a Esenzioni) FindEsenzioni(ctx context.Context, f esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	nomi := testi.Confronto()
	oggi := esenpat.DataDi(a.copie.ora())
	return elenco(ctx, a.copie, domanda[esenpat.EsenzioneSintesi]{
		nome: "esenzioni", finestra: f.Pagina,
		leggi: func() (esenpat.Pagina[esenpat.EsenzioneSintesi], error) { return a.Archivio.FindEsenzioni(ctx, f) },
		id:    func(e esenpat.EsenzioneSintesi) string { return e.ID },
		passa: func(e esenpat.EsenzioneSintesi) bool {
			return traQuelli(f.Stati, e.Stato.AlGiorno(e.Date.Fine, oggi)) && codice(f.CodiceEsenzione, e.Esenzione.Codice) && persona(f.Persona, e.Beneficiario) &&
				fra(e.Date.Inizio, f.ValidaDa, f.ValidaA)
		},
		confronta: func(x, y esenpat.EsenzioneSintesi) int {
			return ordine(nomi, f.Ordinamento, x.Beneficiario, y.Beneficiario, x.Date.RichiestaIl, y.Date.RichiestaIl, x.Numero, y.Numero)
		},
		tieni: func(e esenpat.EsenzioneSintesi) esenpat.EsenzioneSintesi {
			if e.LeggiSpeciali {
				e.Diagnosi, e.Esenzione.Descrizione = esenpat.VoceDiagnosi{}, ""
			}
			return e
		},
	})
}

// Esenzione returns one exemption with its exempt services; of a copy, Letta
// says when it was read and nothing can be done with it. One under special
// laws is never kept.
func (a Esenzioni) Esenzione(ctx context.Context, assistitoID, id string) (esenpat.Esenzione, error) {
	e, quando, err := uno(ctx, a.copie, "esenzione/"+assistitoID+"/"+id, func() (esenpat.Esenzione, error) {
		return a.Archivio.Esenzione(ctx, assistitoID, id)
	}, func(e esenpat.Esenzione) bool { return !e.LeggiSpeciali })
	if !quando.IsZero() {
		e.Letta, e.Azioni = quando, nil
	}
	return e, err
}

// traQuelli: v is one of those asked, or none was asked.
func traQuelli[T comparable](chiesti []T, v T) bool {
	return len(chiesti) == 0 || slices.Contains(chiesti, v)
}

func codice(chiesto, c string) bool { return chiesto == "" || strings.EqualFold(chiesto, c) }

func persona(r esenpat.RicercaAssistito, a esenpat.AssistitoSintesi) bool {
	if r.CodiceFiscale != "" {
		return r.CodiceFiscale == a.CodiceFiscale
	}
	return (r.Cognome == "" || strings.EqualFold(r.Cognome, a.Cognome)) && (r.Nome == "" || strings.EqualFold(r.Nome, a.Nome))
}

// fra: d lies in the period; an empty end does not limit.
func fra(d, da, a esenpat.Data) bool {
	return (da.Vuota() || !d.Prima(da)) && (a.Vuota() || !a.Prima(d))
}

// ordine is the contract's: newest first, a date, or the person's name as nomi orders
// it.
func ordine(nomi func(a, b string) int, campo string, a, b esenpat.AssistitoSintesi, x, y time.Time, na, nb string) int {
	switch campo {
	case "cognome":
		return cmp.Or(nomi(nomeDi(a), nomeDi(b)), strings.Compare(na, nb))
	case "":
		return cmp.Or(y.Compare(x), strings.Compare(nb, na))
	}
	return cmp.Or(x.Compare(y), strings.Compare(na, nb))
}

func nomeDi(a esenpat.AssistitoSintesi) string { return strings.ToUpper(a.Cognome + " " + a.Nome) }
