package contesto_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	chiamata "github.com/esenpat/esenpat-desktop/app/contesto"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/contesto"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

const (
	paziente = "RSSLNE68D52L219V"
	altro    = "MRCTMS16P03L219T"
	gettone  = "kq3x9Jt-_Zb71LmPq0vR8s"
	host     = "esenpat.example"
	dottA    = esenpat.CodiceFiscale("FRRNNA74C48L219A")
	dottB    = esenpat.CodiceFiscale("BNCMRC70A01L219B")
)

// finestra is a window that a test arranges.
type finestra struct {
	p        *contesto.Presenter
	q        *tasktest.Coda
	orologio *tasktest.Orologio
	chi      esenpat.CodiceFiscale
	azioni   []esenpat.Azione
	bloccata bool
	ingombro contesto.Ingombro
	aperti   []string
	esiti    []string
	chiesti  []string
	err      error
	riprendi func()
}

func (f *finestra) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: f.chi}, Azioni: f.azioni}, f.chi != ""
}
func (f *finestra) Bloccata() bool                { return f.bloccata }
func (f *finestra) Ingombro() contesto.Ingombro   { return f.ingombro }
func (f *finestra) Apri(cf esenpat.CodiceFiscale) { f.aperti = append(f.aperti, string(cf)) }

func (f *finestra) RisolviContesto(_ context.Context, g esenpat.Secret) (esenpat.CodiceFiscale, error) {
	f.chiesti = append(f.chiesti, g.Reveal())
	return paziente, f.err
}

func nuova(t *testing.T) *finestra {
	t.Helper()
	c, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	f := &finestra{
		q: tasktest.NewCoda(), orologio: tasktest.NewOrologio(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)),
		azioni: []esenpat.Azione{esenpat.AzioneNuovoCertificato},
	}
	f.p = contesto.New(t.Context(), contesto.Params{
		UI: f.q.Dispatch, Testi: c, Adesso: f.orologio.Adesso, Scena: f,
		Servizio: func() (contesto.Risolutore, string) { return f, host },
		Annota:   func(esito string) { f.esiti = append(f.esiti, esito) },
	})
	f.p.SessioneScaduta = func(riprendi func()) { f.riprendi = riprendi }
	return f
}

func (f *finestra) ferma() {
	f.p.Wait()
	f.q.Svuota()
}

