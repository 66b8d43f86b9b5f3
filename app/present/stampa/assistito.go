package stampa

import (
	"context"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

// Insieme prints several documents with one question and returns what became of
// each, as Presenter.Chiedi.
type Insieme interface {
	StampaInsieme(ctx context.Context, documenti []esenpat.DaStampare) []error
}

// Foglio is a paper for the assistito. Leggi is a read; nil when the exemption
// has no such paper now, and Manca says why.
type Foglio struct {
	Chiave string // "promemoria" or "attestato", of the texts stampa.foglio.*
	Nome   string // of its file
	Leggi  func(ctx context.Context) ([]byte, error)
	Manca  error
}

// Consegnato is what became of one paper.
type Consegnato struct {
	Chiave string
	Err    error
}

// PerAssistito reads the papers and prints in one go those that could be read.
// When the session has ended it prints none: after the login it is asked again.
// Off the UI thread.
func PerAssistito(ctx context.Context, t avviso.Testi, u Insieme, fogli ...Foglio) []Consegnato {
	documenti := make([]esenpat.DaStampare, len(fogli))
	letti := 0
	for i, f := range fogli {
		d := esenpat.DaStampare{Nome: f.Nome, Titolo: t.T("stampa.foglio." + f.Chiave), Manca: f.Manca}
		if f.Leggi != nil {
			d.PDF, d.Manca = f.Leggi(ctx)
		}
		if d.Manca == nil {
			letti++
		}
		documenti[i] = d
	}
	out := make([]Consegnato, len(fogli))
	for i, f := range fogli {
		out[i] = Consegnato{f.Chiave, documenti[i].Manca}
	}
	switch {
	case letti == 0:
		return out
	case SenzaSessione(out) != nil:
		for i := range out {
			if out[i].Err == nil {
				out[i].Err = annullata()
			}
		}
		return out
	}
	for i, err := range u.StampaInsieme(ctx, documenti) {
		out[i].Err = err
	}
	return out
}

// SenzaSessione returns the error that asks for a login, nil when none does.
func SenzaSessione(c []Consegnato) error {
	for _, x := range c {
		if x.Err != nil && esenpat.KindOf(x.Err) == esenpat.Unauthenticated {
			return x.Err
		}
	}
	return nil
}

// Racconta says what became of each paper: fatto of those that were handed to
// the printer, the notice of those that were not, which stays on the screen.
// What the user gave up needs no words, unless something else was printed.
func Racconta(t avviso.Testi, c []Consegnato) (fatto string, a avviso.Avviso) {
	var stampati, lasciati []string
	var falliti []Consegnato
	for _, x := range c {
		switch {
		case x.Err == nil:
			stampati = append(stampati, t.T("stampa.fatto."+x.Chiave))
		case esenpat.KindOf(x.Err) == esenpat.Canceled:
			lasciati = append(lasciati, t.T("stampa.lasciato."+x.Chiave))
		default:
			falliti = append(falliti, x)
		}
	}
	if len(stampati) > 0 {
		stampati = append(stampati, lasciati...)
	}
	fatto = strings.Join(stampati, " ")
	if len(falliti) == 0 {
		return fatto, a
	}
	a = avviso.Di(t, falliti[0].Err)
	titolo := t.T("stampa.fallito." + falliti[0].Chiave)
	if len(falliti) > 1 {
		titolo = t.T("stampa.fallito.tutti")
	}
	a.Titolo, a.Causa = titolo, a.Titolo+" "+a.Causa
	for _, x := range falliti[1:] {
		if b := avviso.Di(t, x.Err); b.Codice != a.Codice {
			a.Causa += " " + t.T("stampa.foglio."+x.Chiave) + ": " + b.Titolo + " " + b.Causa
		}
	}
	return fatto, a
}
