package regione

import (
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type regolaDTO struct {
	Obbligatorio bool   `json:"obbligatorio"`
	Espressione  string `json:"espressione_regolare"`
	Descrizione  string `json:"descrizione"`
}

type regolaOTPDTO struct {
	Richiesto   string `json:"richiesto"`
	Espressione string `json:"espressione_regolare"`
	Descrizione string `json:"descrizione"`
}

type providerFirmaDTO struct {
	Codice             string        `json:"codice"`
	Descrizione        string        `json:"descrizione"`
	PIN                regolaDTO     `json:"pin"`
	OTP                regolaOTPDTO  `json:"otp"`
	ModalitaOTP        []codificaDTO `json:"modalita_otp"`
	PINPerRichiestaOTP bool          `json:"pin_per_richiesta_otp"`
	Aiuto              string        `json:"aiuto"`
}

func (d providerFirmaDTO) manca() string {
	return vuoto("codice", d.Codice, "descrizione", d.Descrizione, "otp.richiesto", d.OTP.Richiesto)
}

func (d providerFirmaDTO) provider() esenpat.ProviderFirma {
	p := esenpat.ProviderFirma{
		Codice: d.Codice, Descrizione: d.Descrizione, RegolaPIN: esenpat.RegolaCodice(d.PIN),
		RegolaOTP: esenpat.RegolaCodice{
			Obbligatorio: d.OTP.Richiesto == string(esenpat.OTPSempre), Espressione: d.OTP.Espressione, Descrizione: d.OTP.Descrizione,
		},
		OTP: esenpat.RichiestoOTP(d.OTP.Richiesto), PINPerRichiestaOTP: d.PINPerRichiestaOTP, Aiuto: d.Aiuto,
	}
	for _, m := range d.ModalitaOTP {
		p.ModalitaOTP = append(p.ModalitaOTP, esenpat.Modalita(m))
	}
	return p
}

type otpInviatoDTO struct {
	InviatoIl    time.Time `json:"inviato_il"`
	ScadeIl      time.Time `json:"scade_il"`
	RiprovaDal   time.Time `json:"riprova_dal"`
	Modalita     string    `json:"modalita"`
	Destinazione string    `json:"destinazione_mascherata"`
}

func (d otpInviatoDTO) manca() string { return vuoto("modalita", d.Modalita) }

type esitoFirmaDTO struct {
	Certificato  certificatoDTO `json:"certificato"`
	IDOperazione string         `json:"id_operazione"`
	TipoFirma    string         `json:"tipo_firma"`
	FirmatoIl    time.Time      `json:"firmato_il"`
	OraServer    time.Time      `json:"ora_server"`
}

func (d esitoFirmaDTO) manca() string {
	if campo := d.Certificato.manca(); campo != "" {
		return "certificato." + campo
	}
	return vuoto("tipo_firma", d.TipoFirma)
}

type operazioneDTO struct {
	Stato     string     `json:"stato"`
	Tipo      string     `json:"tipo"`
	RisorsaID string     `json:"risorsa_id"`
	Errore    *erroreDTO `json:"errore"`
}

func (d operazioneDTO) manca() string { return vuoto("stato", d.Stato) }