func conGettone(t *testing.T) chiamata.Richiesta {
	t.Helper()
	r, err := chiamata.DaGettone(gettone)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (f *finestra) vuole(t *testing.T, cosa, codice string, aperti ...string) {
	t.Helper()
	s := f.p.State()
	if s.Avviso.Codice != codice || !slices.Equal(f.aperti, aperti) {
		t.Errorf("%s: notice %q, opened %v; want %q, %v", cosa, s.Avviso.Codice, f.aperti, codice, aperti)
	}
}

func TestArriva_aTokenIsResolvedAndItsPatientOpened(t *testing.T) {
	f := nuova(t)
	f.chi = dottA

	f.p.Arriva(conGettone(t))
	if f.p.State().Attesa == "" {
		t.Error("nobody is told that something is being asked")
	}
	f.ferma()

	f.vuole(t, "open", "", paziente)
	if f.chiesti[0] != gettone || !slices.Equal(f.esiti, []string{"OK"}) {
		t.Errorf("asked %v, audit %v", f.chiesti, f.esiti)
	}
}

func TestArriva_waitsForTheLoginAndForTheLock(t *testing.T) {
	f := nuova(t)
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	if s := f.p.State(); s.Nota == "" || strings.Contains(s.Nota, paziente) {
		t.Errorf("note = %q", s.Nota)
	}
	f.chi, f.bloccata = dottA, true
	f.p.Riprova()
	f.vuole(t, "locked", "")

	f.bloccata = false
	f.p.Riprova()

	f.vuole(t, "unlocked", "", paziente)
	f.p.Riprova()
	f.vuole(t, "served once", "", paziente)
}

func TestArriva_doesNotWaitForEver(t *testing.T) {
	f := nuova(t)
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	f.orologio.Avanza(contesto.Attesa + time.Second)
	f.chi = dottA

	f.p.Riprova()

	f.vuole(t, "late", "contesto.attesa-finita")
}

func TestUscito_theCallEndsWithItsDoctor(t *testing.T) {
	f := nuova(t)
	f.chi, f.bloccata = dottA, true
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	f.p.Uscito()
	f.chi, f.bloccata = dottB, false
	f.p.Riprova()
	f.vuole(t, "after the change", "")

	// Even if nobody told us: who was working when it came is who it is for.
	f.chi, f.bloccata = dottA, true
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	f.chi, f.bloccata = dottB, false
	f.p.Riprova()
	f.vuole(t, "another doctor", "contesto.altro-medico")

	f.p.Arriva(chiamata.Richiesta{Assistito: paziente, Medico: dottA})
	f.vuole(t, "named doctor", "contesto.altro-medico")
}

func TestArriva_neverTakesThePlaceOfWhatIsOpen(t *testing.T) {
	f := nuova(t)
	f.chi, f.ingombro = dottA, contesto.Occupato
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	if d := f.p.State().Domanda; !d.Apri || !strings.Contains(d.Testo, paziente) {
		t.Errorf("question = %+v", d)
	}
	f.p.Rimanda()
	f.p.Riprova() // an unlock meanwhile does not ask again
	if s := f.p.State(); s.Banda == "" || s.Domanda.Testo != "" || strings.Contains(s.Banda, paziente) {
		t.Errorf("put off: %+v", s)
	}
	f.vuole(t, "put off", "")

	f.p.Riprendi()
	f.p.Apri()
	f.vuole(t, "opened", "", paziente)

	f.ingombro = contesto.Fermo
	f.p.Arriva(chiamata.Richiesta{Assistito: altro})
	if d := f.p.State().Domanda; d.Apri || d.Testo == "" {
		t.Errorf("question = %+v", d)
	}
	f.p.Apri() // pressed all the same, or an act has begun under the question
	f.vuole(t, "under way", "", paziente)
	f.ingombro = contesto.Libero
	f.p.Rimanda()
	f.p.Chiuso()
	f.vuole(t, "after the work", "", paziente, altro)
}

func TestArriva_theLatestCallCounts(t *testing.T) {
	f := nuova(t)
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	f.p.Arriva(chiamata.Richiesta{Assistito: altro})
	f.chi = dottA

	f.p.Riprova()

	f.vuole(t, "second click", "", altro)
}

func TestArriva_refusalsSayWhy(t *testing.T) {
	f := nuova(t)
	f.chi = dottA
	for _, codice := range []string{"contesto.non-trovato", "contesto.scaduto", "contesto.altro-medico"} {
		f.err = esenpat.NewError(esenpat.NotFound, codice, "finto")
		f.p.Arriva(conGettone(t))
		f.ferma()
		f.vuole(t, codice, codice)
		if s := f.p.State(); s.Ripeti || s.Avviso.Causa == "" || s.Avviso.Rimedio == "" {
			t.Errorf("%s: %+v", codice, s.Avviso)
		}
	}
	n := len(f.chiesti)
	r := conGettone(t)
	r.Servizio = "altro.example"
	f.p.Arriva(r)
	f.ferma()
	f.vuole(t, "other service", "contesto.altro-servizio")
	if len(f.chiesti) != n {
		t.Error("the token was shown to another service")
	}
	f.azioni = nil
	f.p.Arriva(conGettone(t))
	f.vuole(t, "no right", "contesto.senza-diritto")
	f.p.Scarta()
	f.vuole(t, "closed", "")
}

func TestArriva_offLineItCanBeRepeated(t *testing.T) {
	f := nuova(t)
	f.chi, f.err = dottA, esenpat.NewError(esenpat.Offline, "rete.assente", "finto")
	f.p.Arriva(conGettone(t))
	f.ferma()
	if s := f.p.State(); !s.Ripeti || s.Avviso.Codice != "rete.assente" {
		t.Fatalf("%+v", s)
	}
	f.p.Chiudi()
	if f.p.State().Banda == "" {
		t.Error("closed and forgotten")
	}
	f.err = nil
	f.p.Riprendi()
	f.ferma()
	f.vuole(t, "again", "", paziente)
}

func TestArriva_anEndedSessionGoesOnAfterTheLogin(t *testing.T) {
	f := nuova(t)
	f.chi, f.err = dottA, esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "finto")
	f.p.Arriva(conGettone(t))
	f.ferma()
	if f.riprendi == nil {
		t.Fatal("no login was asked")
	}
	f.err = nil

	f.riprendi()
	f.ferma()

	f.vuole(t, "again", "", paziente)
}

func TestRifiuta_whatIsNoCallDoesNotDropOneThatWaits(t *testing.T) {
	f := nuova(t)
	f.chi, f.ingombro = dottA, contesto.Occupato
	f.p.Arriva(chiamata.Richiesta{Assistito: paziente})
	f.p.Rifiuta(esenpat.NewError(esenpat.Invalid, "contesto.indirizzo-non-valido", "finto"))
	f.vuole(t, "stranger", "contesto.indirizzo-non-valido")

	f.p.Chiudi()

	if f.p.State().Domanda.Testo == "" {
		t.Errorf("the call is gone: %+v", f.p.State())
	}
}
