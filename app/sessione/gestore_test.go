package sessione_test

import (
	"context"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	"github.com/esenpat/esenpat-desktop/app/sessione"
)

type finto struct {
	autentica    error
	chiudi       error
	ruoli        []esenpat.Ruolo
	collocazioni map[string][]esenpat.Collocazione
	accessi      int
	chiuse       int
	chi          esenpat.CodiceFiscale
}

func (f *finto) Autentica(context.Context, esenpat.CredenzialiAccesso) error {
	f.accessi++
	return f.autentica
}

func (f *finto) AutenticaConIdentita(context.Context, esenpat.Identita) error {
	f.accessi++
	return f.autentica
}

func (f *finto) AutenticaConOIDC(context.Context, esenpat.ConcessioneOIDC) error {
	f.accessi++
	return f.autentica
}

func (f *finto) Utente(context.Context) (esenpat.Utente, error) {
	return esenpat.Utente{CodiceFiscale: "VRDLGU70A01L219X", Cognome: "Verdi"}, nil
}
func (f *finto) Ruoli(context.Context) ([]esenpat.Ruolo, error) { return f.ruoli, nil }

func (f *finto) Collocazioni(_ context.Context, r string) ([]esenpat.Collocazione, error) {
	return f.collocazioni[r], nil
}

func (f *finto) ApriSessione(_ context.Context, r, c string) (esenpat.Sessione, error) {
	return esenpat.Sessione{ID: "s", Utente: esenpat.Utente{CodiceFiscale: f.chi}, Ruolo: esenpat.Ruolo{Codice: r}, Collocazione: esenpat.Collocazione{Codice: c}}, nil
}

func (f *finto) ChiudiSessione(context.Context) error {
	f.chiuse++
	return f.chiudi
}

func (f *finto) UnitaProduttive(context.Context) ([]esenpat.UnitaProduttiva, error) {
	return []esenpat.UnitaProduttiva{{Matricola: "m"}}, nil
}

func (f *finto) Regimi(context.Context) ([]esenpat.Voce, error) {
	return []esenpat.Voce{{Codice: "SSN"}}, nil
}

func credenziali() esenpat.CredenzialiAccesso {
	return esenpat.CredenzialiAccesso{NomeUtente: "u", Password: esenpat.NewSecret("p"), PIN: esenpat.NewSecret("1")}
}

func nuovo(f *finto) (*sessione.Gestore, *[]evento.Evento) {
	var bus evento.Bus
	var eventi []evento.Evento
	bus.Ascolta(func(e evento.Evento) { eventi = append(eventi, e) })
	return sessione.New(f, f, f, f, f, &bus), &eventi
}

func TestGestore_offersOnlyRolesWithAWorkplace(t *testing.T) {
	f := &finto{
		ruoli:        []esenpat.Ruolo{{Codice: "A"}, {Codice: "B"}},
		collocazioni: map[string][]esenpat.Collocazione{"B": {{Codice: "b1"}}},
	}
	g, _ := nuovo(f)

	s, err := g.Accedi(t.Context(), credenziali())

	r, c, unica := s.Unica()
	if err != nil || !unica || r != "B" || c != "b1" || s.Utente.Cognome != "Verdi" {
		t.Errorf("scelte = %+v, %v", s, err)
	}
	f.collocazioni = nil
	if _, err = g.Accedi(t.Context(), credenziali()); esenpat.CodeOf(err) != "medico.senza-ruolo" {
		t.Errorf("err = %v", err)
	}
}

// TestGestore_aLoginThatComesToNothingLeavesNoToken: whoever was told of an error
// is not logged in.
func TestGestore_aLoginThatComesToNothingLeavesNoToken(t *testing.T) {
	f := &finto{ruoli: []esenpat.Ruolo{{Codice: "A"}}} // without a workplace
	g, _ := nuovo(f)

	_, err := g.Accedi(t.Context(), credenziali())

	if esenpat.CodeOf(err) != "medico.senza-ruolo" || f.chiuse != 1 {
		t.Errorf("%v, forgotten %d times", err, f.chiuse)
	}
}

func TestGestore_incompleteLoginIsNotSent(t *testing.T) {
	f := &finto{}
	g, _ := nuovo(f)
	c := credenziali()
	c.PIN = esenpat.Secret{}

	_, err := g.Accedi(t.Context(), c)

	if e := esenpat.AsError(err); e.Code != "campo.obbligatorio" || e.Field != "pin" || f.accessi != 0 {
		t.Errorf("err = %v", err)
	}
}

