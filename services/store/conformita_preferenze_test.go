package store_test

import (
	"errors"
	"maps"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestPreferenze_ofWorkstationAndDoctorDoNotMix(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			ctx := t.Context()
			for _, p := range [][3]string{
				{"", "tema", "scuro"}, {medicoA, "regime", "SSN"}, {medicoB, "regime", "SSR"}, {"", "tema", "chiaro"}, {medicoA, "tolta", "x"}, {medicoA, "tolta", ""},
			} {
				if err := d.SalvaPreferenza(ctx, p[0], p[1], p[2]); err != nil {
					t.Fatal(err)
				}
			}
			for chi, attese := range map[string]map[string]string{
				"": {"tema": "chiaro"}, medicoA: {"regime": "SSN"}, medicoB: {"regime": "SSR"},
			} {
				if p, err := d.Preferenze(ctx, chi); err != nil || !maps.Equal(p, attese) {
					t.Errorf("of %q: %v %v", chi, p, err)
				}
			}
			if err := d.SalvaPreferenza(ctx, "", "tema", string(make([]byte, 3000))); esenpat.CodeOf(err) != "preferenza.non-valida" {
				t.Errorf("long value: %v", err)
			}
		})
	}
}

func TestEliminaTutto_removesOneDoctorOnly(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			ctx := t.Context()
			for _, chi := range []string{medicoA, medicoB} {
				err := errors.Join(
					d.SalvaBozza(ctx, chi, bozza("1", "x", 1)),
					d.AnnotaAtto(ctx, esenpat.AttoInSospeso{Chiave: "k" + chi, Proprietario: chi}),
					d.SalvaPreferenza(ctx, chi, "regime", "SSN"),
					d.SalvaPreferenza(ctx, "", "tema", "scuro"))
				if err != nil {
					t.Fatal(err)
				}
			}

			if err := d.EliminaTutto(ctx, medicoA); err != nil {
				t.Fatal(err)
			}

			for chi, restano := range map[string]int{medicoA: 0, medicoB: 1} {
				bozze, err1 := d.Bozze(ctx, chi)
				atti, err2 := d.AttiInSospeso(ctx, chi)
				preferenze, err3 := d.Preferenze(ctx, chi)
				if err := errors.Join(err1, err2, err3); err != nil || len(bozze) != restano || len(atti) != restano || len(preferenze) != restano {
					t.Errorf("of %s: %d drafts, %d acts, %d preferences: %v", chi, len(bozze), len(atti), len(preferenze), err)
				}
			}
			if p, err := d.Preferenze(ctx, ""); err != nil || p["tema"] != "scuro" {
				t.Errorf("the workstation's own: %v %v", p, err)
			}
		})
	}
}
