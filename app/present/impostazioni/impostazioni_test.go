package impostazioni_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/impostazioni"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
)

type memoria map[string]string

func (m memoria) Leggi(_ context.Context, k string) (string, error) { return m[k], nil }

func (m memoria) Scrivi(_ context.Context, k, v string) error {
	m[k] = v
	return nil
}

type collaudo func(ctx context.Context, indirizzo, autorita string) ([]impostazioni.Passo, error)

func (f collaudo) ProvaConnessione(ctx context.Context, t impostazioni.Tentativo) ([]impostazioni.Passo, error) {
	return f(ctx, t.Indirizzo, t.Autorita)
}

func nuovo(t *testing.T, m memoria, c collaudo) (*impostazioni.Presenter, *tasktest.Coda) {
	t.Helper()
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	q := tasktest.NewCoda()
	p := impostazioni.New(t.Context(), impostazioni.Params{UI: q.Dispatch, Testi: texts, Preferenze: m, Collaudo: c})
	p.Apri()
	q.Fino(t, func() bool { return p.State().Valori.Tema != "" })
	return p, q
}

func TestApri_firstStartIsTheTestEnvironmentInLight(t *testing.T) {
	p, _ := nuovo(t, memoria{}, nil)

	want := impostazioni.Valori{Tema: "chiaro", Scala: "100", Lingua: "it", UsaProva: true, RicordaAlias: true, Rete: impostazioni.Rete{Proxy: "sistema"}, Blocco: 5 * time.Minute}
	if p.State().Valori != want {
		t.Errorf("got %+v", p.State().Valori)
	}
}

// Manual: M01.
func TestSalva_refusesAnAddressThatIsNotTheAPI(t *testing.T) {
	for _, bad := range []string{"", "http://servizio.example/api", "servizio.example", "https://", impostazioni.ServizioWeb, impostazioni.ServizioWeb + "/altro"} {
		m := memoria{}
		p, q := nuovo(t, m, nil)
		if impostazioni.ServizioWeb != "https://servizi.regione.piemonte.it/catalogo/esenzione" {
			t.Fatal("not the address that the manual gives")
		}

		p.Salva(impostazioni.Valori{Tema: "scuro", Indirizzo: bad}, esenpat.Secret{})
		q.Svuota()

		if p.State().ErroreIndirizzo == "" || len(m) != 0 {
			t.Errorf("%q: error %q, written %v", bad, p.State().ErroreIndirizzo, m)
		}
		if p.State().Valori.Indirizzo != bad || p.State().Valori.Tema != "scuro" {
			t.Errorf("%q: what was typed is lost: %+v", bad, p.State().Valori)
		}
	}
}

func TestSalva_writesAndReadsBack(t *testing.T) {
	m := memoria{}
	p, q := nuovo(t, m, nil)
	v := impostazioni.Valori{Tema: "contrasto", Scala: "150", Lingua: "en", Indirizzo: " https://api.example/v1 ", Autorita: "/etc/ca.pem", Rete: impostazioni.Rete{Proxy: "pac", Script: "https://asl.example/proxy.pac", ModuloCarta: "/usr/lib/carta.so"}, Blocco: 10 * time.Minute}

	p.Salva(v, esenpat.Secret{})
	q.Fino(t, func() bool { return p.State().Salvato })
	again, _ := nuovo(t, m, nil)

	v.Indirizzo = "https://api.example/v1"
	if again.State().Valori != v {
		t.Errorf("got %+v", again.State().Valori)
	}
	if !p.State().Riavvio {
		t.Error("the user is not told when the new address counts")
	}
}

func TestBlocco_cannotBeTurnedOff(t *testing.T) {
	for scritto, atteso := range map[string]time.Duration{
		"": 5 * time.Minute, "0": 5 * time.Minute, "-3": 5 * time.Minute, "mai": 5 * time.Minute, "1": time.Minute, "15": 15 * time.Minute, "600": 30 * time.Minute,
	} {
		v, err := impostazioni.Leggi(t.Context(), memoria{impostazioni.ChiaveBlocco: scritto})
		if err != nil || v.Blocco != atteso {
			t.Errorf("%q: got %v, %v", scritto, v.Blocco, err)
		}
	}
}

func TestProvaConnessione_showsTheStepsThatWereReached(t *testing.T) {
	p, q := nuovo(t, memoria{}, func(_ context.Context, indirizzo, _ string) ([]impostazioni.Passo, error) {
		if indirizzo != "https://api.example" {
			return nil, errors.New("wrong address")
		}
		return []impostazioni.Passo{{Nome: "dns", Riuscito: true, Millisecondi: 7}}, esenpat.NewError(esenpat.Offline, "rete.assente", "x")
	})

	p.ProvaConnessione(impostazioni.Valori{Indirizzo: "https://api.example"}, esenpat.Secret{})
	if !p.State().InCorso {
		t.Error("no progress is shown")
	}
	q.Fino(t, func() bool { return !p.State().InCorso })

	s := p.State()
	if len(s.Passi) != 1 || s.Passi[0].Testo != "Nome del servizio trovato in 7 ms" || s.Avviso.Codice != "rete.assente" {
		t.Errorf("got %+v", s)
	}
}

// catena is the key ring.
type catena struct{ password *esenpat.Secret }

func (c catena) Conserva(_ context.Context, s esenpat.Secret) error {
	*c.password = s
	return nil
}

type fisse map[string]bool

func (f fisse) Bloccata(k string) bool { return f[k] }

func TestSalva_passwordOfTheProxyGoesToTheKeyRingOnly(t *testing.T) {
	texts, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	m, q, tenuta := memoria{}, tasktest.NewCoda(), esenpat.Secret{}
	p := impostazioni.New(t.Context(), impostazioni.Params{
		UI: q.Dispatch, Testi: texts, Preferenze: m, Segreti: catena{&tenuta}, Regole: fisse{impostazioni.ChiaveProxyUtente: true},
	})
	v := impostazioni.Valori{UsaProva: true, Rete: impostazioni.Rete{Proxy: "manuale", Indirizzo: " proxy.asl.example:8080 ", Utente: `AO\rossi`}}

	p.Salva(v, esenpat.NewSecret("perla"))
	q.Fino(t, func() bool { return p.State().Salvato })

	if tenuta.Reveal() != "perla" || m[impostazioni.ChiaveProxyIndirizzo] != "proxy.asl.example:8080" {
		t.Errorf("%v", m)
	}
	for k, valore := range m {
		if strings.Contains(valore, "perla") {
			t.Errorf("the password is in %s", k)
		}
	}
	if _, scritto := m[impostazioni.ChiaveProxyUtente]; scritto || !p.State().Bloccate[impostazioni.ChiaveProxyUtente] {
		t.Error("what the administrator fixed was written")
	}
	ancora := false
	p.Render = func(s impostazioni.State) { ancora = s.Salvato }
	p.Salva(v, esenpat.Secret{})
	q.Fino(t, func() bool { return ancora })
	if tenuta.Reveal() != "perla" {
		t.Error("an empty field forgot the password")
	}
}

func TestSalva_refusesAProxyThatCannotBe(t *testing.T) {
	for _, r := range []impostazioni.Rete{{Proxy: "manuale"}, {Proxy: "manuale", Indirizzo: "http://a b"}, {Proxy: "pac"}} {
		m := memoria{}
		p, q := nuovo(t, m, nil)

		p.Salva(impostazioni.Valori{UsaProva: true, Rete: r}, esenpat.Secret{})
		q.Svuota()

		if p.State().ErroreProxy == "" || len(m) != 0 {
			t.Errorf("%+v: %v", r, m)
		}
	}
}
