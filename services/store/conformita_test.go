package store_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// deposito is all that a store does; both implementations go through the same
// tests.
type deposito interface {
	SalvaBozza(ctx context.Context, proprietario string, b esenpat.Bozza) error
	Bozze(ctx context.Context, proprietario string) ([]esenpat.Bozza, error)
	Bozza(ctx context.Context, proprietario, id string) (esenpat.Bozza, error)
	EliminaBozza(ctx context.Context, proprietario, id string) error
	BozzeGuaste(ctx context.Context, proprietario string) (int, error)
	AnnotaAtto(ctx context.Context, atto esenpat.AttoInSospeso) error
	RisolviAtto(ctx context.Context, chiave string) error
	AttiInSospeso(ctx context.Context, proprietario string) ([]esenpat.AttoInSospeso, error)
	Preferenze(ctx context.Context, proprietario string) (map[string]string, error)
	SalvaPreferenza(ctx context.Context, proprietario, chiave, valore string) error
	EliminaTutto(ctx context.Context, proprietario string) error
}

// depositi are the implementations, empty.
func depositi(t *testing.T) map[string]deposito {
	t.Helper()
	return map[string]deposito{"SQLite": apriIn(t, t.TempDir()), "Memoria": store.NewMemoria()}
}

func id(bozze []esenpat.Bozza) []string {
	out := make([]string, len(bozze))
	for i, b := range bozze {
		out[i] = b.ID
	}
	return out
}

func TestBozze_areKeptPerDoctorLastSavedFirst(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			ctx := t.Context()
			for _, b := range []esenpat.Bozza{bozza("1", "a", 1), bozza("2", "b", 1), bozza("1", "c", 2)} {
				if err := d.SalvaBozza(ctx, medicoA, b); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.SalvaBozza(ctx, medicoB, bozza("1", "of B", 1)); err != nil {
				t.Fatal(err)
			}

			bozze, err := d.Bozze(ctx, medicoA)
			if err != nil || !reflect.DeepEqual(id(bozze), []string{"1", "2"}) || bozze[0].Dati.Patologia != "c" {
				t.Errorf("drafts of A: %v %v", id(bozze), err)
			}
			if b, errB := d.Bozza(ctx, medicoB, "1"); errB != nil || b.Dati.Patologia != "of B" {
				t.Errorf("draft of B: %v", errB)
			}
			if _, err = d.Bozza(ctx, medicoB, "2"); esenpat.CodeOf(err) != "bozza.non-trovata" || esenpat.KindOf(err) != esenpat.NotFound {
				t.Errorf("B reads a draft of A: %v", err)
			}
			if err = d.EliminaBozza(ctx, medicoB, "2"); err != nil {
				t.Error(err)
			}
			if bozze, err = d.Bozze(ctx, medicoA); err != nil || len(bozze) != 2 {
				t.Errorf("B deleted a draft of A: %v %v", id(bozze), err)
			}
		})
	}
}

func TestEliminaBozza_mayBeRepeated(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			if err := d.SalvaBozza(t.Context(), medicoA, bozza("1", "a", 1)); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if err := d.EliminaBozza(t.Context(), medicoA, "1"); err != nil {
					t.Error(err)
				}
			}
			if bozze, err := d.Bozze(t.Context(), medicoA); err != nil || len(bozze) != 0 {
				t.Errorf("left %v %v", id(bozze), err)
			}
		})
	}
}

func TestSalvaBozza_aLateSaveDoesNotUndoANewerOne(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			ctx := t.Context()
			if err := d.SalvaBozza(ctx, medicoA, bozza("1", "new", 7)); err != nil {
				t.Fatal(err)
			}

			err := d.SalvaBozza(ctx, medicoA, bozza("1", "old", 6))

			if esenpat.CodeOf(err) != "bozza.superata" || esenpat.KindOf(err) != esenpat.Conflict {
				t.Errorf("late save: %v", err)
			}
			if b, err := d.Bozza(ctx, medicoA, "1"); err != nil || b.Dati.Patologia != "new" {
				t.Errorf("kept %q: %v", b.Dati.Patologia, err)
			}
			if err := d.SalvaBozza(ctx, medicoA, bozza("1", "again", 7)); err != nil {
				t.Errorf("the same edit again: %v", err)
			}
		})
	}
}

func TestSalvaBozza_refusesADraftWithoutID(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			if err := d.SalvaBozza(t.Context(), medicoA, bozza("", "a", 1)); esenpat.CodeOf(err) != "bozza.senza-id" {
				t.Errorf("got %v", err)
			}
		})
	}
}

