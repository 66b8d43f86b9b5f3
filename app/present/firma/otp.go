package firma

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// invio is the last code that was sent, in the workstation's own time: the
// server's instants are only used as distances from InviatoIl, so that a wrong
// clock here does not shorten or stretch them.
type invio struct {
	frase  string
	scade  time.Time // zero if the server states no end
	riprov time.Time // zero if a new code may be asked for at once
}

// SetRichiediOTP is the check «Richiedi OTP».
func (p *Presenter) SetRichiediOTP(si bool) {
	p.m.richiedi = si
	switch {
	case si && p.puoRichiedere():
		p.m.fuoco = p.m.fuoco.A(CampoRichiedi)
	case si:
		p.m.fuoco = p.m.fuoco.A(CampoModalita)
	}
	p.disegna()
}

// SetModalita chooses how the code travels.
func (p *Presenter) SetModalita(codice string) {
	p.m.modalita = codice
	p.disegna()
}

// puoRichiedere: some providers want the PIN before they send a code.
func (p *Presenter) puoRichiedere() bool {
	pr := p.trova(p.m.scelto)
	return pr != nil && p.m.richiedi && !p.otp.Busy() && !p.firmando() && !p.m.bloccato &&
		p.credenziali().Alias != "" && (len(p.inviabili()) == 0 || p.m.modalita != "") &&
		(!pr.PINPerRichiestaOTP || rispetta(pr.RegolaPIN, p.m.pin, true)) &&
		p.prontiOTP() && !p.par.Adesso().Before(p.m.inviato.riprov)
}

// prontiOTP: a code is bound to bytes, so they must be here.
func (p *Presenter) prontiOTP() bool {
	if p.lotto() {
		return !p.caricando() && len(p.prossime()) > 0
	}
	return p.m.impronta != ""
}

// RichiediOTP asks the provider to send a code, once however often pressed.
func (p *Presenter) RichiediOTP() {
	if p.m.fase != FaseModulo || !p.puoRichiedere() {
		return
	}
	req := esenpat.RichiestaOTP{
		Credenziali: p.credenziali(), Modalita: p.m.modalita,
		Documenti: p.documentiOTP(),
	}
	req.Credenziali.OTP = esenpat.Secret{}
	if pr := p.trova(p.m.scelto); !pr.PINPerRichiestaOTP {
		req.Credenziali.PIN = esenpat.Secret{}
	}
	firme, doc, tanti := p.par.Porte.Firme, p.m.doc.DocumentoID, len(p.m.voci)
	p.m.avviso = avviso.Avviso{}
	p.otp.Start(p.ctx, func(ctx context.Context) (esenpat.OTPInviato, error) {
		return firme.RichiediOTP(ctx, req)
	}, func(o esenpat.OTPInviato, err error) {
		switch {
		case len(p.m.voci) != tanti || tanti == 0 && p.m.doc.DocumentoID != doc || p.m.fase != FaseModulo: // the form went on without it
		case err != nil:
			p.rifiutata(err)
		default:
			p.inviata(o)
		}
		p.disegna()
	})
	p.disegna()
}

func (p *Presenter) inviata(o esenpat.OTPInviato) {
	qui := p.par.Adesso()
	distanza := func(t time.Time) time.Time {
		if t.IsZero() || !t.After(o.InviatoIl) {
			return time.Time{}
		}
		return qui.Add(t.Sub(o.InviatoIl))
	}
	chiave := "firma.otp.inviato"
	if o.Destinazione != "" {
		chiave = "firma.otp.inviato-a"
	}
	p.m.inviato = invio{
		frase:  p.par.Testi.T(chiave, "modalita", p.descrizioneModalita(o.Modalita), "destinazione", o.Destinazione),
		scade:  distanza(o.ScadeIl),
		riprov: distanza(o.RiprovaDal),
	}
	p.m.otp = esenpat.Secret{}
	p.m.azzeraOTP++
	p.m.fuoco = p.m.fuoco.A(CampoOTP)
	p.conta()
}

func (p *Presenter) descrizioneModalita(codice string) string {
	if pr := p.trova(p.m.scelto); pr != nil {
		for _, m := range pr.ModalitaOTP {
			if m.Codice == codice {
				return m.Descrizione
			}
		}
	}
	return codice
}

// conta redraws once a second while a countdown is on the screen.
func (p *Presenter) conta() {
	p.ferma()
	adesso := p.par.Adesso()
	if p.m.fase != FaseModulo || (!adesso.Before(p.m.inviato.scade) && !adesso.Before(p.m.inviato.riprov)) {
		p.ferma = func() {}
		return
	}
	p.ferma = p.par.Dopo(time.Second, func() {
		p.conta()
		p.disegna()
	})
}

// attendi keeps the button off for the seconds the server named.
func (p *Presenter) attendi(e *esenpat.Error) {
	if e.Code != "firma.otp-troppo-presto" && e.Code != "firma.otp-limite" {
		return
	}
	s, err := strconv.Atoi(e.Params["secondi"])
	if err != nil || s <= 0 {
		return
	}
	p.m.inviato.riprov = p.par.Adesso().Add(time.Duration(s) * time.Second)
	p.conta()
}

// scadenza returns the countdown of the code, "" when the server states none.
func (p *Presenter) scadenza() string {
	if p.m.inviato.frase == "" || p.m.inviato.scade.IsZero() {
		return ""
	}
	resta := p.m.inviato.scade.Sub(p.par.Adesso())
	if resta <= 0 {
		return p.par.Testi.T("firma.otp.scaduto")
	}
	s := int((resta + time.Second - 1) / time.Second)
	return p.par.Testi.T("firma.otp.scade", "tempo", fmt.Sprintf("%d:%02d", s/60, s%60))
}

func (p *Presenter) testoBottoneOTP() string {
	resta := p.m.inviato.riprov.Sub(p.par.Adesso())
	if resta <= 0 {
		if p.m.inviato.frase != "" {
			return p.par.Testi.T("firma.otp.di-nuovo")
		}
		return p.par.Testi.T("firma.otp.richiedi")
	}
	s := int((resta + time.Second - 1) / time.Second)
	return p.par.Testi.T("firma.otp.tra", "secondi", strconv.Itoa(s))
}
