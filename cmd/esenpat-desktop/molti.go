package main

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

// firmeInsieme is how many certificates may be signed together, as the service
// says for this session.
func (l *lavoro) firmeInsieme() int {
	s, _ := l.s.accesso.Corrente()
	return s.Parametri.FirmaMassivaLimite
}

// firmaMolti signs the certificates chosen in the list.
func (l *lavoro) firmaMolti(scelti []esenpat.CertificatoSintesi) {
	dd := make([]firma.DaFirmare, 0, len(scelti))
	for _, c := range scelti {
		dd = append(dd, firma.DaFirmare{
			AssistitoID: c.AssistitoID, ID: c.ID, Numero: c.Numero,
			Titolo: c.Beneficiario.Cognome + " " + c.Beneficiario.Nome + " · " + c.Esenzione.Codice,
		})
	}
	if l.vistaFirma.MostraMolti(l.w.Canvas(), dd) {
		l.cert.Elenco.Deseleziona()
	}
}
