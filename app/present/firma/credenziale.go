package firma

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// attesaAlias is how long after the last key the provider is asked what the
// typed alias wants.
const attesaAlias = 700 * time.Millisecond

// leggiAlias asks the key ring for what is remembered at a provider. On a
// shared workstation it is not asked at all.
func (p *Presenter) leggiAlias(codice string) {
	if p.par.PostazioneCondivisa {
		return
	}
	cred := p.par.Porte.Credenziali
	p.ring.Start(p.ctx, func(ctx context.Context) ([]string, error) {
		return cred.Alias(ctx, codice)
	}, func(tutti []string, err error) {
		switch {
		case err != nil && esenpat.KindOf(err) != esenpat.Canceled:
			p.m.notaRing = p.par.Testi.T("firma.alias.portachiavi", "motivo", avviso.Di(p.par.Testi, err).Titolo)
		case len(tutti) > 0:
			p.m.ricordati = tutti
			if !p.m.toccato {
				p.m.alias, p.m.ricorda = tutti[0], true
				p.m.fuoco = p.m.fuoco.A(CampoPIN)
				p.chiediRegole(0)
			}
		}
		p.disegna()
	})
}

// SetAlias takes what was typed.
func (p *Presenter) SetAlias(s string) {
	if s == p.m.alias {
		return
	}
	p.m.alias, p.m.toccato, p.m.bloccato, p.m.regole = s, true, false, nil
	p.chiediRegole(attesaAlias)
	p.disegna()
}

// ScegliAlias takes one of the remembered aliases.
func (p *Presenter) ScegliAlias(alias string) {
	if !slices.Contains(p.m.ricordati, alias) || p.firmando() {
		return
	}
	p.m.alias, p.m.toccato, p.m.bloccato, p.m.regole = alias, true, false, nil
	p.m.fuoco = p.m.fuoco.A(CampoPIN)
	p.chiediRegole(0)
	p.disegna()
}

// DimenticaAlias takes the alias in the field out of the key ring, now.
func (p *Presenter) DimenticaAlias() {
	alias, scelto := p.credenziali().Alias, p.m.scelto
	if !slices.Contains(p.m.ricordati, alias) || p.firmando() {
		return
	}
	cred := p.par.Porte.Credenziali
	p.scrivi.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, cred.DimenticaAlias(ctx, scelto, alias)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.m.notaRing = p.par.Testi.T("firma.alias.non-dimenticato", "motivo", avviso.Di(p.par.Testi, err).Titolo)
		} else if p.m.scelto == scelto {
			p.m.ricordati = slices.DeleteFunc(slices.Clone(p.m.ricordati), func(a string) bool { return a == alias })
			p.m.alias, p.m.ricorda, p.m.regole, p.m.notaRing = "", false, nil, ""
			p.m.fuoco = p.m.fuoco.A(CampoAlias)
		}
		p.disegna()
	})
}

// SetRicordaAlias says whether the alias is kept in the key ring.
func (p *Presenter) SetRicordaAlias(si bool) {
	p.m.ricorda = si && !p.par.PostazioneCondivisa
	p.disegna()
}

// chiediRegole asks, after a pause, what the credential of the typed alias
// wants. Not to know is no fault: the provider's rules stand in.
func (p *Presenter) chiediRegole(pausa time.Duration) {
	p.attende()
	p.attende = func() {}
	p.regole.Cancel()
	if p.par.Porte.Regole == nil || p.credenziali().Alias == "" || p.m.scelto == "" {
		return
	}
	chiedi := func() {
		regole, scelto, alias := p.par.Porte.Regole, p.m.scelto, p.credenziali().Alias
		p.regole.Start(p.ctx, func(ctx context.Context) ([]esenpat.CredenzialeFirma, error) {
			return regole.CredenzialiFirma(ctx, scelto, alias)
		}, func(cc []esenpat.CredenzialeFirma, err error) {
			if err != nil || len(cc) != 1 || p.m.scelto != scelto {
				return
			}
			p.m.regole = &cc[0]
			if !slices.ContainsFunc(p.inviabili(), func(m esenpat.Modalita) bool { return m.Codice == p.m.modalita }) {
				p.m.modalita = ""
			}
			p.unicaModalita()
			p.disegna()
		})
	}
	if pausa == 0 {
		chiedi()
		return
	}
	p.attende = p.par.Dopo(pausa, chiedi)
}

// inviabili are the ways a code can be sent: of the credential if they are
// known, else of the provider.
func (p *Presenter) inviabili() []esenpat.Modalita {
	var mm []esenpat.Modalita
	if pr := p.trova(p.m.scelto); pr != nil {
		mm = pr.ModalitaOTP
	}
	if p.m.regole != nil {
		mm = p.m.regole.ModalitaOTP
	}
	return slices.DeleteFunc(slices.Clone(mm), func(m esenpat.Modalita) bool { return !m.Inviata })
}

// otpVisibile: also a certificate that never needs a code shows it when the
// server asked for one.
func (p *Presenter) otpVisibile() bool {
	pr := p.trova(p.m.scelto)
	switch {
	case pr == nil:
		return false
	case p.m.regole != nil:
		return p.m.regole.OTPRichiesto || p.m.serveOTP
	}
	return pr.OTP != esenpat.OTPMai || p.m.serveOTP
}

func (p *Presenter) otpObbligatorio() bool {
	pr := p.trova(p.m.scelto)
	switch {
	case pr == nil:
		return false
	case p.m.regole != nil:
		return p.m.regole.OTPRichiesto || p.m.serveOTP
	}
	return pr.OTP == esenpat.OTPSempre || p.m.serveOTP
}

// notaDispositivo says where the code comes from when nobody sends it.
func (p *Presenter) notaDispositivo() string {
	if p.m.regole == nil || !p.m.regole.OTPRichiesto || len(p.inviabili()) > 0 {
		return ""
	}
	var nomi []string
	for _, m := range p.m.regole.ModalitaOTP {
		nomi = append(nomi, m.Descrizione)
	}
	return p.par.Testi.T("firma.otp.dispositivo", "modalita", strings.Join(nomi, ", "))
}

// notaCertificato announces a signing certificate that ends within thirty days,
// and says what is wrong with one that cannot sign.
func (p *Presenter) notaCertificato() string {
	r := p.m.regole
	if r == nil {
		return ""
	}
	t := p.par.Testi
	switch {
	case r.Bloccata:
		return t.T("firma.credenziale.bloccata")
	case r.Stato != esenpat.CertFirmaValido:
		if k := "firma.credenziale." + string(r.Stato); t.Has(k) {
			return t.T(k, "data", r.ScadeIl.Italiana())
		}
	case parti.InScadenza(r.ScadeIl, esenpat.DataDi(p.par.Adesso())):
		return t.T("firma.credenziale.in-scadenza", "data", r.ScadeIl.Italiana())
	}
	return ""
}

func (p *Presenter) statoAlias(m *StatoModulo) {
	alias := p.credenziali().Alias
	m.NotaAlias, m.NotaCert = p.m.notaRing, p.notaCertificato()
	if p.par.PostazioneCondivisa {
		m.AliasSpento = p.par.Testi.T("firma.alias.condivisa")
		return
	}
	m.AliasNoto = slices.Contains(p.m.ricordati, alias)
	for _, a := range p.m.ricordati {
		if a != alias {
			m.AltriAlias = append(m.AltriAlias, a)
		}
	}
}
