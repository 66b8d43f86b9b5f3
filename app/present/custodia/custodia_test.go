package custodia_test

import (
	"context"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/custodia"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

const frase = "quattro parole per ora"

// chiavi are the keys of one doctor.
type chiavi struct {
	guasto    error
	protetta  bool
	daRiunire bool
	usata     string
	versate   int
	rimossi   int
	persa     bool
	nuove     int
	rifiuta   error // what Ricomincia answers
}

func (c *chiavi) Situazione(context.Context) (custodia.Situazione, error) {
	return custodia.Situazione{Protetta: c.protetta, DaRiunire: c.daRiunire, Persa: c.persa, Bozze: 3, Atti: 1}, c.guasto
}

func (c *chiavi) Sblocca(_ context.Context, p esenpat.Secret) error {
	if c.usata != "" && p.Reveal() != c.usata {
		return esenpat.NewError(esenpat.Keyring, "cifra.passphrase-errata", "test")
	}
	c.usata, c.protetta, c.guasto, c.daRiunire = p.Reveal(), true, nil, false
	return nil
}

func (c *chiavi) Dimentica(context.Context) error {
	c.usata, c.protetta = "", false
	return nil
}

func (c *chiavi) Ricomincia(context.Context) error {
	if c.rifiuta == nil {
		c.nuove, c.persa, c.guasto = c.nuove+1, false, nil
	}
	return c.rifiuta
}

func (c *chiavi) Aperta(context.Context) error {
	c.versate++
	return nil
}

func (c *chiavi) Conta(context.Context) (bozze, atti int, err error) { return 3, 1, c.guasto }

func (c *chiavi) Rimuovi(context.Context) error {
	c.rimossi++
	if c.rimossi == 1 {
		return esenpat.NewError(esenpat.Storage, "archivio.occupato", "test")
	}
	return nil
}

type banco struct {
	*custodia.Presenter
	c      *chiavi
	q      *tasktest.Coda
	aperte int
}

func nuovo(t *testing.T, c *chiavi) *banco {
	t.Helper()
	b := &banco{c: c, q: tasktest.NewCoda()}
	b.Presenter = custodia.New(t.Context(), b.q.Dispatch, partitest.Testi(t, "../../.."), c, c)
	b.Aperta = func() { b.aperte++ }
	b.Controlla()
	b.quieto()
	return b
}

func (b *banco) quieto() {
	b.q.Quieta(b.Wait)
}

func (b *banco) sblocca(una, due string) custodia.State {
	b.Sblocca(esenpat.NewSecret(una), esenpat.NewSecret(due))
	b.quieto()
	return b.State()
}

func assente() error { return esenpat.NewError(esenpat.Keyring, "keyring.assente", "test") }

func TestControlla_workingKeyRingAsksNothing(t *testing.T) {
	if b := nuovo(t, &chiavi{}); b.State().Aperto || b.aperte != 0 {
		t.Errorf("got %+v", b.State())
	}
}

// TestSblocca_firstPassphraseIsLongAndTypedTwice guards SE-04.
func TestSblocca_firstPassphraseIsLongAndTypedTwice(t *testing.T) {
	b := nuovo(t, &chiavi{guasto: assente()})
	if s := b.State(); !s.Aperto || !s.Nuova || s.Protetta || s.Motivo.Codice != "keyring.assente" {
		t.Fatalf("got %+v", s)
	}

	if s := b.sblocca("undici car.", "undici car."); s.ErrPassphrase == "" || b.c.usata != "" {
		t.Errorf("short: %+v", s)
	}
	if s := b.sblocca(frase, frase+"!"); s.ErrRipeti == "" || s.ErrPassphrase != "" || b.c.usata != "" {
		t.Errorf("mistyped: %+v", s)
	}
	if s := b.sblocca(frase, frase); s.Aperto || b.c.usata != frase || b.c.versate != 1 || b.aperte != 1 {
		t.Errorf("chosen: %+v %+v", s, b.c)
	}
}

func TestSblocca_knownPassphraseIsTypedOnceAndAWrongOneCanBeRepeated(t *testing.T) {
	b := nuovo(t, &chiavi{guasto: assente(), protetta: true, usata: frase})

	if s := b.sblocca("una frase sbagliata", ""); s.Avviso.Codice != "cifra.passphrase-errata" || !s.Aperto || s.Occupato {
		t.Errorf("wrong: %+v", s)
	}
	if s := b.sblocca(frase, ""); s.Aperto || b.aperte != 1 {
		t.Errorf("right: %+v", s)
	}
}

func TestControlla_riprovaMovesWhatWasInMemoryToTheDisk(t *testing.T) {
	b := nuovo(t, &chiavi{guasto: assente()})
	b.Controlla()
	b.quieto()
	if !b.State().Aperto || b.c.versate != 0 {
		t.Error("a failed retry counts")
	}
	b.c.guasto = nil
	b.Controlla()
	b.quieto()

	if b.State().Aperto || b.c.versate != 1 || b.aperte != 1 {
		t.Errorf("got %+v, %d, %d", b.State(), b.c.versate, b.aperte)
	}
}

func TestControlla_draftsOfATimeWithoutKeyRingAreOffered(t *testing.T) {
	b := nuovo(t, &chiavi{daRiunire: true, protetta: true, usata: frase})
	if s := b.State(); !s.Aperto || !s.DaRiunire || s.Nuova || !s.Motivo.Vuoto() {
		t.Fatalf("got %+v", s)
	}
	if s := b.sblocca(frase, ""); s.Aperto || b.c.daRiunire {
		t.Errorf("got %+v", s)
	}
}

func TestDimentica_asksAndThenANewPassphraseIsChosen(t *testing.T) {
	b := nuovo(t, &chiavi{guasto: assente(), protetta: true, usata: frase})
	b.Dimenticata()
	if b.State().ChiediConferma != 1 || b.c.usata == "" {
		t.Error("put aside without asking")
	}
	b.Dimentica()
	b.quieto()

	if s := b.State(); !s.Nuova || !s.Aperto || s.Protetta {
		t.Errorf("got %+v", s)
	}
}

func TestRinuncia_worksWithoutSaving(t *testing.T) {
	b := nuovo(t, &chiavi{guasto: assente()})
	b.Rinuncia()
	if b.State().Aperto || b.aperte != 0 {
		t.Errorf("got %+v", b.State())
	}
}

// TestRimozione_saysWhatIsLostAndLeavesOnlyWhenNothingIsLeft guards SE-06.
func TestRimozione_saysWhatIsLostAndLeavesOnlyWhenNothingIsLeft(t *testing.T) {
	c, q, fuori := &chiavi{}, tasktest.NewCoda(), 0
	r := custodia.NewRimozione(t.Context(), q.Dispatch, partitest.Testi(t, "../../.."), c)
	r.Rimossi = func() { fuori++ }
	r.Conferma()
	r.Chiedi()
	q.Fino(t, func() bool { return r.State().Aperto })
	if s := r.State(); !strings.Contains(s.Testo, "3") || !strings.Contains(s.Testo, "1 ") || c.rimossi != 0 {
		t.Errorf("got %+v", s)
	}
	r.Conferma()
	q.Fino(t, func() bool { return !r.State().Avviso.Vuoto() })
	if fuori != 0 || !r.State().Aperto {
		t.Error("left with data behind")
	}
	r.Conferma()
	q.Fino(t, func() bool { return fuori == 1 })
	if r.State().Aperto || c.rimossi != 2 {
		t.Errorf("got %+v", r.State())
	}

	c.guasto = assente() // nothing can be counted: it can be destroyed all the same
	r.Chiedi()
	q.Fino(t, func() bool { return r.State().Aperto })
	if r.State().Testo == "" || !r.State().Avviso.Vuoto() {
		t.Errorf("got %+v", r.State())
	}
	r.Annulla()
	if r.State().Aperto {
		t.Error("not closed")
	}
}

func persa() *chiavi {
	return &chiavi{persa: true, guasto: esenpat.NewError(esenpat.Keyring, "cifra.chiave-persa", "test")}
}

// TestChiavePersa_nothingIsMadeBeforeTheDoctorChooses guards SE-04: the loss is
// told with its numbers, no passphrase hides it, and a new archive is only made
// after the question.
func TestChiavePersa_nothingIsMadeBeforeTheDoctorChooses(t *testing.T) {
	b := nuovo(t, persa())
	s := b.State()
	if !s.Aperto || !s.Persa || s.Nuova || s.Protetta || s.Motivo.Codice != "cifra.chiave-persa" ||
		!strings.Contains(s.Motivo.Titolo, "irrecuperabili") || s.Motivo.Causa == "" || s.Motivo.Rimedio == "" ||
		!strings.Contains(s.Spiega, ": 3.") || !strings.Contains(s.Spiega, ": 1.") {
		t.Fatalf("got %+v", s)
	}

	b.sblocca(frase, frase)
	b.Dimenticata()
	if b.c.usata != "" || b.c.nuove != 0 || b.State().ChiediConferma != 1 {
		t.Errorf("before the answer: %+v %+v", b.State(), b.c)
	}
	b.Dimentica()
	b.quieto()

	if b.State().Aperto || b.c.nuove != 1 || b.c.versate != 1 || b.aperte != 1 {
		t.Errorf("after it: %+v %+v", b.State(), b.c)
	}
}

func TestChiavePersa_ringThatComesBackOpensTheDraftsAgain(t *testing.T) {
	b := nuovo(t, persa())
	b.Controlla()
	b.quieto()
	if !b.State().Persa || b.aperte != 0 {
		t.Fatalf("still lost: %+v", b.State())
	}
	b.c.persa, b.c.guasto = false, nil
	b.Controlla()
	b.quieto()

	if b.State().Aperto || b.c.nuove != 0 || b.aperte != 1 {
		t.Errorf("got %+v %+v", b.State(), b.c)
	}
}

func TestChiavePersa_archiveThatCannotBePutAsideStaysAndSaysWhy(t *testing.T) {
	c := persa()
	c.rifiuta = esenpat.NewError(esenpat.Storage, "archivio.disco-pieno", "test")
	b := nuovo(t, c)
	b.Dimentica()
	b.quieto()
	if s := b.State(); !s.Aperto || !s.Persa || s.Avviso.Codice != "archivio.disco-pieno" || s.Occupato {
		t.Errorf("got %+v", s)
	}
	b.Rinuncia()
	if b.State().Aperto || b.aperte != 0 {
		t.Error("working without saving is not possible")
	}
}
