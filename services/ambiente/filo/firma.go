package filo

import (
	"regexp"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// RegolaCodice says how a PIN must look.
type RegolaCodice struct {
	Obbligatorio bool   `json:"obbligatorio"`
	Espressione  string `json:"espressione_regolare"`
	Descrizione  string `json:"descrizione"`
}

// RegolaOTP says when an OTP is needed.
type RegolaOTP struct {
	Richiesto   string `json:"richiesto"`
	Lunghezze   []int  `json:"lunghezze"`
	Espressione string `json:"espressione_regolare,omitempty"`
	Descrizione string `json:"descrizione,omitempty"`
}

// ProviderFirma is a signing provider.
type ProviderFirma struct {
	Codice             string       `json:"codice"`
	Descrizione        string       `json:"descrizione"`
	CATipo             string       `json:"ca_tipo"`
	PIN                RegolaCodice `json:"pin"`
	OTP                RegolaOTP    `json:"otp"`
	ModalitaOTP        []Codifica   `json:"modalita_otp"`
	PINPerRichiestaOTP bool         `json:"pin_per_richiesta_otp"`
	Aiuto              string       `json:"aiuto,omitempty"`
}

// DiProvider maps a provider.
func DiProvider(p esenpat.ProviderFirma) ProviderFirma {
	r := ProviderFirma{
		Codice: p.Codice, Descrizione: p.Descrizione, CATipo: "ALTRO",
		PIN:         RegolaCodice{p.RegolaPIN.Obbligatorio, p.RegolaPIN.Espressione, p.RegolaPIN.Descrizione},
		OTP:         RegolaOTP{Richiesto: string(p.OTP), Lunghezze: lunghezze(p.RegolaOTP.Espressione), Espressione: p.RegolaOTP.Espressione, Descrizione: p.RegolaOTP.Descrizione},
		ModalitaOTP: []Codifica{}, PINPerRichiestaOTP: p.PINPerRichiestaOTP, Aiuto: p.Aiuto,
	}
	if p.Codice == "ARUBA" || p.Codice == "INFOCERT" {
		r.CATipo = p.Codice
	}
	for _, m := range p.ModalitaOTP {
		r.ModalitaOTP = append(r.ModalitaOTP, Codifica{m.Codice, m.Descrizione})
	}
	return r
}

// lunghezze returns how many digits a code of that form may have.
func lunghezze(espressione string) []int {
	si := []int{}
	forma, err := regexp.Compile(espressione)
	if err != nil {
		return si
	}
	for n := 4; n <= 12; n++ {
		if forma.MatchString(strings.Repeat("0", n)) {
			si = append(si, n)
		}
	}
	return si
}

// RichiestaOTP asks for a code.
type RichiestaOTP struct {
	Provider  string `json:"provider"`
	Alias     string `json:"alias"`
	PIN       string `json:"pin"`
	Modalita  string `json:"modalita"`
	Documenti []struct {
		ID     string `json:"id"`
		SHA256 string `json:"sha256"`
	} `json:"documenti"`
}

// OTPInviato says that a code left; the code is never here.
type OTPInviato struct {
	InviatoIl    time.Time  `json:"inviato_il"`
	ScadeIl      *time.Time `json:"scade_il,omitempty"`
	RiprovaDal   *time.Time `json:"riprova_dal,omitempty"`
	Modalita     string     `json:"modalita"`
	Destinazione string     `json:"destinazione_mascherata,omitempty"`
}

// RichiestaFirma is the act of signing.
type RichiestaFirma struct {
	Provider string `json:"provider"`
	Alias    string `json:"alias"`
	PIN      string `json:"pin"`
	OTP      string `json:"otp"`
	SHA256   string `json:"sha256"`
}

// EsitoFirma is a signature that was made.
type EsitoFirma struct {
	Certificato  Certificato  `json:"certificato"`
	IDOperazione string       `json:"id_operazione"`
	TipoFirma    string       `json:"tipo_firma"`
	FirmatoIl    time.Time    `json:"firmato_il"`
	OraServer    time.Time    `json:"ora_server"`
	Annullativo  *Annullativo `json:"annullativo,omitempty"`
}

// Operazione is the outcome of an act.
type Operazione struct {
	Stato     string  `json:"stato"`
	Tipo      string  `json:"tipo"`
	RisorsaID string  `json:"risorsa_id,omitempty"`
	Errore    *Errore `json:"errore,omitempty"`
}
