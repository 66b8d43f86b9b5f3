package ambiente

import (
	"context"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
)

// Conteggi are how many things exist, for tests that cut connections.
type Conteggi struct {
	Certificati int // ever created
	DaFirmare   int
	Validi      int
	Annullati   int
	Firme       int // documents that carry a signature, annulling ones included
	Esenzioni   int
	InAURA      int
	Atti        int // outcomes kept
}

// Conta counts what exists now.
func (a *Ambiente) Conta(ctx context.Context) (Conteggi, error) {
	var c Conteggi
	for condizione, n := range map[string]*int{
		`certificati`: &c.Certificati, `esenzioni`: &c.Esenzioni, `aura`: &c.InAURA, `operazioni WHERE stato = 'RIUSCITA'`: &c.Atti,
	} {
		v, err := a.s.archivio.Conta(ctx, condizione)
		if err != nil {
			return Conteggi{}, err
		}
		*n = v
	}
	stati, err := archivio.ContaStati(ctx, a.s.archivio.DB())
	if err != nil {
		return Conteggi{}, err
	}
	c.DaFirmare, c.Validi, c.Annullati = stati[esenpat.DaFirmare], stati[esenpat.Valido], stati[esenpat.Annullato]
	c.Firme, err = archivio.ContaFirme(ctx, a.s.archivio.DB())
	return c, err
}
