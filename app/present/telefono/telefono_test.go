package telefono_test

import (
	"context"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/telefono"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

type casella struct{ messaggi []telefono.Messaggio }

func (c *casella) Messaggi(context.Context) ([]telefono.Messaggio, error) { return c.messaggi, nil }

func TestTelefono_showsNewCodesWhileOpenAndStopsWhenClosed(t *testing.T) {
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	q, box := tasktest.NewCoda(), &casella{}
	var later []func()
	p := telefono.New(t.Context(), telefono.Params{
		UI: q.Dispatch, Testi: texts, Casella: box, Fuso: time.UTC,
		Dopo: func(_ time.Duration, f func()) func() { later = append(later, f); return func() { later = nil } },
	})
	var last telefono.State
	p.Render = func(s telefono.State) { last = s }

	p.Apri()
	q.Fino(t, func() bool { return len(later) == 1 })
	if last.Vuoto == "" || len(last.Righe) != 0 {
		t.Errorf("an empty telephone shows %+v", last)
	}
	box.messaggi = []telefono.Messaggio{{Quando: time.Date(2026, 11, 22, 10, 30, 5, 0, time.UTC), Alias: "a1", Canale: "SMS", Codice: esenpat.NewSecret("13572468")}}
	later[0]()
	q.Fino(t, func() bool { return len(last.Righe) == 1 })
	if r := last.Righe[0]; r.Codice != "13572468" || r.Ora != "10:30:05" || r.Testo != "SMS per a1" {
		t.Errorf("got %+v", r)
	}

	p.Chiudi()
	if later != nil {
		t.Error("a closed telephone goes on looking")
	}
}

// Found by using the window for the first time: nothing on the screen said what
// an invented doctor signs with.
func TestTelefono_saysWithWhatTheInventedDoctorSigns(t *testing.T) {
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		medico esenpat.UtenteDimostrativo
		want   string
	}{
		{
			esenpat.UtenteDimostrativo{Provider: "ARUBA", Alias: "a1", PINFirma: esenpat.NewSecret("24681357")},
			"Per firmare in prova: provider ARUBA, alias a1, Pin 24681357.",
		},
		{esenpat.UtenteDimostrativo{}, ""},
	} {
		q := tasktest.NewCoda()
		p := telefono.New(t.Context(), telefono.Params{
			UI: q.Dispatch, Testi: texts, Casella: &casella{}, Fuso: time.UTC, Medico: c.medico,
			Dopo: func(time.Duration, func()) func() { return func() {} },
		})
		got := "not drawn"
		p.Render = func(s telefono.State) { got = s.Firma }
		p.Apri()
		q.Fino(t, func() bool { return got != "not drawn" })
		if got != c.want {
			t.Errorf("got %q", got)
		}
	}
}
