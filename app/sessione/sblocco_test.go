package sessione_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/sessione"
)

func svelto(segreto string, sale []byte) []byte {
	h := sha256.Sum256(append([]byte(segreto), sale...))
	return h[:]
}

// TestSblocco_knowsWhoWorksHereUntilTheyLeave guards SE-07: a locked
// workstation opens to its doctor, also without the service, and to nobody else.
func TestSblocco_knowsWhoWorksHereUntilTheyLeave(t *testing.T) {
	f := &finto{ruoli: []esenpat.Ruolo{{Codice: "R"}}, collocazioni: map[string][]esenpat.Collocazione{"R": {{Codice: "C"}}}}
	g, _ := nuovo(f)
	s := sessione.NewSblocco(g, svelto, rand.Reader, func() time.Duration { return 0 })
	if s.Riconosce(esenpat.NewSecret("")) || s.Riconosce(esenpat.NewSecret("p")) {
		t.Error("opens before any login")
	}
	if _, err := s.Accedi(t.Context(), credenziali()); err != nil {
		t.Fatal(err)
	}
	accessi := f.accessi

	if !s.Riconosce(esenpat.NewSecret("p")) || s.Riconosce(esenpat.NewSecret("P")) || s.Riconosce(esenpat.NewSecret("")) {
		t.Error("the password is not told apart")
	}
	if f.accessi != accessi {
		t.Error("the service was asked: a wrong unlock could lock the account out")
	}
	f.autentica = errors.New("refused")
	altre := credenziali()
	altre.Password = esenpat.NewSecret("un'altra")
	if _, err := s.Accedi(t.Context(), altre); err == nil || s.Riconosce(altre.Password) || !s.Riconosce(esenpat.NewSecret("p")) {
		t.Error("a refused login changed what is known")
	}
	_ = s.Esci(t.Context())
	if s.Riconosce(esenpat.NewSecret("p")) {
		t.Error("remembered after leaving")
	}
}

func TestSblocco_conferma(t *testing.T) {
	f := &finto{ruoli: []esenpat.Ruolo{{Codice: "R"}}, collocazioni: map[string][]esenpat.Collocazione{"R": {{Codice: "C"}}}, chi: "VRDLGU70A01L219X"}
	g, _ := nuovo(f)
	s := sessione.NewSblocco(g, func(string, []byte) []byte { return []byte("x") }, rand.Reader, func() time.Duration { return 0 })
	if _, err := s.Accedi(t.Context(), esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoBrowser}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apri(t.Context(), "R", "C"); err != nil {
		t.Fatal(err)
	}
	if s.Riconosce(esenpat.NewSecret("")) {
		t.Error("a login in the browser leaves no secret to recognise")
	}
	if err := s.Conferma(t.Context()); err != nil {
		t.Errorf("the same doctor: %v", err)
	}
	f.chi = "RSSLNE68D52L219V" // somebody else's session is open
	if _, err := s.Apri(t.Context(), "R", "C"); err != nil {
		t.Fatal(err)
	}
	if err := s.Conferma(t.Context()); esenpat.CodeOf(err) != "rientro.altro-medico" {
		t.Errorf("another doctor: %v", err)
	}
}

// TestAccedi_anotherDoctorLeavesNothingInAnOpenSession: neither a token in whose
// name the first one's window would ask, nor a password that opens its lock.
func TestAccedi_anotherDoctorLeavesNothingInAnOpenSession(t *testing.T) {
	f := &finto{ruoli: []esenpat.Ruolo{{Codice: "R"}}, collocazioni: map[string][]esenpat.Collocazione{"R": {{Codice: "C"}}}, chi: "RSSLNE68D52L219V"}
	g, _ := nuovo(f)
	s := sessione.NewSblocco(g, svelto, rand.Reader, func() time.Duration { return 9 * time.Hour })
	if _, err := s.Apri(t.Context(), "R", "C"); err != nil {
		t.Fatal(err)
	}
	var rifiutati []string
	g.SuRifiuto(func(_ context.Context, codice string) { rifiutati = append(rifiutati, codice) })

	_, err := s.Accedi(t.Context(), credenziali())

	if esenpat.CodeOf(err) != "rientro.altro-medico" || f.accessi != 1 || f.chiuse != 1 {
		t.Errorf("%v, logged in %d times, token forgotten %d times", err, f.accessi, f.chiuse)
	}
	if !slices.Equal(rifiutati, []string{"rientro.altro-medico"}) {
		t.Errorf("told %q", rifiutati)
	}
	if s.Riconosce(esenpat.NewSecret("p")) || !s.DaConfermare() {
		t.Error("another doctor's password opens the lock")
	}
}

// TestSblocco_aProofOfWhoSignsLastsEightHours guards SE-24, sleep included.
func TestSblocco_aProofOfWhoSignsLastsEightHours(t *testing.T) {
	f := &finto{ruoli: []esenpat.Ruolo{{Codice: "R"}}, collocazioni: map[string][]esenpat.Collocazione{"R": {{Codice: "C"}}}}
	g, _ := nuovo(f)
	acceso := 40 * time.Hour // since the computer was started
	s := sessione.NewSblocco(g, svelto, rand.Reader, func() time.Duration { return acceso })
	if !s.DaConfermare() {
		t.Error("nobody has logged in, and it is proof enough")
	}
	if _, err := s.Accedi(t.Context(), credenziali()); err != nil {
		t.Fatal(err)
	}
	acceso += 8*time.Hour - time.Second
	if s.DaConfermare() {
		t.Error("asked again too early")
	}
	acceso += time.Second
	if !s.DaConfermare() {
		t.Error("eight hours later it is still proof enough")
	}
	s.Riconosce(esenpat.NewSecret("wrong"))
	if !s.DaConfermare() {
		t.Error("a wrong password is proof enough")
	}
	s.Riconosce(esenpat.NewSecret("p")) // unlocked
	if s.DaConfermare() {
		t.Error("asked again right after the unlocking")
	}
}

// TestSuRifiuto_tellsOfARefusedLoginAndNotOfAMissingService guards SE-23.
func TestSuRifiuto_tellsOfARefusedLoginAndNotOfAMissingService(t *testing.T) {
	f := &finto{}
	g, _ := nuovo(f)
	var detti []string
	g.SuRifiuto(func(_ context.Context, codice string) { detti = append(detti, codice) })
	for _, err := range []error{
		esenpat.NewError(esenpat.Unauthenticated, "accesso.credenziali-errate", "finto"),
		esenpat.NewError(esenpat.Offline, "rete.assente", "finto"),
	} {
		f.autentica = err
		if _, errAccesso := g.Accedi(t.Context(), credenziali()); errAccesso == nil {
			t.Fatal("let in")
		}
	}

	if len(detti) != 1 || detti[0] != "accesso.credenziali-errate" {
		t.Errorf("told %v", detti)
	}
}