func TestGestore_expiryIsToldOnceAndKeepsTheOwner(t *testing.T) {
	g, eventi := nuovo(&finto{})
	scaduta := esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "finto")
	g.Osserva(scaduta) // nobody has a session yet
	_, _ = g.Apri(t.Context(), "r", "c")

	g.Osserva(nil)
	g.Osserva(scaduta)
	g.Osserva(scaduta)

	if s, ok := g.Corrente(); !ok || s.ID != "s" || !g.Scaduta() {
		t.Errorf("Corrente = %+v, %v", s, ok)
	}
	if len(*eventi) != 2 || (*eventi)[1] != (evento.SessioneScaduta{}) {
		t.Errorf("events = %v", *eventi)
	}
	_, _ = g.Apri(t.Context(), "r", "c")
	if g.Scaduta() {
		t.Error("still expired after a new login")
	}
}

func TestGestore_leavesEvenWhenTheServiceCannotBeTold(t *testing.T) {
	g, eventi := nuovo(&finto{chiudi: esenpat.NewError(esenpat.Offline, "rete.assente", "finto")})
	_, _ = g.Apri(t.Context(), "r", "c")

	err := g.Esci(t.Context())

	if _, ok := g.Corrente(); ok || esenpat.CodeOf(err) != "rete.assente" || len(*eventi) != 2 {
		t.Errorf("err = %v, events = %v", err, *eventi)
	}
}

// Manual: M66, C05.
func TestGestore_readsUnitsAndRegimes(t *testing.T) {
	g, _ := nuovo(&finto{})

	u, err := g.UnitaProduttive(t.Context())
	r, err2 := g.Regimi(t.Context())

	if err != nil || err2 != nil || len(u) != 1 || len(r) != 1 {
		t.Errorf("%v %v %v %v", u, r, err, err2)
	}
}

func TestGestore_anotherDoctorClosesTheFirstOnesSession(t *testing.T) {
	f := &finto{chi: "UNO"}
	g, eventi := nuovo(f)
	_, _ = g.Apri(t.Context(), "r", "c")
	_, _ = g.Apri(t.Context(), "r", "c") // the same one again, after an expiry
	f.chi = "DUE"

	_, _ = g.Apri(t.Context(), "r", "c")

	if len(*eventi) != 4 || (*eventi)[2] != (evento.SessioneChiusa{}) {
		t.Errorf("events = %v", *eventi)
	}
}

func (f *finto) Carta(context.Context, esenpat.Secret) (esenpat.Identita, error) {
	return esenpat.Identita{Chiudi: func() { f.chiuse++ }}, nil
}

func (f *finto) File(context.Context, string, esenpat.Secret) (esenpat.Identita, error) {
	return esenpat.Identita{Chiudi: func() { f.chiuse++ }}, nil
}

func (f *finto) Browser(context.Context) (esenpat.ConcessioneOIDC, error) {
	return esenpat.ConcessioneOIDC{}, nil
}

func TestGestore_letsGoOfTheCardWhateverHappens(t *testing.T) {
	for _, err := range []error{nil, esenpat.NewError(esenpat.Offline, "rete.assente", "prova")} {
		f := &finto{autentica: err, ruoli: []esenpat.Ruolo{{Codice: "R"}}, collocazioni: map[string][]esenpat.Collocazione{"R": {{Codice: "C"}}}}
		g, _ := nuovo(f)

		scelte, got := g.Accedi(t.Context(), esenpat.CredenzialiAccesso{Metodo: esenpat.AccessoCarta, PIN: esenpat.NewSecret("1")})

		if f.chiuse != 1 || (got == nil) != (err == nil) || (err == nil && len(scelte.Ruoli) != 1) {
			t.Errorf("closed %d times, %v", f.chiuse, got)
		}
	}
}

func TestGestore_eachWayNeedsItsOwnFields(t *testing.T) {
	for campo, c := range map[string]esenpat.CredenzialiAccesso{
		"pin": {Metodo: esenpat.AccessoCarta}, "file": {Metodo: esenpat.AccessoFile}, "nome_utente": {},
	} {
		f := &finto{}
		g, _ := nuovo(f)

		_, err := g.Accedi(t.Context(), c)

		if e := esenpat.AsError(err); e == nil || e.Field != campo || f.accessi != 0 {
			t.Errorf("%s: %v", campo, err)
		}
	}
}
