package regionetest_test

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/documento"
)

// ristampa is a generator that lays out one certificate for each patient and
// doctor, and gives every further one the same pages with a mark of its own in
// the metadata. The bytes of two documents differ, as they must; what a history
// promises does not depend on their layout, which is a third of its cost.
type ristampa struct {
	*documento.Generatore
	segno string // as long as a UUID

	mu    sync.Mutex
	fatti map[[3]string]esenpat.DocumentoCertificato
}

func nuovaRistampa(t *testing.T) *ristampa {
	t.Helper()
	segno := strings.Repeat("s", len(uuid.Nil.String()))
	return &ristampa{
		Generatore: generatoreDi(t, segno), segno: segno, fatti: map[[3]string]esenpat.DocumentoCertificato{},
	}
}

// Genera implements ambiente.Documenti.
func (r *ristampa) Genera(ctx context.Context, c esenpat.ContenutoCertificato) (esenpat.DocumentoCertificato, error) {
	tipo := "certificato"
	if c.Annullativo() {
		tipo = "annullativo"
	}
	quale := [3]string{tipo, string(c.Assistito.CodiceFiscale), string(c.Medico.CodiceFiscale)}
	r.mu.Lock()
	defer r.mu.Unlock()
	d, gia := r.fatti[quale]
	if !gia {
		var err error
		if d, err = r.Generatore.Genera(ctx, c); err != nil {
			return d, err
		}
		r.fatti[quale] = d
	}
	d.PDF = bytes.ReplaceAll(d.PDF, []byte(r.segno), []byte(uuid.NewString()))
	return d, nil
}
