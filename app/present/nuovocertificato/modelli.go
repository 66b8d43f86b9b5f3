package nuovocertificato

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/parti"
)

// Modelli keeps the doctor's own texts, per exemption. Salva refuses, Invalid,
// what has something of the patient in it.
type Modelli interface {
	Elenca(ctx context.Context, codiceEsenzione string) ([]esenpat.Modello, error)
	Salva(ctx context.Context, m esenpat.Modello, paziente esenpat.Assistito) error
	Elimina(ctx context.Context, id string) error
}

// StatoModelli are the texts that the doctor keeps for the chosen exemption.
type StatoModelli struct {
	Visibile bool
	Voci     []parti.Opzione // Testo is the name, Dettaglio the beginning of the text
	Salva    parti.Bottone
	Avviso   avviso.Avviso
	Fatti    int // grows with each one saved
}

// testi are the templates for one exemption as last read.
type testi struct {
	per    string
	voci   []esenpat.Modello
	avviso avviso.Avviso
	fatti  int
}

// caricaModelli reads the templates of the chosen exemption.
func (p *Presenter) caricaModelli() {
	codice := p.m.bozza.Dati.Esenzione.Codice
	p.m.testi.per, p.m.testi.voci = codice, nil
	if codice == "" || p.par.Porte.Modelli == nil {
		return
	}
	mod := p.par.Porte.Modelli
	p.modelli.Start(p.ctx, func(ctx context.Context) ([]esenpat.Modello, error) {
		return mod.Elenca(ctx, codice)
	}, func(v []esenpat.Modello, err error) {
		p.m.testi.voci, p.m.testi.avviso = v, avviso.Di(p.par.Testi, err)
		p.disegna()
	})
}

// UsaModello writes a template into the illness text: what is there stays.
func (p *Presenter) UsaModello(id string) {
	for _, m := range p.m.testi.voci {
		if m.ID != id {
			continue
		}
		t := m.Testo
		if prima := strings.TrimRight(p.m.bozza.Dati.Patologia, " \n"); prima != "" {
			t = prima + "\n" + t
		}
		p.SetPatologia(t)
	}
}

// SalvaModello keeps the illness text under a name, for the chosen exemption.
func (p *Presenter) SalvaModello(nome string) {
	b, mod := p.m.bozza, p.par.Porte.Modelli
	if mod == nil || p.modello.Busy() {
		return
	}
	p.modello.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		m := esenpat.Modello{CodiceEsenzione: b.Dati.Esenzione.Codice, Nome: nome, Testo: b.Dati.Patologia}
		return struct{}{}, mod.Salva(ctx, m, b.Assistito)
	}, p.modelliCambiati)
}

// EliminaModello removes a template.
func (p *Presenter) EliminaModello(id string) {
	mod := p.par.Porte.Modelli
	if mod == nil || p.modello.Busy() {
		return
	}
	p.modello.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, mod.Elimina(ctx, id)
	}, p.modelliCambiati)
}

func (p *Presenter) modelliCambiati(_ struct{}, err error) {
	p.m.testi.avviso = avviso.Di(p.par.Testi, err)
	if err == nil {
		p.m.testi.fatti++
		p.caricaModelli()
	}
	p.disegna()
}

// inizio is how much of a template the list shows.
const inizio = 80

func (p *Presenter) statoModelli() StatoModelli {
	d := p.m.bozza.Dati
	s := StatoModelli{Visibile: p.par.Porte.Modelli != nil && d.Esenzione.Codice != "", Avviso: p.m.testi.avviso, Fatti: p.m.testi.fatti}
	for _, m := range p.m.testi.voci {
		breve := []rune(strings.Join(strings.Fields(m.Testo), " "))
		if len(breve) > inizio {
			breve = append(breve[:inizio], '…')
		}
		s.Voci = append(s.Voci, parti.Opzione{Codice: m.ID, Testo: m.Nome, Dettaglio: string(breve)})
	}
	s.Salva = parti.Bottone{Attivo: strings.TrimSpace(d.Patologia) != ""}
	if !s.Salva.Attivo {
		s.Salva.Motivo = p.par.Testi.T("nuovocertificato.modelli.serve-testo")
	}
	return s
}
