package assistiti_test

import (
	"context"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/assistiti"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

type anagrafe struct {
	righe   []esenpat.AssistitoSintesi
	cercati []esenpat.RicercaAssistito
	aura    error
	lenta   bool
}

func (a *anagrafe) CercaAssistiti(_ context.Context, r esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	a.cercati = append(a.cercati, r)
	return a.righe, nil
}

func (a *anagrafe) Assistito(_ context.Context, id string) (esenpat.Assistito, error) {
	return esenpat.Assistito{ID: id}, nil
}

func (a *anagrafe) EsenzioniAURA(ctx context.Context, _ string) ([]esenpat.EsenzioneAURA, error) {
	return []esenpat.EsenzioneAURA{{Codice: "048"}}, a.aura
}

func (a *anagrafe) CertificatiAssistito(ctx context.Context, _ string) ([]esenpat.CertificatoSintesi, error) {
	if a.lenta { // a slow list is given up when another one fails
		<-ctx.Done()
		return nil, esenpat.NewError(esenpat.Canceled, "operazione.annullata", "finto")
	}
	return []esenpat.CertificatoSintesi{{ID: "c"}}, nil
}

func (a *anagrafe) EsenzioniAssistito(context.Context, string) ([]esenpat.EsenzioneSintesi, error) {
	return []esenpat.EsenzioneSintesi{{ID: "e"}}, nil
}

func TestFindAssistiti_checksBeforeAsking(t *testing.T) {
	for nome, prova := range map[string]struct {
		q      esenpat.RicercaAssistito
		codice string
		campo  string
	}{
		"check character": {esenpat.RicercaAssistito{CodiceFiscale: "RSSMRA80A01L219A"}, "cf.carattere-di-controllo", "codice_fiscale"},
		"half read":       {esenpat.RicercaAssistito{CodiceFiscale: "RSSMRA80A01"}, "cf.lunghezza", "codice_fiscale"},
		"nothing":         {esenpat.RicercaAssistito{Cognome: "  ", CodiceFiscale: " "}, "assistito.ricerca-vuota", "codice_fiscale"},
		"only a name":     {esenpat.RicercaAssistito{Nome: "Ada"}, "assistito.cognome-corto", "cognome"},
	} {
		a := &anagrafe{}
		_, err := assistiti.New(a, a).FindAssistiti(t.Context(), prova.q)
		if e := esenpat.AsError(err); e == nil || e.Code != prova.codice || e.Field != prova.campo || e.Kind != esenpat.Invalid {
			t.Errorf("%s: err = %v", nome, err)
		}
		if len(a.cercati) != 0 {
			t.Errorf("%s: asked all the same", nome)
		}
	}
}

// Manual: M50, C03.
func TestFindAssistiti_acceptsWhatIsPastedAndTellsNobodyFound(t *testing.T) {
	cf := esenpat.ComponiCodiceFiscale("Rossi", "Ada", esenpat.NewData(1980, 1, 31), esenpat.Femmina, "L219")
	a := &anagrafe{}
	r := assistiti.New(a, a)

	_, err := r.FindAssistiti(t.Context(), esenpat.RicercaAssistito{CodiceFiscale: " " + cf[:6] + " " + cf[6:], Cognome: "altro"})
	if esenpat.CodeOf(err) != "assistito.non-trovato" || a.cercati[0] != (esenpat.RicercaAssistito{CodiceFiscale: cf}) {
		t.Errorf("err = %v, asked %+v", err, a.cercati)
	}
	righe, err := r.FindAssistiti(t.Context(), esenpat.RicercaAssistito{Cognome: " De  Rossi "})
	if err != nil || len(righe) != 0 || a.cercati[1].Cognome != "De Rossi" {
		t.Errorf("err = %v, asked %+v", err, a.cercati)
	}
}

func TestScheda_isWholeOrNotAtAll(t *testing.T) {
	a := &anagrafe{}
	s, err := assistiti.New(a, a).Scheda(t.Context(), "x")
	if err != nil || s.Assistito.ID != "x" || len(s.Certificati) != 1 || len(s.Esenzioni) != 1 || len(s.EsenzioniAURA) != 1 {
		t.Fatalf("scheda = %+v, %v", s, err)
	}

	a = &anagrafe{aura: esenpat.NewError(esenpat.Unavailable, "aura.non-raggiungibile", "finto"), lenta: true}
	s, err = assistiti.New(a, a).Scheda(t.Context(), "x")
	if esenpat.CodeOf(err) != "aura.non-raggiungibile" || s.Assistito.ID != "" {
		t.Errorf("scheda = %+v, %v", s, err)
	}
}

func TestScheda_cancelledIsCancelled(t *testing.T) {
	ctx, smetti := context.WithCancel(t.Context())
	smetti()
	a := &anagrafe{lenta: true}

	_, err := assistiti.New(a, a).Scheda(ctx, "x")

	if esenpat.KindOf(err) != esenpat.Canceled {
		t.Errorf("err = %v", err)
	}
}
