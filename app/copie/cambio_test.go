package copie_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/certificati"
	"github.com/esenpat/esenpat-desktop/app/copie"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// reparto is a workstation that doctors take over from each other while answers
// are on their way.
type reparto struct {
	certificati.Lettura
	caso     *rand.Rand
	medico   string
	conserva map[string][]string // by doctor: what was kept, as text
	ferma    bool                // the service does not answer
	lettore  copie.Certificati
	profondo int
	prova    func(medico string, p esenpat.Pagina[esenpat.CertificatoSintesi], err error)
}

// Corrente implements copie.Sessione.
func (r *reparto) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: esenpat.CodiceFiscale(r.medico)}}, r.medico != ""
}

// FindCertificati answers with rows of the doctor who asked; until it does,
// somebody else may log in, ask, and be answered first.
func (r *reparto) FindCertificati(ctx context.Context, _ esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	chi := r.medico
	for r.profondo < 4 && r.caso.IntN(2) == 0 {
		r.profondo++
		r.cambia()
		r.cerca(ctx)
		r.profondo--
	}
	if r.caso.IntN(3) == 0 {
		r.medico = chi // back in time
	}
	if r.ferma && r.caso.IntN(2) == 0 {
		return esenpat.Pagina[esenpat.CertificatoSintesi]{}, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	}
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Totale: 1, Elementi: []esenpat.CertificatoSintesi{{ID: fmt.Sprint(r.caso.IntN(50), " di ", chi), Numero: "di " + chi}}}, nil
}

func (r *reparto) cambia() { r.medico = []string{"ANNA", "MARCO", ""}[r.caso.IntN(3)] }

func (r *reparto) cerca(ctx context.Context) {
	chi := r.medico
	p, err := r.lettore.FindCertificati(ctx, esenpat.FiltroCertificati{Pagina: esenpat.Finestra{Limit: 50}})
	r.prova(chi, p, err)
}

// Conserva implements copie.Deposito.
func (r *reparto) Conserva(_ context.Context, medico string, c esenpat.Conservato) error {
	if len(c.Contenuto) > 0 { // else only that the copies were used
		r.conserva[medico] = append(r.conserva[medico], string(c.Contenuto))
	}
	return nil
}

// Conservati implements copie.Deposito: nothing here is old.
func (r *reparto) Conservati(context.Context, string, string) ([]esenpat.Conservato, error) {
	return nil, nil
}

// TogliConservato implements copie.Deposito.
func (r *reparto) TogliConservato(context.Context, string, string, string) error { return nil }

// Conservato implements copie.Deposito.
func (r *reparto) Conservato(_ context.Context, medico, _, _ string) (esenpat.Conservato, error) {
	tutti := r.conserva[medico]
	if len(tutti) == 0 {
		return esenpat.Conservato{}, esenpat.NewError(esenpat.NotFound, "conservato.nessuno", "finto")
	}
	return esenpat.Conservato{Quando: time.Unix(0, 0), Contenuto: []byte(tutti[len(tutti)-1])}, nil
}

// TestCambio_aLateAnswerIsOfNoUseToTheNextDoctor guards FT-33: in a hundred
// interleavings of two doctors who take over from each other while answers are on
// their way and come out of order, nobody is shown, and no copy keeps, what
// another one asked for.
func TestCambio_aLateAnswerIsOfNoUseToTheNextDoctor(t *testing.T) {
	risposte, scartate := 0, 0
	for seme := range 100 {
		r := &reparto{caso: rand.New(rand.NewPCG(33, uint64(seme))), conserva: map[string][]string{}}
		archivio := certificati.NewArchivio(certificati.OpzioniArchivio{Lettura: r})
		r.lettore = copie.NewCertificati(archivio, copie.New(r, r, func() time.Time { return time.Unix(60, 0) }))
		r.prova = func(medico string, p esenpat.Pagina[esenpat.CertificatoSintesi], err error) {
			if medico != r.medico && (err == nil || len(p.Elementi) > 0) {
				t.Errorf("seed %d: %q asked, %q works here, and is given %+v, %v", seme, medico, r.medico, p, err)
			}
			for _, c := range p.Elementi {
				if c.Numero != "di "+medico {
					t.Errorf("seed %d: %q is shown what is %s", seme, medico, c.Numero)
				}
			}
			if risposte++; esenpat.KindOf(err) == esenpat.Canceled && err != nil {
				scartate++
			}
		}
		for range 20 {
			r.ferma = r.caso.IntN(3) == 0
			r.cambia()
			r.cerca(t.Context())
		}
		for medico, copie := range r.conserva {
			for _, altro := range []string{"ANNA", "MARCO"} {
				if altro != medico && strings.Contains(strings.Join(copie, ""), "di "+altro) {
					t.Errorf("seed %d: the copies of %q hold what is of %s", seme, medico, altro)
				}
			}
		}
	}
	if scartate < 100 || scartate == risposte {
		t.Errorf("%d of %d answers were dropped", scartate, risposte)
	}
}
