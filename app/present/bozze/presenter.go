package bozze

import (
	"context"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Ascolto tells what happens elsewhere in the program, on any goroutine.
type Ascolto interface {
	Ascolta(f func(evento.Evento)) (smetti func())
}

// Params is what New needs.
type Params struct {
	UI            task.Dispatch
	Dopo          task.Later // nil: countdowns stand still
	Testi         avviso.Testi
	Adesso        func() time.Time // in Europe/Rome
	Archivio      Archivio
	Conservazione Conservazione
	Coda          Coda
	Comandi       ComandiCoda
	Catalogo      Catalogo
	Trasporto     Trasporto
	Preferenze    Preferenze
	Ascolto       Ascolto
}

// Presenter holds the tab. All methods run on the UI thread.
type Presenter struct {
	Render func(State)
	Eventi Eventi

	p      Params
	ctx    context.Context //nolint:containedctx // ends at logout
	smetti func()
	state  State
	bozze  []esenpat.Bozza
	tutte  []trovabile // their rows, and of those sent now
	visibi bool        // the tab is on the screen
	dopo   func(esenpat.Secret)
	recup  string // draft offered at the login
	sel    string // id of the draft under the cursor: rows move, it does not
	conta  bool   // a row counts the seconds to its next try
	ferma  func() // stops the countdown

	elenca   task.Latest[[]esenpat.Bozza]
	avvio    task.Act[inizio]
	comando  task.Act[string]
	trasp    task.Act[int]
	scelta   task.Act[[]byte]
	notifica task.Act[struct{}]
}

// inizio is what is found at the login.
type inizio struct {
	interrotta string
	bozze      []esenpat.Bozza
}

// New returns the tab; ctx ends at logout.
func New(ctx context.Context, p Params) *Presenter {
	b := &Presenter{
		Render: func(State) {}, p: p, ctx: ctx, ferma: func() {},
		elenca: task.Latest[[]esenpat.Bozza]{UI: p.UI}, avvio: task.Act[inizio]{UI: p.UI}, comando: task.Act[string]{UI: p.UI},
		trasp: task.Act[int]{UI: p.UI}, scelta: task.Act[[]byte]{UI: p.UI}, notifica: task.Act[struct{}]{UI: p.UI},
	}
	b.smetti = p.Ascolto.Ascolta(func(e evento.Evento) {
		switch e.(type) {
		case evento.BozzeCambiate, evento.InLinea, evento.NonInLinea:
			p.UI(b.Aggiorna)
		case evento.CatalogoAggiornato:
			p.UI(b.disegna)
		}
	})
	return b
}

// Chiudi stops listening, and counting.
func (p *Presenter) Chiudi() {
	p.smetti()
	p.ferma()
}

// State returns what is drawn now.
func (p *Presenter) State() State { return p.state }

// Wait blocks until background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.elenca.Wait()
	p.avvio.Wait()
	p.comando.Wait()
	p.trasp.Wait()
	p.scelta.Wait()
	p.notifica.Wait()
}

// Avvia is the login: drafts that were told of and not touched go, and the one
// that was being written when the program ended is offered.
func (p *Presenter) Avvia() {
	porte := p.p
	p.avvio.Start(p.ctx, func(ctx context.Context) (i inizio, err error) {
		if _, err = porte.Conservazione.Sfoltisci(ctx); err != nil {
			return i, err
		}
		if i.interrotta, err = porte.Preferenze.Leggi(ctx, nuovocertificato.ChiaveInCorso); err != nil {
			return i, err
		}
		i.bozze, err = porte.Archivio.Elenca(ctx)
		return i, err
	}, func(i inizio, err error) {
		p.state.Avviso = avviso.Di(p.p.Testi, err)
		for _, b := range i.bozze {
			if b.ID == i.interrotta && (b.Stato == esenpat.BozzaAperta || b.Stato == esenpat.BozzaDaRivedere) {
				p.recup = b.ID
				p.state.Recupero = Recupero{Aperto: true, Testo: p.t(
					"bozze.recupero.testo", "quando", p.quando(b.ModificataIl), "passo", p.passo(b), "codice", p.codice(b))}
			}
		}
		p.bozze = i.bozze
		p.disegna()
	})
}

// Recupera opens the draft that was cut short.
func (p *Presenter) Recupera() {
	id := p.recup
	p.DecidiDopo()
	p.apri(id)
}

// EliminaRecupero drops it, after the view has asked.
func (p *Presenter) EliminaRecupero() {
	id := p.recup
	p.DecidiDopo()
	p.elimina(id)
}

// DecidiDopo leaves it among the drafts.
func (p *Presenter) DecidiDopo() {
	p.recup, p.state.Recupero = "", Recupero{}
	pref := p.p.Preferenze
	p.notifica.Start(p.ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, pref.Scrivi(ctx, nuovocertificato.ChiaveInCorso, "")
	}, func(struct{}, error) {}) // it is offered once more, no harm done
	p.disegna()
}

