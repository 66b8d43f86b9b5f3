package cifra_test

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/cifra"
)

const medico = "FRRLRA75C41L219K"

// portachiavi is a key ring in memory that can be out of order.
type portachiavi struct {
	mu     sync.Mutex
	voci   map[string]string
	guasto error
	perde  bool // forgets what is set, as a broken service may
}

func (p *portachiavi) Prepara(context.Context) error { return p.guasto }

func (p *portachiavi) Get(_ context.Context, service, user string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.guasto != nil {
		return "", p.guasto
	}
	v, ok := p.voci[service+user]
	if !ok {
		return "", esenpat.NewError(esenpat.NotFound, "keyring.voce-assente", "test")
	}
	return v, nil
}

func (p *portachiavi) Set(_ context.Context, service, user, value string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.guasto != nil {
		return p.guasto
	}
	if p.perde {
		value = value[:8]
	}
	p.voci[service+user] = value
	return nil
}

func (p *portachiavi) Delete(_ context.Context, service, user string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.voci, service+user)
	return p.guasto
}

func mazzo(t *testing.T, p *portachiavi, dir string) *cifra.Mazzo {
	t.Helper()
	if p.voci == nil {
		p.voci = map[string]string{}
	}
	return cifra.NewMazzo(cifra.Opzioni{
		Portachiavi: p, Dir: dir, Casuale: rand.Reader, Argon: cifra.Argon{Giri: 1, KiB: 64, Fili: 1},
	})
}

