package accesso

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// mostraScelta writes the second page, with the last choice proposed.
func (p *Presenter) mostraScelta(s State, ultima string) State {
	u := p.scelte.Utente
	s.Fase = FaseScelta
	s.Benvenuto = p.p.Testi.T("accesso.benvenuto", "titolo", u.Titolo, "nome", u.Nome, "cognome", u.Cognome)
	s.Ruoli = nil
	for _, r := range p.scelte.Ruoli {
		s.Ruoli = append(s.Ruoli, parti.Opzione{Codice: r.Ruolo.Codice, Testo: r.Ruolo.Descrizione})
	}
	ruolo, luogo, _ := strings.Cut(ultima, "|")
	if len(s.Ruoli) == 1 {
		ruolo = s.Ruoli[0].Codice
	}
	s.Fuoco = s.Fuoco.A("ruolo")
	return p.conRuolo(s, ruolo, luogo)
}

// conRuolo lists the workplaces of a role and keeps luogo if it is one of them.
func (p *Presenter) conRuolo(s State, ruolo, luogo string) State {
	s.Ruolo, s.Luogo, s.Luoghi = "", "", nil
	for _, r := range p.scelte.Ruoli {
		if r.Ruolo.Codice != ruolo {
			continue
		}
		s.Ruolo = ruolo
		for _, c := range r.Collocazioni {
			s.Luoghi = append(s.Luoghi, parti.Opzione{Codice: c.Codice, Testo: c.Descrizione, Dettaglio: c.DescrizioneAzienda})
			if c.Codice == luogo || len(r.Collocazioni) == 1 {
				s.Luogo = c.Codice
			}
		}
	}
	s.Prosegui = parti.Bottone{Attivo: s.Ruolo != "" && s.Luogo != ""}
	if !s.Prosegui.Attivo {
		s.Prosegui.Motivo = p.p.Testi.T("accesso.manca.scelta")
	}
	return s
}

// ScegliRuolo shows the workplaces of that role.
func (p *Presenter) ScegliRuolo(codice string) { p.set(p.conRuolo(p.state, codice, "")) }

// ScegliLuogo chooses a workplace.
func (p *Presenter) ScegliLuogo(codice string) { p.set(p.conRuolo(p.state, p.state.Ruolo, codice)) }

// Prosegui opens the session with role and workplace chosen.
func (p *Presenter) Prosegui() {
	if p.state.Prosegui.Attivo && !p.state.Occupato {
		p.entra(p.state.Ruolo, p.state.Luogo)
	}
}

// Cambia asks for another role or workplace without a new login (M03).
func (p *Presenter) Cambia(prima esenpat.Sessione) bool {
	if _, _, unica := p.scelte.Unica(); unica || len(p.scelte.Ruoli) == 0 {
		return false
	}
	p.set(p.mostraScelta(p.state, prima.Ruolo.Codice+"|"+prima.Collocazione.Codice))
	return true
}

func (p *Presenter) entra(ruolo, luogo string) {
	partito := p.apri.Start(p.ctx, func(ctx context.Context) (esenpat.Sessione, error) {
		s, err := p.p.Sessioni.Apri(ctx, ruolo, luogo)
		if err == nil && p.p.Preferenze != nil {
			if errP := p.p.Preferenze.Scrivi(ctx, chiaveUltima, ruolo+"|"+luogo); errP != nil {
				return s, nil //nolint:nilerr // a proposal that cannot be kept is no reason to stay out
			}
		}
		return s, err
	}, p.aperta)
	if partito {
		s := p.state
		s.Occupato, s.Avviso = true, avviso.Avviso{}
		p.set(s)
	}
}

func (p *Presenter) aperta(sessione esenpat.Sessione, err error) {
	s := p.state
	s.Occupato = false
	if err != nil {
		s.Avviso = avviso.Di(p.p.Testi, err)
		if s.Fase == FaseCredenziali {
			s.Svuota++
		}
		p.set(s)
		return
	}
	s.Svuota++
	p.set(s)
	p.Entrato(sessione, p.chi)
}

func (p *Presenter) set(s State) {
	p.state = s
	p.Render(s)
}
