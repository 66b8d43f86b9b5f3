package copie

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	// inuso is after how long without use what was read of patients is removed
	// (SE-09).
	inuso = 24 * time.Hour
	// ogniQuanto the use is written down again while somebody works.
	ogniQuanto = time.Hour

	cassettoUso = "copie-uso"
	chiaveUso   = "uso"
)

// uso is when the doctor was last seen to work with the copies.
type uso struct {
	mu     sync.Mutex
	chi    string
	quando time.Time
}

// usa removes the copies that nobody has used for a day, before any of them is
// read, and writes down that they are in use. What cannot be removed now is tried
// again at the next use.
func (c *Copie) usa(ctx context.Context, chi string) {
	c.uso.mu.Lock()
	defer c.uso.mu.Unlock()
	ora := c.ora()
	if d := ora.Sub(c.uso.quando); c.uso.chi == chi && d >= 0 && d < ogniQuanto {
		return
	}
	ctx = context.WithoutCancel(ctx)
	if c.scadute(ctx, chi, ora) && !c.butta(ctx, chi) {
		return
	}
	if c.deposito.Conserva(ctx, chi, esenpat.Conservato{Cassetto: cassettoUso, Chiave: chiaveUso, Quando: ora}) == nil {
		c.uso.chi, c.uso.quando = chi, ora
	}
}

// scadute reports whether the last use is too long ago. Where it was never
// written down, the last reading tells.
func (c *Copie) scadute(ctx context.Context, chi string, ora time.Time) bool {
	x, err := c.deposito.Conservato(ctx, chi, cassettoUso, chiaveUso)
	ultimo := x.Quando
	if err != nil {
		tutte, errTutte := c.tutte(ctx, chi)
		if errTutte != nil || len(tutte) == 0 {
			return false
		}
		for _, t := range tutte {
			if t.Quando.After(ultimo) {
				ultimo = t.Quando
			}
		}
	}
	return ora.Sub(ultimo) > inuso
}

// butta removes what was read of patients; the tables of the catalogue stay.
func (c *Copie) butta(ctx context.Context, chi string) bool {
	tutte, err := c.tutte(ctx, chi)
	if err != nil {
		return false
	}
	for _, x := range tutte {
		if strings.HasPrefix(x.Chiave, "catalogo/") {
			continue
		}
		if c.deposito.TogliConservato(ctx, chi, x.Cassetto, x.Chiave) != nil {
			return false
		}
	}
	return true
}

// tutte are the copies of all kinds.
func (c *Copie) tutte(ctx context.Context, chi string) ([]esenpat.Conservato, error) {
	var tutte []esenpat.Conservato
	for _, cassetto := range []string{cassetto, cassettoAssistiti} {
		x, err := c.deposito.Conservati(ctx, chi, cassetto)
		if err != nil {
			return nil, err
		}
		tutte = append(tutte, x...)
	}
	return tutte, nil
}