// apre reports whether k opens what altra sealed.
func apre(t *testing.T, k, altra *cifra.Chiave) bool {
	t.Helper()
	cella, err := altra.Sigilla(luogo(), []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Apri(luogo(), cella)
	return err == nil
}

func apri(t *testing.T, m *cifra.Mazzo, chi string) *cifra.Chiave {
	t.Helper()
	k, err := m.Chiave(t.Context(), chi)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestMazzo_oneKeyPerDoctorKeptInTheRing(t *testing.T) {
	p := &portachiavi{}
	prima := apri(t, mazzo(t, p, t.TempDir()), medico)

	dopo := mazzo(t, p, t.TempDir()) // the program starts again

	if !apre(t, apri(t, dopo, medico), prima) {
		t.Error("the key changed over a restart")
	}
	if apre(t, apri(t, dopo, "altro medico"), prima) {
		t.Error("two doctors share a key")
	}
	for _, v := range p.voci {
		if len(v) >= 100 {
			t.Errorf("a value of %d bytes does not fit every key ring", len(v))
		}
	}
}

func TestMazzo_twoStartsAtOnceMakeOneKey(t *testing.T) {
	p := &portachiavi{voci: map[string]string{}}
	var serratura sync.Mutex
	o := cifra.Opzioni{Portachiavi: p, Dir: t.TempDir(), Casuale: rand.Reader, Serratura: func(context.Context) (func(), error) {
		serratura.Lock()
		return serratura.Unlock, nil
	}}
	chiavi := make([]*cifra.Chiave, 8)
	var wg sync.WaitGroup
	for i := range chiavi {
		wg.Go(func() { chiavi[i], _ = cifra.NewMazzo(o).Chiave(t.Context(), medico) })
	}
	wg.Wait()

	for i, k := range chiavi {
		if k == nil || !apre(t, k, chiavi[0]) {
			t.Errorf("process %d has another key", i)
		}
	}
}

func TestMazzo_withoutKeyRingSaysSoAndWritesNothing(t *testing.T) {
	dir := t.TempDir()
	p := &portachiavi{guasto: esenpat.NewError(esenpat.Keyring, "keyring.lento", "test")}

	_, err := mazzo(t, p, dir).Chiave(t.Context(), medico)

	if esenpat.CodeOf(err) != "keyring.lento" {
		t.Errorf("got %v", err)
	}
	if voci, _ := os.ReadDir(dir); len(voci) != 0 {
		t.Errorf("wrote %v", voci)
	}
}

func TestMazzo_keyRingThatForgetsIsNotTrusted(t *testing.T) {
	_, err := mazzo(t, &portachiavi{perde: true}, t.TempDir()).Chiave(t.Context(), medico)

	if esenpat.CodeOf(err) != "cifra.chiave-non-valida" {
		t.Errorf("got %v", err)
	}
}

func TestSblocca_passphraseOpensOverRestarts(t *testing.T) {
	dir := t.TempDir()
	p := &portachiavi{guasto: esenpat.NewError(esenpat.Keyring, "keyring.assente", "test")}
	m := mazzo(t, p, dir)
	giusta, sbagliata := esenpat.NewSecret("quattro parole a caso"), esenpat.NewSecret("quattro parole a cosa")
	if err := m.Sblocca(t.Context(), medico, giusta); err != nil {
		t.Fatal(err)
	}
	prima := apri(t, m, medico)

	m.Blocca(medico)
	if _, err := m.Chiave(t.Context(), medico); esenpat.CodeOf(err) != "cifra.passphrase-richiesta" {
		t.Errorf("locked: %v", err)
	}
	dopo := mazzo(t, p, dir)
	if err := dopo.Sblocca(t.Context(), medico, sbagliata); esenpat.CodeOf(err) != "cifra.passphrase-errata" {
		t.Errorf("wrong passphrase: %v", err)
	}
	if err := dopo.Sblocca(t.Context(), medico, esenpat.NewSecret("corta")); esenpat.CodeOf(err) != "cifra.passphrase-corta" {
		t.Errorf("short passphrase: %v", err)
	}
	if err := dopo.Sblocca(t.Context(), medico, giusta); err != nil {
		t.Fatal(err)
	}
	if !apre(t, apri(t, dopo, medico), prima) {
		t.Error("the passphrase opened another key")
	}
	if ha, err := dopo.HaPassphrase("altro medico"); ha || err != nil {
		t.Errorf("another doctor: %v %v", ha, err)
	}
}

func TestSblocca_headerTellsNoName(t *testing.T) {
	dir := t.TempDir()
	if err := mazzo(t, &portachiavi{}, dir).Sblocca(t.Context(), medico, esenpat.NewSecret("quattro parole a caso")); err != nil {
		t.Fatal(err)
	}

	file, _ := filepath.Glob(filepath.Join(dir, "*"))
	if len(file) != 1 {
		t.Fatalf("files: %v", file)
	}
	b, err := os.ReadFile(file[0])
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file[0])
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(file[0]+string(b), medico) || strings.Contains(string(b), "parole") || info.Mode().Perm() != 0o600 {
		t.Errorf("%s (%v): %s", file[0], info.Mode(), b)
	}
}

func TestSblocca_damagedHeaderOpensNothing(t *testing.T) {
	dir := t.TempDir()
	p := &portachiavi{guasto: esenpat.NewError(esenpat.Keyring, "keyring.assente", "test")}
	frase := esenpat.NewSecret("quattro parole a caso")
	if err := mazzo(t, p, dir).Sblocca(t.Context(), medico, frase); err != nil {
		t.Fatal(err)
	}
	file, _ := filepath.Glob(filepath.Join(dir, "*"))
	intero, err := os.ReadFile(file[0])
	if err != nil {
		t.Fatal(err)
	}

	// A forged cost must not make the program take all the memory.
	forgiato := strings.Replace(string(intero), `"kib":64`, `"kib":4000000000`, 1)
	if forgiato == string(intero) {
		t.Fatal("cost not found")
	}
	if err := os.WriteFile(file[0], []byte(forgiato), 0o600); err != nil {
		t.Fatal(err)
	}
	if ha, err := mazzo(t, p, dir).HaPassphrase(medico); ha || err != nil {
		t.Errorf("forged header accepted: %v %v", ha, err)
	}
}

func TestDistruggi_makesOldCopiesUnreadable(t *testing.T) {
	p := &portachiavi{}
	dir := t.TempDir()
	m := mazzo(t, p, dir)
	vecchia := apri(t, m, medico)

	if err := m.Distruggi(t.Context(), medico); err != nil {
		t.Fatal(err)
	}

	if len(p.voci) != 0 {
		t.Error("the key is still in the ring")
	}
	if apre(t, apri(t, mazzo(t, p, dir), medico), vecchia) {
		t.Error("what was sealed before still opens")
	}
}

// lento is a key ring that answers when it is let.
type lento struct {
	*portachiavi
	chiesto, rispondi chan struct{}
}

func (l *lento) Get(ctx context.Context, service, user string) (string, error) {
	l.chiesto <- struct{}{}
	<-l.rispondi
	return l.portachiavi.Get(ctx, service, user)
}

func TestBlocca_neverWaitsAndALateKeyIsNotKept(t *testing.T) {
	dentro := &portachiavi{voci: map[string]string{}}
	apri(t, mazzo(t, dentro, t.TempDir()), medico) // the key exists
	l := &lento{dentro, make(chan struct{}), make(chan struct{})}
	m := cifra.NewMazzo(cifra.Opzioni{Portachiavi: l, Dir: t.TempDir(), Casuale: rand.Reader})
	fatto := make(chan error)
	chiedi := func() {
		_, err := m.Chiave(t.Context(), medico)
		fatto <- err
	}
	go chiedi()
	<-l.chiesto

	m.Blocca(medico) // logout while the key ring thinks

	l.rispondi <- struct{}{}
	if err := <-fatto; err != nil {
		t.Fatal(err)
	}
	go chiedi()
	<-l.chiesto // it is asked again: the late key was not kept
	l.rispondi <- struct{}{}
	if err := <-fatto; err != nil {
		t.Fatal(err)
	}
}
