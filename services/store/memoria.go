package store

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Memoria is a store that ends with the process: for tests, and for a doctor
// who chose «Lavora senza salvare bozze» and was told so. It keeps the same
// contract as [Archivio] but for durability.
type Memoria struct {
	mu         sync.Mutex
	bozze      map[string][]esenpat.Bozza // last saved last
	atti       []esenpat.AttoInSospeso
	preferenze map[[2]string]string
	conservati []conservatoDi // last kept last
}

type conservatoDi struct {
	proprietario string
	c            esenpat.Conservato
}

// NewMemoria returns an empty store.
func NewMemoria() *Memoria {
	return &Memoria{bozze: map[string][]esenpat.Bozza{}, preferenze: map[[2]string]string{}}
}

// SalvaBozza keeps b; see [Archivio.SalvaBozza].
func (m *Memoria) SalvaBozza(_ context.Context, proprietario string, b esenpat.Bozza) error {
	if b.ID == "" {
		return esenpat.NewError(esenpat.Invalid, "bozza.senza-id", "store.SalvaBozza")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	di := m.bozze[proprietario]
	if i := posto(di, b.ID); i >= 0 {
		if b.Sequenza < di[i].Sequenza {
			return esenpat.NewError(esenpat.Conflict, "bozza.superata", "store.SalvaBozza")
		}
		di = slices.Delete(di, i, i+1)
	}
	m.bozze[proprietario] = append(di, b)
	return nil
}

// Bozze returns the drafts of an owner, the last saved first.
func (m *Memoria) Bozze(_ context.Context, proprietario string) ([]esenpat.Bozza, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := slices.Clone(m.bozze[proprietario])
	slices.Reverse(out)
	return out, nil
}

// Bozza returns one draft, or NotFound "bozza.non-trovata".
func (m *Memoria) Bozza(_ context.Context, proprietario, id string) (esenpat.Bozza, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	di := m.bozze[proprietario]
	i := posto(di, id)
	if i < 0 {
		return esenpat.Bozza{}, esenpat.NewError(esenpat.NotFound, "bozza.non-trovata", "store.Bozza")
	}
	return di[i], nil
}

// EliminaBozza removes a draft; one that is not there is no error.
func (m *Memoria) EliminaBozza(_ context.Context, proprietario, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.bozze[proprietario] = slices.DeleteFunc(m.bozze[proprietario], func(b esenpat.Bozza) bool { return b.ID == id })
	return nil
}

func posto(bozze []esenpat.Bozza, id string) int {
	return slices.IndexFunc(bozze, func(b esenpat.Bozza) bool { return b.ID == id })
}

// EliminaTutto removes all that is stored of a doctor.
func (m *Memoria) EliminaTutto(_ context.Context, proprietario string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.bozze, proprietario)
	m.atti = slices.DeleteFunc(m.atti, func(a esenpat.AttoInSospeso) bool { return a.Proprietario == proprietario })
	maps.DeleteFunc(m.preferenze, func(k [2]string, _ string) bool { return k[0] == proprietario })
	m.conservati = slices.DeleteFunc(m.conservati, func(x conservatoDi) bool { return x.proprietario == proprietario })
	return nil
}

func (m *Memoria) togliConservato(proprietario, cassetto, chiave string) {
	m.conservati = slices.DeleteFunc(m.conservati, func(x conservatoDi) bool {
		return x.proprietario == proprietario && x.c.Cassetto == cassetto && x.c.Chiave == chiave
	})
}

// BozzeGuaste returns 0: nothing in memory is sealed.
func (*Memoria) BozzeGuaste(context.Context, string) (int, error) { return 0, nil }

// AnnotaAtto keeps an act; the same key again replaces it.
func (m *Memoria) AnnotaAtto(_ context.Context, atto esenpat.AttoInSospeso) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if i := slices.IndexFunc(m.atti, func(a esenpat.AttoInSospeso) bool { return a.Chiave == atto.Chiave }); i >= 0 {
		m.atti[i] = atto
		return nil
	}
	m.atti = append(m.atti, atto)
	return nil
}

// RisolviAtto forgets an act; one that is not there is no error.
func (m *Memoria) RisolviAtto(_ context.Context, chiave string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.atti = slices.DeleteFunc(m.atti, func(a esenpat.AttoInSospeso) bool { return a.Chiave == chiave })
	return nil
}

// AttiInSospeso returns the acts of an owner, oldest first.
func (m *Memoria) AttiInSospeso(_ context.Context, proprietario string) ([]esenpat.AttoInSospeso, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]esenpat.AttoInSospeso, 0, len(m.atti))
	for _, a := range m.atti {
		if a.Proprietario == proprietario {
			out = append(out, a)
		}
	}
	return out, nil
}

// Preferenze returns what was set for an owner.
func (m *Memoria) Preferenze(_ context.Context, proprietario string) (map[string]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string]string{}
	for k, v := range maps.All(m.preferenze) {
		if k[0] == proprietario {
			out[k[1]] = v
		}
	}
	return out, nil
}

// SalvaPreferenza sets one preference; an empty value removes it.
func (m *Memoria) SalvaPreferenza(_ context.Context, proprietario, chiave, valore string) error {
	if err := preferenzaValida("store.SalvaPreferenza", chiave, valore); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if valore == "" {
		delete(m.preferenze, [2]string{proprietario, chiave})
		return nil
	}
	m.preferenze[[2]string{proprietario, chiave}] = valore
	return nil
}
