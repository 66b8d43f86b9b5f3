// Package aggiorna keeps the catalogues of this workstation up to date with the
// regional service: the local copy serves at once, the service is asked after a
// random wait, unchanged is told by an ETag, and a change comes as a difference
// where the service still knows the version in hand.
package aggiorna

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Servizio is the regional service. All are reads and may be repeated.
type Servizio interface {
	// Cataloghi lists the catalogues; nil when etag is still the current one.
	Cataloghi(ctx context.Context, etag string) ([]esenpat.VersioneCatalogo, string, error)
	Catalogo(ctx context.Context, nome string) (esenpat.CatalogoRegionale, error)
	// VariazioniCatalogo fails with "catalogo.cursore-scaduto" when the service
	// no longer knows the version: the whole catalogue is read then.
	VariazioniCatalogo(ctx context.Context, nome, da string) (esenpat.VariazioniCatalogo, error)
}

// Copie are the catalogues kept on this workstation, by service. Salva is one
// transaction: on an error what was there stays.
type Copie interface {
	Copie(ctx context.Context, servizio string) ([]esenpat.CatalogoRegionale, error)
	SalvaCopie(ctx context.Context, servizio string, c []esenpat.CatalogoRegionale) error
}

// Opzioni are what New needs.
type Opzioni struct {
	Servizio Servizio
	Copie    Copie
	Nome     string // of the service: copies of one are never used for another
	Orologio func() time.Time
	// Caso returns a random number from 0 to n-1; n is greater than 0.
	Caso func(n int64) int64
	// Finestra is the time over which workstations are spread: ten thousand in
	// ten minutes are seventeen a second. 0 asks at once.
	Finestra time.Duration
	Ogni     time.Duration // between two checks
	Log      *slog.Logger
	// Usa puts catalogues in use; called on any goroutine, one at a time.
	Usa func([]esenpat.CatalogoRegionale)
}

// indice is the record that keeps the ETag of the list of catalogues.
const indice = "indice"

// Aggiornatore keeps the catalogues of one service up to date. Its methods may
// be called from any goroutine.
type Aggiornatore struct {
	o       Opzioni
	sveglia chan struct{}

	mu    sync.Mutex // one check at a time
	copie []esenpat.CatalogoRegionale
}

// New returns an Aggiornatore that has read nothing yet.
func New(o Opzioni) *Aggiornatore { return &Aggiornatore{o: o, sveglia: make(chan struct{}, 1)} }

// Carica puts the local copies in use. Without any, or with damaged ones, the
// catalogue of the program goes on serving; the error tells about the damage.
func (a *Aggiornatore) Carica(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	c, err := a.o.Copie.Copie(ctx, a.o.Nome)
	if err != nil {
		return err
	}
	a.copie = c
	if len(c) > 0 {
		a.o.Usa(a.cataloghi())
	}
	return nil
}

// Segui checks after a random wait and then again and again, until ctx ends. A
// failed check is tried again at the next turn: the local copy serves.
func (a *Aggiornatore) Segui(ctx context.Context) {
	pausa := a.ritardo()
	for {
		t := time.NewTimer(pausa)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-a.sveglia:
			t.Stop()
		case <-t.C:
		}
		if _, err := a.Controlla(ctx); err != nil && ctx.Err() == nil {
			a.o.Log.Warn("catalogues not checked", slog.Any("error", esenpat.AsError(err)))
		}
		pausa = a.o.Ogni + a.ritardo()
	}
}

// Sveglia asks for a check now: the service has refused a code as out of date,
// or the user wants to know.
func (a *Aggiornatore) Sveglia() {
	select {
	case a.sveglia <- struct{}{}:
	default: // one is due already
	}
}

func (a *Aggiornatore) ritardo() time.Duration {
	if a.o.Finestra <= 0 {
		return 0
	}
	return time.Duration(a.o.Caso(int64(a.o.Finestra)))
}

// Controlla asks the service once and reports whether anything changed. On an
// error nothing has changed, except when only saving failed: what was delivered
// is in use then, and the error says that it will not be there at the next start.
func (a *Aggiornatore) Controlla(ctx context.Context) (cambiato bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	etag := a.copia(indice).ETag
	if a.copia(esenpat.CatalogoEsenzioni).Versione == "" || a.copia(esenpat.CatalogoDiagnosi).Versione == "" {
		etag = "" // «unchanged» would leave us without
	}
	elenco, etag, err := a.o.Servizio.Cataloghi(ctx, etag)
	if err != nil || elenco == nil {
		return false, err
	}
	nuove := []esenpat.CatalogoRegionale{{VersioneCatalogo: esenpat.VersioneCatalogo{Nome: indice, ETag: etag}}}
	for _, nome := range []string{esenpat.CatalogoEsenzioni, esenpat.CatalogoDiagnosi} {
		i := slices.IndexFunc(elenco, func(v esenpat.VersioneCatalogo) bool { return v.Nome == nome })
		if i < 0 {
			return false, esenpat.NewError(esenpat.NotFound, "catalogo.non-consegnato", "aggiorna.Controlla").With("nome", nome)
		}
		k, errNome := a.aggiornato(ctx, a.copia(nome), elenco[i])
		if errNome != nil {
			return false, errNome
		}
		cambiato = cambiato || k.RicevutoIl.After(a.copia(nome).RicevutoIl)
		nuove = append(nuove, k)
	}
	a.copie = nuove
	if cambiato {
		a.o.Usa(a.cataloghi())
	}
	return cambiato, a.o.Copie.SalvaCopie(ctx, a.o.Nome, nuove)
}

