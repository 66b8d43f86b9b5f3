package firma

import (
	"context"
	"regexp"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// chiaveProvider is where the last provider is remembered.
const chiaveProvider = "firma.provider"

func (p *Presenter) caricaProvider() {
	porte := p.par.Porte
	p.elenco.Start(p.ctx, func(ctx context.Context) (elencoProvider, error) {
		tutti, err := porte.Credenziali.ProviderFirma(ctx)
		if err != nil {
			return elencoProvider{}, err
		}
		// What was chosen last is a courtesy: without it the doctor chooses.
		ultimo, errUltimo := porte.Preferenze.Leggi(ctx, chiaveProvider)
		if errUltimo != nil {
			ultimo = ""
		}
		return elencoProvider{tutti, ultimo}, nil
	}, func(e elencoProvider, err error) {
		if err != nil {
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.scade(err, p.caricaProvider)
			p.disegna()
			return
		}
		p.m.provider = e.provider
		switch {
		case p.m.scelto != "":
		case len(e.provider) == 1:
			p.scegli(e.provider[0].Codice)
		case p.trova(e.ultimo) != nil:
			p.scegli(e.ultimo)
		}
		p.disegna()
	})
}

// RicaricaProvider tries again after the list could not be read.
func (p *Presenter) RicaricaProvider() {
	if p.m.fase == FaseModulo && !p.firma.Busy() {
		p.m.avviso = avviso.Avviso{}
		p.caricaProvider()
		p.disegna()
	}
}

func (p *Presenter) trova(codice string) *esenpat.ProviderFirma {
	for i := range p.m.provider {
		if p.m.provider[i].Codice == codice {
			return &p.m.provider[i]
		}
	}
	return nil
}

// SetProvider chooses the Certification Authority; secrets typed for another
// one are dropped, the alias comes from the key ring.
func (p *Presenter) SetProvider(codice string) {
	if codice == p.m.scelto || p.firma.Busy() || p.trova(codice) == nil {
		return
	}
	p.dimenticaSegreti()
	p.m.alias, p.m.toccato = "", false
	p.scegli(codice)
	p.disegna()
}

func (p *Presenter) scegli(codice string) {
	pr := p.trova(codice)
	p.m.scelto, p.m.bloccato, p.m.serveOTP, p.m.nelPorta = codice, false, false, false
	p.m.avviso, p.m.inviato, p.m.modalita = avviso.Avviso{}, invio{}, ""
	p.m.richiedi = false
	if len(pr.ModalitaOTP) == 1 {
		p.m.modalita = pr.ModalitaOTP[0].Codice
	}
	p.m.fuoco = p.m.fuoco.A(CampoAlias)
	cred := p.par.Porte.Credenziali
	p.ring.Start(p.ctx, func(ctx context.Context) (string, error) {
		return cred.Alias(ctx, codice)
	}, func(alias string, err error) {
		// No alias and no key ring look alike: the doctor types it.
		if err == nil && alias != "" && !p.m.toccato {
			p.m.alias, p.m.nelPorta, p.m.ricorda = alias, true, true
			p.m.fuoco = p.m.fuoco.A(CampoPIN)
			p.disegna()
		}
	})
}

// SetAlias takes what was typed.
func (p *Presenter) SetAlias(s string) {
	if s == p.m.alias {
		return
	}
	p.m.alias, p.m.toccato, p.m.bloccato = s, true, false
	p.disegna()
}

// SetRicordaAlias says whether the alias is kept in the key ring.
func (p *Presenter) SetRicordaAlias(si bool) {
	p.m.ricorda = si
	p.disegna()
}

// SetPIN takes the PIN of the signing certificate; it stays in memory only.
func (p *Presenter) SetPIN(s string) {
	p.m.pin = esenpat.NewSecret(strings.TrimSpace(s))
	p.disegna()
}

// SetOTP takes the one-time code; blanks and dashes of a pasted "1234 5678"
// are dropped.
func (p *Presenter) SetOTP(s string) {
	p.m.otp = esenpat.NewSecret(soloCodice(s))
	p.disegna()
}

func soloCodice(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\t' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
}

// otpVisibile: also a provider that never needs one shows it when the server
// asked for it.
func (p *Presenter) otpVisibile() bool {
	pr := p.trova(p.m.scelto)
	return pr != nil && (pr.OTP != esenpat.OTPMai || p.m.serveOTP)
}

func (p *Presenter) otpObbligatorio() bool {
	pr := p.trova(p.m.scelto)
	return pr != nil && (pr.OTP == esenpat.OTPSempre || p.m.serveOTP)
}

// mancano lists, in reading order, the keys of what keeps «Firma Documento» off.
func (p *Presenter) mancano() []string {
	var m []string
	pr := p.trova(p.m.scelto)
	if pr == nil {
		m = append(m, "firma.provider")
	}
	if strings.TrimSpace(p.m.alias) == "" {
		m = append(m, "firma.alias")
	}
	if pr == nil || !rispetta(pr.RegolaPIN, p.m.pin, pr.RegolaPIN.Obbligatorio) {
		m = append(m, "firma.pin")
	}
	if pr != nil && p.otpVisibile() && !rispetta(pr.RegolaOTP, p.m.otp, p.otpObbligatorio()) {
		m = append(m, "firma.otp")
	}
	if !p.m.letto {
		m = append(m, "firma.documento.letto")
	}
	return m
}

// rispetta checks a secret against the server's rule. An expression that does
// not compile is the server's mistake and must not lock the doctor out.
func rispetta(r esenpat.RegolaCodice, s esenpat.Secret, obbligatorio bool) bool {
	if s.Empty() {
		return !obbligatorio
	}
	if r.Espressione == "" {
		return true
	}
	re, err := regexp.Compile("^(?:" + r.Espressione + ")$")
	return err != nil || re.MatchString(s.Reveal())
}

// credenziali copies what was typed into a request.
func (p *Presenter) credenziali() esenpat.CredenzialiFirma {
	return esenpat.CredenzialiFirma{
		Provider: p.m.scelto, Alias: strings.TrimSpace(p.m.alias), PIN: p.m.pin, OTP: p.m.otp,
	}
}