// riempi gives every field of a value something that is not zero.
func riempi(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(istante().Add(time.Duration(*n) * time.Nanosecond)))
	case v.Type() == reflect.TypeFor[esenpat.Data]():
		v.Set(reflect.ValueOf(esenpat.NewData(2000, time.January, 1).PiuGiorni(*n)))
	case v.Type() == reflect.TypeFor[esenpat.Scelta]():
		v.Set(reflect.ValueOf(esenpat.No))
	case v.Kind() == reflect.Struct:
		for _, campo := range v.Fields() {
			riempi(t, campo, n)
		}
	case v.Kind() == reflect.String:
		v.SetString("è " + string(rune('a'+*n%26)) + time.Duration(*n).String())
	case v.Type() == reflect.TypeFor[[]byte]():
		v.SetBytes([]byte(`{"altro":1}`))
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(int64(*n))
	default:
		t.Fatalf("the domain has a field of type %v: teach this test and the record", v.Type())
	}
}

// differenze names the fields that did not come back.
func differenze(t *testing.T, nome string, salvato, letto reflect.Value) {
	t.Helper()
	if reflect.DeepEqual(salvato.Interface(), letto.Interface()) {
		return
	}
	if salvato.Kind() != reflect.Struct || salvato.Type() == reflect.TypeFor[time.Time]() {
		t.Errorf("%s: saved %v, read %v", nome, salvato, letto)
		return
	}
	for i := range salvato.NumField() {
		differenze(t, nome+"."+salvato.Type().Field(i).Name, salvato.Field(i), letto.Field(i))
	}
}

func TestSalvaBozza_losesNoFieldOfTheDomain(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			var b esenpat.Bozza
			riempi(t, reflect.ValueOf(&b).Elem(), new(int))

			if err := d.SalvaBozza(t.Context(), medicoA, b); err != nil {
				t.Fatal(err)
			}
			letta, err := d.Bozza(t.Context(), medicoA, b.ID)
			if err != nil {
				t.Fatal(err)
			}
			differenze(t, "Bozza", reflect.ValueOf(b), reflect.ValueOf(letta))
		})
	}
}

func TestImpacchetta_losesNoFieldOfTheDomain(t *testing.T) {
	var b esenpat.Bozza
	riempi(t, reflect.ValueOf(&b).Elem(), new(int))

	pacco, err := store.Impacchetta([]esenpat.Bozza{b, {ID: "vuota"}})
	if err != nil {
		t.Fatal(err)
	}
	lette, err := store.Spacchetta(pacco)

	if err != nil || len(lette) != 2 || lette[1].ID != "vuota" {
		t.Fatalf("%d drafts, %v", len(lette), err)
	}
	differenze(t, "Bozza", reflect.ValueOf(b), reflect.ValueOf(lette[0]))
}

func TestSalvaBozza_keepsEveryAnswerApartFromNoAnswer(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			for _, s := range []esenpat.Scelta{esenpat.NonScelto, esenpat.Si, esenpat.No} {
				b := bozza("1", "", 1)
				b.Dati.LeggiSpeciali, b.Dati.OscuratoGenitore = s, s
				if err := d.SalvaBozza(t.Context(), medicoA, b); err != nil {
					t.Fatal(err)
				}
				letta, err := d.Bozza(t.Context(), medicoA, "1")
				if err != nil || letta.Dati.LeggiSpeciali != s || letta.Dati.OscuratoGenitore != s {
					t.Errorf("saved %v, read %v %v: %v", s, letta.Dati.LeggiSpeciali, letta.Dati.OscuratoGenitore, err)
				}
			}
		})
	}
}

func TestAtti_areKeptUntilResolvedOldestFirst(t *testing.T) {
	for nome, d := range depositi(t) {
		t.Run(nome, func(t *testing.T) {
			atti := store.NewAtti(d)
			ctx := t.Context()
			primo := esenpat.AttoInSospeso{
				Chiave: "k1", Proprietario: medicoA, Tipo: esenpat.AttoFirma, AssistitoID: "a1", RisorsaID: "c1", InviatoIl: istante(),
			}
			secondo := primo
			secondo.Chiave, secondo.Tipo, secondo.RisorsaID = "k2", esenpat.AttoRilascio, "c2"
			altrui := primo
			altrui.Chiave, altrui.Proprietario = "k3", medicoB
			for _, a := range []esenpat.AttoInSospeso{primo, secondo, altrui, primo} {
				if err := atti.Annota(ctx, a); err != nil {
					t.Fatal(err)
				}
			}

			trovati, err := atti.Elenco(ctx, medicoA)
			if err != nil || !reflect.DeepEqual(trovati, []esenpat.AttoInSospeso{primo, secondo}) {
				t.Errorf("pending of A: %+v %v", trovati, err)
			}
			for range 2 {
				if err = atti.Risolvi(ctx, "k1"); err != nil {
					t.Error(err)
				}
			}
			if trovati, err = atti.Elenco(ctx, medicoA); err != nil || !reflect.DeepEqual(trovati, []esenpat.AttoInSospeso{secondo}) {
				t.Errorf("after resolving: %+v %v", trovati, err)
			}
			if trovati, err = atti.Elenco(ctx, medicoB); err != nil || len(trovati) != 1 {
				t.Errorf("pending of B: %+v %v", trovati, err)
			}
		})
	}
}
