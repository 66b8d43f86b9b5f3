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
	CATipo             string        `json:"ca_tipo"`
	ModalitaOTP        []modalitaDTO `json:"modalita_otp"`
	PINPerRichiestaOTP bool          `json:"pin_per_richiesta_otp"`
	MassimoFirme       int           `json:"massimo_firme"`
	Aiuto              string        `json:"aiuto"`
}

// modalitaDTO: without inviata somebody sends the code, as with every service
// that does not know of devices.
type modalitaDTO struct {
	Codice      string `json:"codice"`
	Descrizione string `json:"descrizione"`
	Inviata     *bool  `json:"inviata"`
}

func (d modalitaDTO) modalita() esenpat.Modalita {
	return esenpat.Modalita{Codice: d.Codice, Descrizione: d.Descrizione, Inviata: d.Inviata == nil || *d.Inviata}
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
		CATipo: d.CATipo, OTP: esenpat.RichiestoOTP(d.OTP.Richiesto), PINPerRichiestaOTP: d.PINPerRichiestaOTP,
		MassimoFirme: d.MassimoFirme, Aiuto: d.Aiuto, ModalitaOTP: converti(d.ModalitaOTP, modalitaDTO.modalita),
	}
	return p
}

type credenzialeFirmaDTO struct {
	Provider     string        `json:"provider"`
	Stato        string        `json:"stato"`
	ScadeIl      esenpat.Data  `json:"scade_il"`
	Bloccata     bool          `json:"bloccata"`
	OTPRichiesto bool          `json:"otp_richiesto"`
	ModalitaOTP  []modalitaDTO `json:"modalita_otp"`
	MassimoFirme int           `json:"massimo_firme"`
}

func (d credenzialeFirmaDTO) manca() string { return vuoto("provider", d.Provider, "stato", d.Stato) }

func (d credenzialeFirmaDTO) credenziale() esenpat.CredenzialeFirma {
	return esenpat.CredenzialeFirma{
		Provider: d.Provider, Stato: esenpat.StatoCredenziale(d.Stato), ScadeIl: d.ScadeIl, Bloccata: d.Bloccata,
		OTPRichiesto: d.OTPRichiesto, ModalitaOTP: converti(d.ModalitaOTP, modalitaDTO.modalita), MassimoFirme: d.MassimoFirme,
	}
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

	Autorizzazione struct {
		Gettone string    `json:"gettone"`
		ScadeIl time.Time `json:"scade_il"`
		Firme   int       `json:"firme"`
	} `json:"autorizzazione"`
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