// aggiornato returns the catalogue of version v: the copy when it is the same,
// else the copy with the differences, else the whole of it.
func (a *Aggiornatore) aggiornato(ctx context.Context, copia esenpat.CatalogoRegionale, v esenpat.VersioneCatalogo) (esenpat.CatalogoRegionale, error) {
	if copia.Versione != "" && copia.ETag == v.ETag {
		copia.AggiornatoIl = v.AggiornatoIl
		return copia, nil
	}
	k, err := a.differenze(ctx, copia, v)
	if err != nil {
		return copia, err
	}
	if k == nil {
		intero, errIntero := a.o.Servizio.Catalogo(ctx, v.Nome)
		if errIntero != nil {
			return copia, errIntero
		}
		if len(intero.Esenzioni)+len(intero.Diagnosi) == 0 {
			return copia, esenpat.NewError(esenpat.Unavailable, "catalogo.non-consegnato", "aggiorna.aggiornato").With("nome", v.Nome)
		}
		k = &intero
	}
	k.Nome, k.AggiornatoIl, k.RicevutoIl = v.Nome, v.AggiornatoIl, a.o.Orologio()
	return *k, nil
}

// differenze brings the copy to version v, or returns nil when the whole is to
// be read: there is no copy, the service no longer knows its version, or the
// result is not what the list promises.
func (a *Aggiornatore) differenze(ctx context.Context, copia esenpat.CatalogoRegionale, v esenpat.VersioneCatalogo) (*esenpat.CatalogoRegionale, error) {
	if copia.Versione == "" {
		return nil, nil //nolint:nilnil // nothing to start from
	}
	const massimo = 100 // pages: more than that is a service that turns in a circle
	da := copia.Versione
	for range massimo {
		d, err := a.o.Servizio.VariazioniCatalogo(ctx, v.Nome, da)
		if err != nil {
			if e, ok := errors.AsType[*esenpat.Error](err); ok && e.Code == "catalogo.cursore-scaduto" {
				return nil, nil //nolint:nilnil // read the whole
			}
			return nil, err
		}
		copia = applica(copia, d)
		da = d.VersioneA
		if !d.Altri {
			break
		}
	}
	if da != v.Versione || (v.Elementi > 0 && len(copia.Esenzioni)+len(copia.Diagnosi) != v.Elementi) {
		return nil, nil //nolint:nilnil // read the whole
	}
	copia.Versione, copia.ETag = v.Versione, v.ETag
	return &copia, nil
}

// applica returns a copy of c with the differences d.
func applica(c esenpat.CatalogoRegionale, d esenpat.VariazioniCatalogo) esenpat.CatalogoRegionale {
	c.Esenzioni = metti(c.Esenzioni, d.Esenzioni, d.Rimossi, func(v esenpat.VoceEsenzione) string { return v.Codice })
	c.Diagnosi = metti(c.Diagnosi, d.Diagnosi, d.Rimossi, func(v esenpat.VoceDiagnosi) string {
		return esenpat.ChiaveDiagnosi(v.CodiceEsenzione, v.Codice)
	})
	return c
}

func metti[T any](vecchie, nuove []T, rimosse []string, chiave func(T) string) []T {
	out := slices.DeleteFunc(slices.Clone(vecchie), func(v T) bool { return slices.Contains(rimosse, chiave(v)) })
	for _, n := range nuove {
		if i := slices.IndexFunc(out, func(v T) bool { return chiave(v) == chiave(n) }); i >= 0 {
			out[i] = n
			continue
		}
		out = append(out, n)
	}
	return out
}

// InUso is the copy of the exemptions that serves, zero while there is none. It
// waits for a check that is under way.
func (a *Aggiornatore) InUso() (esenpat.VersioneCatalogo, time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.copia(esenpat.CatalogoEsenzioni)
	return c.VersioneCatalogo, c.RicevutoIl
}

func (a *Aggiornatore) copia(nome string) esenpat.CatalogoRegionale {
	for _, c := range a.copie {
		if c.Nome == nome {
			return c
		}
	}
	return esenpat.CatalogoRegionale{}
}

func (a *Aggiornatore) cataloghi() []esenpat.CatalogoRegionale {
	return slices.DeleteFunc(slices.Clone(a.copie), func(c esenpat.CatalogoRegionale) bool { return c.Nome == indice })
}
