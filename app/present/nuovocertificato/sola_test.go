package nuovocertificato_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	nc "github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/riserva"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// discoLento does every operation only when the test lets it, and ends it as the
// test says: as a busy computer does.
type discoLento struct {
	*store.Memoria

	mu     sync.Mutex
	attese []chan esito
	libero bool
}

// esito is how an operation ends: an error before or after it is done.
type esito struct{ prima, dopo error }

func (d *discoLento) aspetta() esito {
	d.mu.Lock()
	if d.libero {
		d.mu.Unlock()
		return esito{}
	}
	c := make(chan esito)
	d.attese = append(d.attese, c)
	d.mu.Unlock()
	return <-c
}

// lascia lets one operation go, if any waits.
func (d *discoLento) lascia(e esito) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.attese) > 0 {
		c := d.attese[0]
		d.attese = d.attese[1:]
		c <- e
	}
}

// libera lets all go from now on.
func (d *discoLento) libera() {
	d.mu.Lock()
	d.libero = true
	n := len(d.attese)
	d.mu.Unlock()
	for range n {
		d.lascia(esito{})
	}
}

func (d *discoLento) SalvaBozza(ctx context.Context, p string, b esenpat.Bozza) error {
	e := d.aspetta()
	if e.prima != nil {
		return e.prima
	}
	if err := d.Memoria.SalvaBozza(ctx, p, b); err != nil {
		return err
	}
	return e.dopo
}

func (d *discoLento) Bozza(ctx context.Context, p, id string) (esenpat.Bozza, error) {
	if e := d.aspetta(); e.prima != nil {
		return esenpat.Bozza{}, e.prima
	}
	return d.Memoria.Bozza(ctx, p, id)
}

// solo is one window with two drafts on a slow disk.
type solo struct {
	*banco

	disco   *discoLento
	scritto map[string]string // last text typed in each draft
	n       int
}

func nuovoSolo(t *testing.T) *solo {
	t.Helper()
	s := &solo{banco: nuovo(t), disco: &discoLento{Memoria: store.NewMemoria(), libero: true}, scritto: map[string]string{}}
	dep := riserva.New(s.disco, store.NewMemoria())
	s.vero = bozze.New(dep, s.fuori, func() string { return "nessuno" }, time.Now)
	s.crea = func(b esenpat.Bozza) (esenpat.Certificato, error) { // writes its key, then is refused
		b.Chiave = "k"
		if err := dep.PerCreazione().SalvaBozza(context.Background(), string(b.Medico.CodiceFiscale), b); err != nil {
			return esenpat.Certificato{}, err
		}
		return esenpat.Certificato{}, err(esenpat.Rejected, "assistito.non-competente")
	}
	for range 2 {
		s.compila(t)
		s.p.Salva()
		s.quieto()
		s.scritto[s.p.State().Bozza] = "Carcinoma della mammella"
		s.p.Nuova()
		s.quieto()
	}
	s.p.Riapri("b1")
	s.quieto()
	s.disco.libero = false
	return s
}

// mossa is one thing that happens at random.
func (s *solo) mossa(caso *rand.Rand) string {
	lento := esenpat.NewError(esenpat.Keyring, "keyring.lento", "finto")
	occupato := esenpat.NewError(esenpat.Storage, "archivio.occupato", "finto")
	switch n := caso.IntN(20); n {
	case 0, 1, 2, 3:
		id := s.p.State().Bozza
		if s.p.State().Passo != nc.PassoDati {
			return "no field"
		}
		s.n++
		testo := "testo " + strconv.Itoa(s.n)
		s.p.SetPatologia(testo)
		if s.p.State().Lavoro.Dati.Patologia.Valore == testo { // not while it is being sent
			s.scritto[id] = testo
		}
		return "type " + testo + " in " + id
	case 4, 5:
		id := "b" + strconv.Itoa(1+caso.IntN(2))
		s.p.Riapri(id)
		return "open " + id
	case 6:
		s.p.Salva()
		return "save"
	case 7:
		s.p.Indietro()
		return "back"
	case 8:
		s.p.VaiA(nc.PassoDati)
		return "to the data"
	case 9, 10:
		s.p.Primario()
		return "primary"
	case 11:
		s.ora.Avanza(time.Second)
		return "a second"
	case 12:
		s.disco.lascia(esito{prima: lento})
		return "slow key ring"
	case 13:
		s.disco.lascia(esito{dopo: occupato})
		return "written but refused"
	case 14:
		s.disco.lascia(esito{prima: occupato})
		return "refused"
	default:
		s.disco.lascia(esito{})
		return "disk"
	}
}

// TestSolaFinestra_isNeverToldOfAnotherAndLosesNothing guards FT-32 and FT-36: in
// one window alone «modificata altrove» was said once, on a computer under load.
// Typing, opening, confirming and a disk that answers late or badly come in any
// order; nothing typed is lost, and nobody else is ever blamed for it.
func TestSolaFinestra_isNeverToldOfAnotherAndLosesNothing(t *testing.T) {
	for seme := range uint64(tasktest.Quante(40, 400)) {
		synctest.Test(t, func(t *testing.T) {
			s := nuovoSolo(t)
			defer s.disco.libera()
			caso := rand.New(rand.NewPCG(seme, 1))
			var storia []string
			for range 80 {
				storia = append(storia, s.mossa(caso))
				synctest.Wait()
				if caso.IntN(3) > 0 {
					s.coda.Svuota()
				}
				if st := s.p.State(); st.Conflitto.Titolo != "" || st.Avviso.Codice == "bozza.superata" {
					t.Fatalf("seed %d: told of another window: %+v\n%q", seme, st.Avviso, storia)
				}
			}
			s.disco.libera()
			for range 5 {
				synctest.Wait()
				s.quieto()
				s.ora.Avanza(time.Second)
			}
			s.p.Salva()
			s.quieto()
			for id, testo := range s.scritto {
				if b, errB := s.vero.Bozza(t.Context(), id); errB != nil || b.Dati.Patologia != testo {
					t.Fatalf("seed %d: %s holds %q, typed was %q (%v)\n%q", seme, id, b.Dati.Patologia, testo, errB, storia)
				}
			}
		})
	}
}
