package esenzioni

import (
	"github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
	"github.com/esenpat/esenpat-desktop/views/elenco"
	"github.com/esenpat/esenpat-desktop/views/kit"
	"github.com/esenpat/esenpat-desktop/views/tema"
)

// pratica is what the detail has for a request and for a renewal: what the ASL
// wrote, what AURA knows, and the acts.
type pratica struct {
	nota                             string // label of the line that stands for a list of AURA
	asl, aura                        *elenco.Scheda
	annulla, rimanda, nuovo, rinnova *kit.Bottone
}

func nuovaPratica(p *esenzioni.Presenter, t elenco.Testi) pratica {
	return pratica{
		asl: elenco.NewScheda(t.T("esenzioni.comunicazione")), aura: elenco.NewScheda(t.T("esenzioni.aura")), nota: t.T("esenzioni.aura.nota"),
		annulla: kit.NewBottone(kit.Secondario, t.T("esenzioni.annulla-richiesta"), tema.IconaNessuna, p.AnnullaRichiesta),
		rimanda: kit.NewBottone(kit.Primario, t.T("esenzioni.rimanda"), tema.IconaNessuna, p.Rimanda),
		nuovo:   kit.NewBottone(kit.Secondario, t.T("esenzioni.nuovo-certificato"), tema.IconaPiu, p.NuovoCertificato),
		rinnova: kit.NewBottone(kit.Secondario, t.T("esenzioni.rinnova"), tema.IconaPiu, p.Rinnova),
	}
}

func (x pratica) render(s esenzioni.Dettaglio) {
	x.asl.Righe(s.Comunicazione)
	kit.Mostra(x.asl.Contenuto(), len(s.Comunicazione) > 0)
	righe := s.Aura
	if s.NotaAura != "" {
		righe = append([]parti.Riga{{Etichetta: x.nota, Valore: s.NotaAura}}, righe...)
	}
	x.aura.Righe(righe)
	kit.Mostra(x.aura.Contenuto(), len(righe) > 0)
}

// pulsanti are the acts, before the papers.
func (x pratica) pulsanti(s esenzioni.Dettaglio) []elenco.Pulsante {
	return []elenco.Pulsante{
		elenco.NewPulsante(x.annulla, s.AnnullaRichiesta), elenco.NewPulsante(x.nuovo, s.NuovoCertificato),
		elenco.NewPulsante(x.rimanda, s.Rimanda), elenco.NewPulsante(x.rinnova, s.Rinnova),
	}
}
