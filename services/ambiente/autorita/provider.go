package autorita

import "github.com/esenpat/esenpat-desktop/app/esenpat"

// Codes of the providers that the environment imitates, each with the rules of
// its model (spec 4, 1.1 and 1.2).
const (
	Aruba    = "ARUBA"
	InfoCert = "INFOCERT"
	Namirial = "NAMIRIAL"
)

// Codes of the ways an OTP reaches the doctor.
const (
	SMS      = "SMS"
	Chiamata = "ARUBACALL"
	App      = "APP"   // TOTP: nothing is sent
	Token    = "TOKEN" // HOTP: nothing is sent
)

// Provider returns the signing providers as the contract shows them.
func Provider() []esenpat.ProviderFirma {
	pin := esenpat.RegolaCodice{Obbligatorio: true, Espressione: `^\d{8}$`, Descrizione: "8 cifre"}
	return []esenpat.ProviderFirma{
		{
			Codice: Aruba, Descrizione: "Aruba (ambiente di prova)", RegolaPIN: pin,
			RegolaOTP:          esenpat.RegolaCodice{Espressione: `^\d{6}(\d{2})?$`, Descrizione: "6 o 8 cifre"},
			OTP:                esenpat.OTPSempre,
			ModalitaOTP:        []esenpat.Modalita{{Codice: SMS, Descrizione: "SMS"}, {Codice: Chiamata, Descrizione: "Chiamata vocale"}, {Codice: App, Descrizione: "App sul telefono"}},
			PINPerRichiestaOTP: true,
			Aiuto:              "Per sbloccare il PIN usare il codice PUK nell'area riservata di Aruba.",
		},
		{
			Codice: InfoCert, Descrizione: "InfoCert (ambiente di prova)", RegolaPIN: pin,
			RegolaOTP:   esenpat.RegolaCodice{Espressione: `^\d{8}$`, Descrizione: "8 cifre"},
			OTP:         esenpat.OTPSempre,
			ModalitaOTP: []esenpat.Modalita{{Codice: SMS, Descrizione: "SMS"}},
			Aiuto:       "Per sbloccare il PIN usare il codice PUK consegnato all'attivazione.",
		},
		{
			Codice: Namirial, Descrizione: "Namirial (ambiente di prova)", RegolaPIN: pin,
			RegolaOTP:          esenpat.RegolaCodice{Espressione: `^\d{6}(\d{2})?$`, Descrizione: "6 o 8 cifre"},
			OTP:                esenpat.OTPSecondoCertificato,
			ModalitaOTP:        []esenpat.Modalita{{Codice: SMS, Descrizione: "SMS"}, {Codice: App, Descrizione: "App sul telefono"}, {Codice: Token, Descrizione: "Dispositivo a pulsante"}},
			PINPerRichiestaOTP: true,
			Aiuto:              "Per sbloccare il PIN o risincronizzare il dispositivo usare l'area riservata di Namirial.",
		},
	}
}

func provider(codice string) (esenpat.ProviderFirma, bool) {
	for _, p := range Provider() {
		if p.Codice == codice {
			return p, true
		}
	}
	return esenpat.ProviderFirma{}, false
}