// Mostra is called when the tab comes to the front: what it says about removal
// has been seen from now on.
func (p *Presenter) Mostra() { p.visibi = true; p.Aggiorna() }

// Nascondi is called when another tab comes to the front.
func (p *Presenter) Nascondi() {
	p.visibi = false
	p.ferma()
}

// Aggiorna reads the drafts again.
func (p *Presenter) Aggiorna() {
	arch, cons, visibile := p.p.Archivio, p.p.Conservazione, p.visibi
	p.state.Occupato = true
	p.elenca.Start(p.ctx, func(ctx context.Context) ([]esenpat.Bozza, error) {
		b, err := arch.Elenca(ctx)
		if err == nil && visibile {
			err = cons.SegnaAvvisate(ctx, b)
		}
		return b, err
	}, func(b []esenpat.Bozza, err error) {
		p.state.Occupato, p.state.Avviso = false, avviso.Di(p.p.Testi, err)
		if b != nil || err == nil {
			p.bozze = b
		}
		p.disegna()
	})
	p.disegna()
}

// Cerca keeps the drafts that hold every word of s: surname, fiscal code,
// exemption code, state.
func (p *Presenter) Cerca(s string) {
	if s != p.state.Cercato {
		p.state.Cercato = s
		p.trova()
	}
}

// Scegli moves the cursor.
func (p *Presenter) Scegli(n int) {
	if n >= 0 && n < len(p.state.Righe) && p.state.Righe[n].ID != p.sel {
		p.sel = p.state.Righe[n].ID
		p.mostra()
	}
}

func (p *Presenter) sotto() (Riga, bool) { return p.conID(p.sel) }

func (p *Presenter) conID(id string) (Riga, bool) {
	for _, r := range p.state.Righe {
		if r.ID == id {
			return r, true
		}
	}
	return Riga{}, false
}

// Apri opens the draft under the cursor; one in the queue must be taken out
// before it can be edited.
func (p *Presenter) Apri() {
	if r, ok := p.sotto(); ok && r.Apri {
		p.apri(r.ID)
	}
}

func (p *Presenter) apri(id string) {
	if id != "" && p.Eventi.Apri != nil {
		p.Eventi.Apri(id)
	}
}

// Duplica makes another draft of the one under the cursor and opens it.
func (p *Presenter) Duplica() {
	r, ok := p.sotto()
	if !ok || !r.Duplica {
		return
	}
	arch := p.p.Archivio
	p.fai(func(ctx context.Context) (string, error) {
		b, err := arch.Duplica(ctx, r.ID)
		return b.ID, err
	}, func(id string) { p.fatto("bozze.fatto.duplicata"); p.apri(id) })
}

// Elimina drops a draft, after the view has asked.
func (p *Presenter) Elimina(id string) {
	if r, ok := p.conID(id); ok && r.Elimina {
		p.elimina(r.ID)
	}
}

func (p *Presenter) elimina(id string) {
	arch := p.p.Archivio
	p.fai(func(ctx context.Context) (string, error) { return id, arch.Elimina(ctx, id) }, func(id string) {
		if p.Eventi.Eliminata != nil {
			p.Eventi.Eliminata(id)
		}
		p.fatto("bozze.fatto.eliminata")
	})
}

// Riprova sends the draft under the cursor now.
func (p *Presenter) Riprova() {
	if r, ok := p.sotto(); ok && r.Riprova {
		p.p.Comandi.Riprova(r.ID)
	}
}

// Togli takes the draft under the cursor out of the queue.
func (p *Presenter) Togli() {
	if r, ok := p.sotto(); ok && r.Togli {
		com := p.p.Comandi
		p.fai(func(ctx context.Context) (string, error) { return r.ID, com.Togli(ctx, r.ID) }, func(string) { p.fatto("bozze.fatto.tolta") })
	}
}

// Pausa stops the queue, or lets it go on.
func (p *Presenter) Pausa() { p.p.Comandi.Pausa(!p.p.Coda.InPausa()) }

// fai runs one command at a time and reads the list again.
func (p *Presenter) fai(lavoro func(context.Context) (string, error), poi func(string)) {
	p.comando.Start(p.ctx, lavoro, func(id string, err error) {
		if err == nil {
			poi(id)
		}
		p.Aggiorna()
		p.state.Avviso = avviso.Di(p.p.Testi, err)
		if p.Eventi.Cambiato != nil {
			p.Eventi.Cambiato()
		}
		p.disegna()
	})
}

func (p *Presenter) fatto(chiave string, kv ...string) {
	p.state.Fatto, p.state.NFatto = p.t(chiave, kv...), p.state.NFatto+1
}

func (p *Presenter) t(chiave string, kv ...string) string { return p.p.Testi.T(chiave, kv...) }
