package modelli_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/modelli"
	"github.com/esenpat/esenpat-desktop/services/store"
)

type sessione struct{ cf esenpat.CodiceFiscale }

func (s *sessione) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: s.cf}}, s.cf != ""
}

func paziente() esenpat.Assistito {
	return esenpat.Assistito{
		CodiceFiscale: "VRDNNA80A41L219M", Cognome: "DE VERDI", Nome: "ANNA",
		Anagrafica: esenpat.Anagrafica{DataNascita: esenpat.NewData(1980, 1, 1)},
	}
}

func nuovo() (*modelli.Modelli, *sessione) {
	s, n := &sessione{cf: "DOTTORE"}, 0
	return modelli.New(store.NewMemoria(), s, func() string { n++; return strconv.Itoa(n) }, func() time.Time {
		return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	}), s
}

func TestModelli_perEsenzionePerNomeEPerMedico(t *testing.T) {
	m, s := nuovo()
	ctx := context.Background()
	for _, x := range []esenpat.Modello{
		{CodiceEsenzione: "048", Nome: "Mammella", Testo: "uno"},
		{CodiceEsenzione: "048", Nome: "colon", Testo: "due"},
		{CodiceEsenzione: "013", Nome: "Diabete", Testo: "tre"},
		{CodiceEsenzione: "048", Nome: " mammella ", Testo: "quattro"},
	} {
		if err := m.Salva(ctx, x, paziente()); err != nil {
			t.Fatal(err)
		}
	}

	v, err := m.Elenca(ctx, "048")
	if err != nil || len(v) != 2 || v[0].Nome != "colon" || v[1].Testo != "quattro" {
		t.Fatalf("modelli %+v %v", v, err)
	}
	if err := m.Elimina(ctx, v[0].ID); err != nil {
		t.Error(err)
	}
	if v, _ = m.Elenca(ctx, "048"); len(v) != 1 {
		t.Errorf("dopo l'eliminazione %+v", v)
	}
	s.cf = "ALTRO"
	if v, _ = m.Elenca(ctx, "048"); len(v) != 0 {
		t.Errorf("un altro medico vede %+v", v)
	}
}

func TestSalva_nienteDelPaziente(t *testing.T) {
	m, s := nuovo()
	ctx := context.Background()
	for nome, testo := range map[string]string{
		"cognome": "La sig.ra Verdi è affetta da", "nome": "ANNA, in terapia", "codice fiscale": "cf vrdnna80a41 l219m",
		"nascita": "nata il 01/01/1980", "nascita iso": "nata 1980-01-01",
	} {
		if err := m.Salva(ctx, esenpat.Modello{CodiceEsenzione: "048", Nome: "x", Testo: testo}, paziente()); esenpat.CodeOf(err) != "modello.con-paziente" {
			t.Errorf("%s: %v", nome, err)
		}
	}
	for _, testo := range []string{"Neoplasia trattata de novo", "Inverdita la cute, annamento"} {
		if err := m.Salva(ctx, esenpat.Modello{CodiceEsenzione: "048", Nome: "x", Testo: testo}, paziente()); err != nil {
			t.Errorf("%q: %v", testo, err)
		}
	}
	for _, x := range []esenpat.Modello{{CodiceEsenzione: "048", Nome: " ", Testo: "x"}, {CodiceEsenzione: "048", Nome: "x", Testo: "\n"}, {Nome: "x", Testo: "x"}} {
		if err := m.Salva(ctx, x, paziente()); esenpat.CodeOf(err) != "modello.incompleto" {
			t.Errorf("%+v: %v", x, err)
		}
	}
	s.cf = ""
	if _, err := m.Elenca(ctx, "048"); esenpat.KindOf(err) != esenpat.Unauthenticated {
		t.Error(err)
	}
}
