package autorita

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Codes of the providers that the environment imitates. Their rules are data
// (provider.json), each with those of its model (spec 4, 1.1 and 1.2).
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

//go:embed provider.json
var profiliJSON []byte

// Profilo is a provider as its data describe it.
type Profilo struct {
	Codice      string `json:"codice"`
	Descrizione string `json:"descrizione"`
	CATipo      string `json:"ca_tipo"`
	Chiave      string `json:"chiave"` // "RSA" or "EC"
	PIN         struct {
		Obbligatorio bool   `json:"obbligatorio"`
		Espressione  string `json:"espressione"`
		Descrizione  string `json:"descrizione"`
	} `json:"pin"`
	OTP struct {
		Richiesto   string `json:"richiesto"`
		Espressione string `json:"espressione"`
		Descrizione string `json:"descrizione"`
	} `json:"otp"`
	Modalita []struct {
		Codice      string  `json:"codice"`
		Descrizione string  `json:"descrizione"`
		Modo        ModoOTP `json:"modo"`
	} `json:"modalita"`
	Automatica         bool   `json:"automatica"` // it has certificates that sign without OTP
	PINPerRichiestaOTP bool   `json:"pin_per_richiesta_otp"`
	MassimoFirme       int    `json:"massimo_firme"` // documents of one authorisation
	DurataOTP          int    `json:"durata_otp_s"`
	DichiaraScadenza   bool   `json:"dichiara_scadenza"` // it says when a code ends
	Aiuto              string `json:"aiuto"`
}

func leggiProfili() ([]Profilo, error) {
	var pp []Profilo
	if err := json.Unmarshal(profiliJSON, &pp); err != nil {
		return nil, fmt.Errorf("autorita: providers: %w", err)
	}
	return pp, nil
}

// Provider returns the signing providers as the contract shows them.
func (a *Autorita) Provider() []esenpat.ProviderFirma {
	out := make([]esenpat.ProviderFirma, 0, len(a.profili))
	for _, p := range a.profili {
		out = append(out, p.esterno())
	}
	return out
}

func (p Profilo) esterno() esenpat.ProviderFirma {
	v := esenpat.ProviderFirma{
		Codice: p.Codice, Descrizione: p.Descrizione, CATipo: p.CATipo,
		RegolaPIN: esenpat.RegolaCodice(p.PIN), OTP: esenpat.RichiestoOTP(p.OTP.Richiesto),
		RegolaOTP: esenpat.RegolaCodice{
			Obbligatorio: p.OTP.Richiesto == string(esenpat.OTPSempre), Espressione: p.OTP.Espressione, Descrizione: p.OTP.Descrizione,
		},
		PINPerRichiestaOTP: p.PINPerRichiestaOTP, MassimoFirme: p.MassimoFirme, Aiuto: p.Aiuto,
	}
	for _, m := range p.Modalita {
		v.ModalitaOTP = append(v.ModalitaOTP, esenpat.Modalita{Codice: m.Codice, Descrizione: m.Descrizione, Inviata: m.Modo == OTPInvio})
	}
	return v
}

// modalita returns the ways of one mode: those that can bring a code to a
// credential of that mode.
func (p Profilo) modalita(modo ModoOTP) []esenpat.Modalita {
	var out []esenpat.Modalita
	for _, m := range p.Modalita {
		if m.Modo == modo {
			out = append(out, esenpat.Modalita{Codice: m.Codice, Descrizione: m.Descrizione, Inviata: modo == OTPInvio})
		}
	}
	return out
}

func (p Profilo) durata() time.Duration { return time.Duration(p.DurataOTP) * time.Second }

// profilo returns the data of a provider.
func (a *Autorita) profilo(codice string) (Profilo, bool) {
	for _, p := range a.profili {
		if p.Codice == codice {
			return p, true
		}
	}
	return Profilo{}, false
}
