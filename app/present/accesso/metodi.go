package accesso

import (
	"slices"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Orologio says that this computer's clock is wrong; scarto is the service's
// time minus ours. A notice that is there already is not replaced.
func (p *Presenter) Orologio(scarto time.Duration) {
	if a := avviso.Orologio(p.p.Testi, scarto); !a.Vuoto() && p.state.Avviso.Vuoto() {
		s := p.state
		s.Avviso = a
		p.set(s)
	}
}

// Offri says which other ways of logging in there are, once the service has
// answered. conCarte is false where this build knows no smart cards.
func (p *Presenter) Offri(a esenpat.AccessiAmmessi, conCarte bool) {
	var metodi []esenpat.MetodoAccesso
	if a.Certificato {
		if conCarte {
			metodi = append(metodi, esenpat.AccessoCarta)
		}
		metodi = append(metodi, esenpat.AccessoFile)
	}
	if a.OIDC != nil {
		metodi = append(metodi, esenpat.AccessoBrowser)
	}
	s := p.state
	s.Metodi = metodi
	if !slices.Contains(metodi, s.Metodo) {
		s.Metodo = esenpat.AccessoCredenziali
	}
	p.set(s)
}

// Scegli shows the form of another way.
func (p *Presenter) Scegli(m esenpat.MetodoAccesso) {
	if p.state.Occupato {
		return
	}
	s := p.senzaErrori()
	s.Metodo = m
	s.Svuota++
	s.Fuoco = s.Fuoco.A(primoCampo(m))
	p.set(s)
}

// primoCampo is where the form of a way of logging in begins.
func primoCampo(m esenpat.MetodoAccesso) string {
	return map[esenpat.MetodoAccesso]string{
		esenpat.AccessoCredenziali: "nome_utente", esenpat.AccessoCarta: "pin_carta", esenpat.AccessoFile: "file", esenpat.AccessoBrowser: "browser",
	}[m]
}

// ConCarta logs in with the card in the reader.
func (p *Presenter) ConCarta(pin esenpat.Secret) {
	s := p.senzaErrori()
	if pin.Empty() {
		s.ErrPIN = p.p.Testi.T("accesso.manca.pin_carta")
		s.Fuoco = s.Fuoco.A("pin_carta")
		p.set(s)
		return
	}
	p.conMetodo(s, esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoCarta, PIN: pin})
}

// ConFile logs in with a PKCS#12 file.
func (p *Presenter) ConFile(nome string, password esenpat.Secret) {
	s := p.senzaErrori()
	if nome = strings.TrimSpace(nome); nome == "" {
		s.ErrFile = p.p.Testi.T("accesso.manca.file")
		s.Fuoco = s.Fuoco.A("file")
		p.set(s)
		return
	}
	p.conMetodo(s, esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoFile, File: nome, Password: password})
}

// FileNonScelto says why no file came of the choice; giving up says nothing.
func (p *Presenter) FileNonScelto(err error) {
	s := p.senzaErrori()
	s.Avviso = avviso.Di(p.p.Testi, err)
	p.set(s)
}

// ConBrowser opens the identity provider's page and waits for the return.
func (p *Presenter) ConBrowser() {
	p.conMetodo(p.senzaErrori(), esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoBrowser})
}

func (p *Presenter) conMetodo(s State, c esenpat.CredenzialiAccesso) {
	if !p.state.Occupato {
		p.prova(s, c)
	}
}

func (p *Presenter) senzaErrori() State {
	s := p.state
	s.Avviso, s.ErrNome, s.ErrPassword, s.ErrPIN, s.ErrFile = avviso.Avviso{}, "", "", "", ""
	return s
}

// daCorreggere is the field to mend after a refusal: the file where that is
// what is wrong, else what was typed in secret.
func (p *Presenter) daCorreggere(err error) string {
	if esenpat.AsError(err).Field == "file" {
		return "file"
	}
	switch p.state.Metodo {
	case esenpat.AccessoCarta:
		return "pin_carta"
	case esenpat.AccessoFile:
		return "password_file"
	case esenpat.AccessoBrowser:
		return "browser"
	case esenpat.AccessoCredenziali:
	}
	return "password"
}
