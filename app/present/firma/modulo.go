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

// chiaveModalita is where it is remembered how the last code travelled, as
// «provider/way».
const chiaveModalita = "firma.modalita"

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
		modalita, errModalita := porte.Preferenze.Leggi(ctx, chiaveModalita)
		if errModalita != nil {
			modalita = ""
		}
		return elencoProvider{tutti, ultimo, modalita}, nil
	}, func(e elencoProvider, err error) {
		if err != nil {
			p.m.avviso = avviso.Di(p.par.Testi, err)
			p.scade(err, p.caricaProvider)
			p.disegna()
			return
		}
		p.m.provider, p.m.ultimaModalita = e.provider, e.modalita
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
	if p.m.fase == FaseModulo && !p.firmando() {
		p.m.avviso = p.orologio()
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
	if codice == p.m.scelto || p.firmando() || p.trova(codice) == nil {
		return
	}
	p.dimenticaSegreti()
	p.m.alias, p.m.toccato = "", false
	p.scegli(codice)
	p.disegna()
}

func (p *Presenter) scegli(codice string) {
	p.m.scelto, p.m.bloccato, p.m.serveOTP, p.m.ricordati, p.m.notaRing = codice, false, false, nil, ""
	p.m.avviso, p.m.inviato, p.m.modalita, p.m.regole = p.orologio(), invio{}, "", nil
	p.m.richiedi = false
	p.unicaModalita()
	p.m.fuoco = p.m.fuoco.A(CampoAlias)
	p.chiediRegole(0)
	p.leggiAlias(codice)
}

// unicaModalita: where there is one way only there is nothing to choose; among
// several the last one is proposed.
func (p *Presenter) unicaModalita() {
	mm := p.inviabili()
	for _, m := range mm {
		if len(mm) == 1 || p.m.ultimaModalita == p.m.scelto+"/"+m.Codice {
			p.m.modalita = m.Codice
		}
	}
}

// SetPIN takes the PIN of the signing certificate; it stays in memory only.
// Blanks of a pasted PIN are dropped, dashes only where it is made of digits:
// some providers have PINs with signs.
func (p *Presenter) SetPIN(s string) {
	p.m.pin = esenpat.NewSecret(soloPIN(s))
	p.disegna()
}

// SetOTP takes the one-time code; blanks and dashes of a pasted "1234 5678"
// are dropped.
func (p *Presenter) SetOTP(s string) {
	p.m.otp = esenpat.NewSecret(soloCodice(s))
	p.disegna()
}

// soloPIN drops what pasting adds around and between the digits.
func soloPIN(s string) string {
	s = strings.TrimSpace(s)
	if stretto := soloCodice(s); strings.Trim(stretto, "0123456789") == "" {
		return stretto
	}
	return s
}

func soloCodice(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\t' {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
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
	switch {
	case p.lotto() && p.caricando():
		m = append(m, "firma.molti.lettura")
	case p.lotto(): // what was not read is named when «Firma» is pressed
	case !p.m.letto:
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
