package bozze

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// ChiediEsporta asks for the passphrase that will seal the drafts.
func (p *Presenter) ChiediEsporta() {
	if len(p.bozze) == 0 {
		return
	}
	p.chiedi(true, "bozze.esporta.testo", p.esporta)
}

func (p *Presenter) chiedi(doppia bool, testo string, dopo func(esenpat.Secret)) {
	p.state.Passphr = Passphrase{Aperta: true, Doppia: doppia, Testo: p.t(testo)}
	p.dopo = dopo
	p.disegna()
}

// AnnullaPassphrase closes the form.
func (p *Presenter) AnnullaPassphrase() {
	p.state.Passphr, p.dopo = Passphrase{}, nil
	p.disegna()
}

// ConfermaPassphrase goes on with what was typed; ripetuta is the second field.
func (p *Presenter) ConfermaPassphrase(una, ripetuta esenpat.Secret) {
	if p.dopo == nil || p.trasp.Busy() {
		return
	}
	if p.state.Passphr.Doppia && una.Reveal() != ripetuta.Reveal() {
		p.errorePassphrase(esenpat.NewError(esenpat.Invalid, "bozze.passphrase-diverse", "present.bozze"))
		return
	}
	p.dopo(una)
}

func (p *Presenter) errorePassphrase(err error) {
	a := avviso.Di(p.p.Testi, err)
	p.state.Passphr.Errore = strings.TrimSpace(a.Titolo + " " + a.Rimedio)
	p.state.Passphr.NErrore++
	p.disegna()
}

func (p *Presenter) esporta(passphrase esenpat.Secret) {
	tr, bozze := p.p.Trasporto, slices.Clone(p.bozze)
	p.trasporta(func(ctx context.Context) (int, error) {
		_, err := tr.Esporta(ctx, bozze, passphrase)
		return len(bozze), err
	}, "bozze.fatto.esportate")
}

// ChiediImporta lets the user choose a file and asks for its passphrase.
func (p *Presenter) ChiediImporta() {
	p.scelta.Start(p.ctx, p.p.Trasporto.Scegli, func(file []byte, err error) {
		if err != nil {
			p.state.Avviso = avviso.Di(p.p.Testi, err)
			p.disegna()
			return
		}
		p.chiedi(false, "bozze.importa.testo", func(passphrase esenpat.Secret) {
			tr, cons := p.p.Trasporto, p.p.Conservazione
			p.trasporta(func(ctx context.Context) (int, error) {
				b, err := tr.Apri(ctx, file, passphrase)
				if err != nil {
					return 0, err
				}
				return cons.Accogli(ctx, b)
			}, "bozze.fatto.importate")
		})
	})
}

func (p *Presenter) trasporta(lavoro func(context.Context) (int, error), fatto string) {
	p.state.Occupato = true
	p.trasp.Start(p.ctx, lavoro, func(n int, err error) {
		p.state.Occupato = false
		switch {
		case err != nil && esenpat.AsError(err).Field == "passphrase":
			p.errorePassphrase(err)
			return
		case err == nil:
			p.fatto(fatto, "n", strconv.Itoa(n))
		}
		p.AnnullaPassphrase()
		p.Aggiorna()
		p.state.Avviso = avviso.Di(p.p.Testi, err)
		p.disegna()
	})
	p.disegna()
}
