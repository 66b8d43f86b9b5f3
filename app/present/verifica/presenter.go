package verifica

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/fascicolo"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
	"github.com/esenpat/esenpat-desktop/app/task"
)

// Presenter holds the verification of one file at a time; a newer file takes
// the place of the older. All methods run on the UI thread.
type Presenter struct {
	Render func(State)

	ctx   context.Context //nolint:containedctx // ends with the window
	par   Params
	lavor task.Latest[esenpat.RapportoVerifica]
	salva task.Latest[string]

	nome     string
	byte     int
	attesa   bool
	prepara  bool
	rapporto *esenpat.RapportoVerifica
	avviso   avviso.Avviso
	fatto    string
}

// New returns a presenter without a file; ctx ends when the window closes.
func New(ctx context.Context, par Params) *Presenter {
	return &Presenter{
		Render: func(State) {}, ctx: ctx, par: par,
		lavor: task.Latest[esenpat.RapportoVerifica]{UI: par.UI}, salva: task.Latest[string]{UI: par.UI},
	}
}

// Apri verifies pdf. nome is the file's own name; folders are dropped. The
// bytes must not change afterwards.
func (p *Presenter) Apri(nome string, pdf []byte) {
	p.nome, p.byte = nudo(nome), len(pdf)
	p.attesa, p.rapporto, p.avviso, p.fatto = true, nil, avviso.Avviso{}, ""
	p.salva.Cancel()
	p.prepara = false
	porte, nome, ora := p.par.Porte, p.nome, p.par.Adesso()
	p.lavor.Start(p.ctx, func(ctx context.Context) (esenpat.RapportoVerifica, error) {
		return esamina(ctx, porte, nome, pdf, ora)
	}, func(r esenpat.RapportoVerifica, err error) {
		p.attesa, p.avviso = false, avviso.Di(p.par.Testi, err)
		if err == nil {
			p.rapporto = &r
		}
		p.disegna()
	})
	p.disegna()
}

// NonLetto shows why a file could not even be read from the disk.
func (p *Presenter) NonLetto(nome string, err error) {
	p.Chiudi()
	p.nome, p.avviso = nudo(nome), avviso.Di(p.par.Testi, err)
	p.disegna()
}

// Chiudi forgets the file and stops what is under way.
func (p *Presenter) Chiudi() {
	p.lavor.Cancel()
	p.salva.Cancel()
	p.nome, p.byte, p.attesa, p.prepara, p.rapporto, p.avviso, p.fatto = "", 0, false, false, nil, avviso.Avviso{}, ""
}

// Wait blocks until all background work has ended; for shutdown and tests.
func (p *Presenter) Wait() {
	p.lavor.Wait()
	p.salva.Wait()
}

// esamina verifies and compares. Only what is not a signed document at all is
// an error: a record that cannot be read is part of the report.
func esamina(ctx context.Context, porte Porte, nome string, pdf []byte, ora time.Time) (esenpat.RapportoVerifica, error) {
	v, err := porte.Verificatore.Verifica(ctx, pdf)
	if err != nil {
		return esenpat.RapportoVerifica{}, err
	}
	somma := sha256.Sum256(pdf)
	r := esenpat.RapportoVerifica{Nome: nome, Byte: len(pdf), SHA256: hex.EncodeToString(somma[:]), Eseguita: ora, Verifica: v}
	voci, err := porte.Lettore.Fascicolo(ctx, pdf)
	if err != nil {
		r.SenzaFascicolo = esenpat.AsError(err).Code
		return r, annullata(ctx, err)
	}
	pagine, err := porte.Immagini.Testo(ctx, pdf)
	if err != nil {
		pagine = nil // said in the report: the comparison was not made
	}
	r.Fascicolo, r.Confrontato = fascicolo.Confronta(voci, pagine), len(pagine) > 0
	return r, annullata(ctx, err)
}

// annullata keeps only an error that means that nobody waits any more.
func annullata(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return nil
	}
	return err
}

// SalvaPDF saves the report as PDF.
func (p *Presenter) SalvaPDF() {
	porte := p.par.Porte
	p.esporta(".pdf", func(ctx context.Context, r esenpat.RapportoVerifica) ([]byte, error) {
		return porte.Rapporti.RapportoVerifica(ctx, r)
	})
}

// SalvaJSON saves the report as JSON, in the words of the command line.
func (p *Presenter) SalvaJSON() {
	testi, fuso := p.par.Testi, p.par.Adesso().Location()
	p.esporta(".json", func(_ context.Context, r esenpat.RapportoVerifica) ([]byte, error) {
		return fascicolo.JSON(testi, fuso, r)
	})
}

func (p *Presenter) esporta(coda string, scrivi func(context.Context, esenpat.RapportoVerifica) ([]byte, error)) {
	if p.rapporto == nil || p.prepara {
		return
	}
	r, uscita := *p.rapporto, p.par.Porte.Uscita
	nome := "Rapporto_verifica_" + strings.TrimSuffix(r.Nome, ".pdf") + coda
	p.prepara, p.fatto, p.avviso = true, "", avviso.Avviso{}
	p.salva.Start(p.ctx, func(ctx context.Context) (string, error) {
		b, err := scrivi(ctx, r)
		if err != nil {
			return "", err
		}
		return uscita.Salva(ctx, nome, b)
	}, func(percorso string, err error) {
		p.prepara, p.avviso = false, avviso.Di(p.par.Testi, err)
		if err == nil {
			p.fatto = p.par.Testi.T("verifica.salvato", "percorso", percorso)
		}
		p.disegna()
	})
	p.disegna()
}

// Copia puts verdict, signatures and checks on the clipboard.
func (p *Presenter) Copia() {
	if p.rapporto == nil {
		return
	}
	p.par.Porte.Appunti.Copia(dettagli(p.State()))
	p.fatto = p.par.Testi.T("verifica.copiati")
	p.disegna()
}

func (p *Presenter) disegna() { p.Render(p.State()) }

// nudo drops the folders of a path of any system.
func nudo(nome string) string {
	if i := strings.LastIndexAny(nome, `/\`); i >= 0 {
		nome = nome[i+1:]
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(nome, "_"))
}
