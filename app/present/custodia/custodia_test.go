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
}

func (c *chiavi) Situazione(context.Context) (custodia.Situazione, error) {
	return custodia.Situazione{Protetta: c.protetta, DaRiunire: c.daRiunire}, c.guasto
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
	b.Presenter = custodia.New(t.Context(), b.q.Dispatch, partitest.Testi(t, "../../.."), c)
	b.Aperta = func() { b.aperte++ }
	b.Controlla()
	b.quieto()
	return b
}

func (b *banco) quieto() {
	for {
		b.Wait()
		if !b.q.Svuota() {
			return
		}
	}
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
