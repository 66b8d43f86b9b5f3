package firma

import (
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

const codiceMaiArrivato = "atto.mai-arrivato"

// reazione is what a refusal does to the form (spec 4, table 1.6).
type reazione struct {
	azzeraPIN, azzeraOTP bool
	fuoco                string
	blocca               bool // nothing can be typed until provider or alias change
	apriOTP              bool // the OTP part opens and becomes mandatory
	nuovoOTP             bool // a new code may be asked for at once
	ricarica             bool // the document must be shown again
	accerta              bool // the certificate's own state decides
}

// reazioneA returns what to do for a code. An unknown code clears both secrets:
// a one-time code that was sent is not worth keeping.
func reazioneA(codice string) reazione {
	if r, ok := reazioniCredenziali(codice); ok {
		return r
	}
	if r, ok := reazioniOTP(codice); ok {
		return r
	}
	switch codice {
	case "firma.provider-non-risponde":
		return reazione{azzeraOTP: true, fuoco: CampoFirma}
	case "firma.marca-non-disponibile": // refused before the code was spent
		return reazione{fuoco: CampoFirma}
	case "firma.troppi-documenti":
		return reazione{fuoco: CampoFirma}
	case "firma.documento-cambiato":
		return reazione{azzeraOTP: true, ricarica: true, fuoco: CampoOTP}
	case "firma.gia-firmato", "firma.stato", "certificato.gia-annullato", "versione.superata", "atto.in-corso":
		return reazione{azzeraPIN: true, azzeraOTP: true, accerta: true}
	}
	return reazione{azzeraPIN: true, azzeraOTP: true, fuoco: CampoPIN}
}

func reazioniCredenziali(codice string) (reazione, bool) {
	switch codice {
	case "firma.pin-errato":
		return reazione{azzeraPIN: true, fuoco: CampoPIN}, true
	case "firma.pin-bloccato", "firma.alias-altrui", "firma.certificato-scaduto", "firma.certificato-revocato",
		"firma.certificato-sospeso", "firma.certificato-non-ancora-valido", "firma.non-redattore":
		return reazione{azzeraPIN: true, azzeraOTP: true, blocca: true, fuoco: CampoProvider}, true
	case "firma.alias-sconosciuto":
		return reazione{fuoco: CampoAlias}, true
	}
	return reazione{}, false
}

func reazioniOTP(codice string) (reazione, bool) {
	switch codice {
	case "firma.otp-errato", "firma.otp-desincronizzato":
		return reazione{azzeraOTP: true, fuoco: CampoOTP}, true
	case "firma.otp-scaduto", "firma.otp-usato":
		return reazione{azzeraOTP: true, fuoco: CampoOTP, nuovoOTP: true}, true
	case "firma.otp-mancante":
		return reazione{apriOTP: true, fuoco: CampoOTP}, true
	case "firma.otp-troppo-presto", "firma.otp-limite", "servizio.troppe-richieste":
		return reazione{fuoco: CampoOTP}, true
	case "firma.otp-non-inviato", "firma.canale-non-disponibile", "firma.modalita-mancante":
		return reazione{fuoco: CampoModalita}, true
	}
	return reazione{}, false
}

// rifiutata shows err and does to the form what its code asks for.
func (p *Presenter) rifiutata(err error) {
	e := esenpat.AsError(err)
	switch e.Kind {
	case esenpat.Canceled:
		return
	case esenpat.Unauthenticated:
		// The act did not take place; the doctor types PIN and OTP again.
		p.m.avviso = avviso.Di(p.par.Testi, err)
		p.scade(err, func() { p.m.fuoco = p.m.fuoco.A(CampoPIN) })
		return
	case esenpat.Internal, esenpat.Invalid, esenpat.NotFound, esenpat.Conflict, esenpat.Forbidden, esenpat.Offline,
		esenpat.Unavailable, esenpat.Rejected, esenpat.Firma, esenpat.Uncertain, esenpat.Storage, esenpat.Keyring:
	}
	p.m.avviso = avviso.Di(p.par.Testi, p.nomina(e))
	p.m.marcaFac = e.Code == "firma.marca-non-disponibile" && e.Params["senza_marca_ammessa"] == "true"
	p.ultimoTentativo(e)
	p.applica(reazioneA(e.Code), e)
}

// nomina adds to e the words that its sentences use: the provider by its name,
// the certificate by its number.
func (p *Presenter) nomina(e *esenpat.Error) *esenpat.Error {
	nome := p.par.Testi.T("firma.il-provider")
	if pr := p.trova(p.m.scelto); pr != nil {
		nome = pr.Descrizione
	}
	return e.With("nome_provider", nome).With("numero", p.m.doc.Numero)
}

func (p *Presenter) applica(r reazione, e *esenpat.Error) {
	if r.azzeraPIN {
		p.m.pin = esenpat.Secret{}
		p.m.azzeraPIN++
	}
	if r.azzeraOTP || e.Params["otp_consumato"] == "true" {
		p.m.otp = esenpat.Secret{}
		p.m.azzeraOTP++
	}
	if r.apriOTP {
		p.apriOTP()
	}
	if r.nuovoOTP {
		p.m.inviato.frase = ""
	}
	p.m.bloccato = p.m.bloccato || r.blocca
	if r.fuoco != "" {
		p.m.fuoco = p.m.fuoco.A(r.fuoco)
	}
	p.attendi(e)
	switch {
	case r.ricarica:
		p.caricaDocumento()
	case r.accerta && p.m.fase == FaseModulo:
		// The certificate is no longer what this form thinks: the server's own
		// state decides what is shown.
		p.chiediEsito()
	}
}

// apriOTP: the server wants a code although the provider record left it open.
func (p *Presenter) apriOTP() {
	p.m.serveOTP = true
	if len(p.inviabili()) > 0 {
		p.m.richiedi = true
	}
}

// ultimoTentativo warns before the error that locks the credential.
func (p *Presenter) ultimoTentativo(e *esenpat.Error) {
	if e.Params["tentativi"] == "1" && e.Code == "firma.pin-errato" {
		p.m.avviso.Rimedio = p.par.Testi.T("firma.ultimo-tentativo") + " " + p.m.avviso.Rimedio
	}
}
