package certificati

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// firmabile: only what waits for a signature can be chosen to be signed.
func (p *Presenter) firmabile(c esenpat.CertificatoSintesi) bool {
	return p.massimo() > 1 && c.Stato == esenpat.DaFirmare
}

// massimo is how many certificates one act signs, as the service says.
func (p *Presenter) massimo() int {
	if p.p.FirmeInsieme == nil {
		return 0
	}
	return p.p.FirmeInsieme()
}

// FirmaSelezionati is «Firma selezionati»: all that are chosen, with one PIN
// and one OTP. One alone is signed in the usual form.
func (p *Presenter) FirmaSelezionati() {
	if scelti := p.Elenco.Selezionati(); len(scelti) > 0 && p.Eventi.FirmaMolti != nil {
		p.Eventi.FirmaMolti(scelti)
	}
}
