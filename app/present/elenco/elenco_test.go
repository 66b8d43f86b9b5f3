package elenco_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type mondo struct {
	totale  int
	errore  error
	chieste []elenco.Richiesta
	persone []esenpat.AssistitoSintesi
	letta   time.Time
	blocca  chan struct{} // the next search waits for it
}

func (m *mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return m.persone, m.errore
}

func (m *mondo) cerca(ctx context.Context, r elenco.Richiesta) (esenpat.Pagina[int], error) {
	if m.blocca != nil {
		<-ctx.Done()
		return esenpat.Pagina[int]{}, esenpat.NewError(esenpat.Canceled, "annullato", "prova")
	}
	m.chieste = append(m.chieste, r)
	p := esenpat.Pagina[int]{Totale: m.totale, Letta: m.letta}
	for i := r.Pagina.Offset; i < min(m.totale, r.Pagina.Offset+r.Pagina.Limit); i++ {
		p.Elementi = append(p.Elementi, i)
	}
	return p, m.errore
}

type banco struct {
	*mondo
	coda *tasktest.Coda
	p    *elenco.Presenter[int]
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	b := &banco{mondo: &mondo{}, coda: tasktest.NewCoda()}
	b.p = elenco.New(t.Context(), elenco.Params[int]{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Area: "certificati", Assistiti: b.mondo, Cerca: b.cerca,
		Carta: func(int) elenco.Carta { return elenco.Carta{ID: "c"} },
	})
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
}

// Manual: M19, G19.
func TestCerca_paginaDopoPaginaEIlConto(t *testing.T) {
	b := nuovo(t)
	b.totale = 120

	b.p.Mostra()
	b.quieto()
	if s := b.p.State(); len(s.Carte) != 50 || s.Conto != "120 risultati" || s.Altri != "Mostra altri 70" {
		t.Fatalf("carte %d, conto %q, altri %q", len(s.Carte), s.Conto, s.Altri)
	}
	b.p.Altri()
	b.quieto()

	if s := b.p.State(); len(s.Carte) != 120 || s.Altri != "" {
		t.Errorf("carte %d, altri %q", len(s.Carte), s.Altri)
	}
	if v, ok := b.p.Voce(119); !ok || v != 119 {
		t.Errorf("l'ultima voce è %d", v)
	}
	b.p.Aggiorna()
	b.quieto()
	if ultima := b.chieste[len(b.chieste)-1]; ultima.Pagina.Limit != 120 || len(b.p.State().Carte) != 120 {
		t.Errorf("aggiornando si perde il posto: %+v", ultima.Pagina)
	}
}

// Manual: M19.
func TestCerca_ilVuotoDiceSeSonoIFiltri(t *testing.T) {
	b := nuovo(t)

	b.p.Mostra()
	b.quieto()
	tutto := b.p.State().VuotoT
	b.p.Cerca(elenco.Filtri{Codice: " 048 "})
	b.quieto()

	if tutto != "Nessun certificato" || b.p.State().VuotoT != "Nessun certificato trovato" {
		t.Errorf("%q, %q", tutto, b.p.State().VuotoT)
	}
	if c := b.chieste[1].Codice; c != "048" {
		t.Errorf("codice %q", c)
	}
	versione := b.p.State().Versione
	b.p.Azzera()
	b.quieto()
	if b.p.State().Versione == versione || b.chieste[2].Codice != "" {
		t.Error("«Azzera ricerca» svuota i campi e cerca di nuovo")
	}
}

// Manual: M18.
func TestCerca_iFiltriSbagliatiNonPartono(t *testing.T) {
	b := nuovo(t)
	dal, al := esenpat.NewData(2026, 5, 1), esenpat.NewData(2026, 4, 1)
	for nome, c := range map[string]struct {
		f     elenco.Filtri
		campo string
	}{
		"due lettere":        {elenco.Filtri{Persona: "ro"}, "persona"},
		"codice fiscale":     {elenco.Filtri{Persona: "VRDNNA80A41L21"}, "persona"},
		"date rovesciate":    {elenco.Filtri{Dal: dal, Al: al}, "al"},
		"più di un anno":     {elenco.Filtri{Dal: al, Al: al.PiuAnni(2)}, "al"},
		"mezza data":         {elenco.Filtri{DalErr: true}, "dal"},
		"mezza seconda data": {elenco.Filtri{AlErr: true}, "al"},
	} {
		b.p.Cerca(c.f)
		b.quieto()
		s := b.p.State()
		if s.Fuoco.Campo != c.campo || s.ErrPers+s.ErrDal+s.ErrAl == "" || len(b.chieste) != 0 {
			t.Errorf("%s: fuoco %q, errori %q, ricerche %d", nome, s.Fuoco.Campo, s.ErrPers+s.ErrDal+s.ErrAl, len(b.chieste))
		}
	}
}

// Manual: M22.
func TestCerca_piuPersoneSonoUnaScelta(t *testing.T) {
	b := nuovo(t)
	b.persone = []esenpat.AssistitoSintesi{
		{CodiceFiscale: "VRDNNA80A41L219X", Cognome: "VERDI", Nome: "ANNA"}, {CodiceFiscale: "VRDLCU75B02L219Z", Cognome: "VERDI", Nome: "LUCA"},
	}

	b.p.Cerca(elenco.Filtri{Persona: "verdi"})
	b.quieto()
	s := b.p.State()
	if !s.Persone.Aperta || s.Persone.Conferma.Attivo || len(s.Persone.Righe) != 2 || len(b.chieste) != 0 {
		t.Fatalf("scelta %+v, ricerche %d", s.Persone, len(b.chieste))
	}
	b.p.ConfermaPersona()
	b.p.ScegliPersona(1)
	b.p.ConfermaPersona()
	b.quieto()

	if len(b.chieste) != 1 || b.chieste[0].Persona.CodiceFiscale != "VRDLCU75B02L219Z" || b.p.State().Persone.Aperta {
		t.Errorf("ricerche %v", b.chieste)
	}
}

// Manual: M22.
func TestCerca_unaPersonaSolaONessuna(t *testing.T) {
	b := nuovo(t)
	b.persone = []esenpat.AssistitoSintesi{{CodiceFiscale: "VRDNNA80A41L219X"}}

	b.p.Cerca(elenco.Filtri{Persona: "verdi"})
	b.quieto()
	if len(b.chieste) != 1 || b.p.State().Persone.Aperta {
		t.Error("una sola persona non è una scelta")
	}
	b.persone = nil
	b.p.Cerca(elenco.Filtri{Persona: "verdini"})
	b.quieto()
	if s := b.p.State(); s.ErrPers == "" || s.Fuoco.Campo != "persona" || len(b.chieste) != 1 {
		t.Errorf("errore %q", s.ErrPers)
	}
}

func TestCerca_seCadeLaReteIlVecchioElencoResta(t *testing.T) {
	b := nuovo(t)
	b.totale = 3
	b.p.Mostra()
	b.quieto()
	b.errore = esenpat.NewError(esenpat.Offline, "rete.assente", "prova")

	b.p.Aggiorna()
	b.quieto()

	s := b.p.State()
	if s.Avviso.Vuoto() || len(s.Carte) != 3 || s.Occupato {
		t.Errorf("avviso %q, carte %d", s.Avviso.Titolo, len(s.Carte))
	}
}

func TestCerca_sessioneScadutaPoiRiprende(t *testing.T) {
	b := nuovo(t)
	b.totale = 1
	b.errore = esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "prova")
	var riprendi func()
	b.p.SessioneScaduta = func(f func()) { riprendi = f }

	b.p.Cerca(elenco.Filtri{Codice: "048"})
	b.quieto()
	b.errore = nil
	if riprendi == nil {
		t.Fatal("nessuno chiede di rientrare")
	}
	riprendi()
	b.quieto()

	codici := []string{b.chieste[0].Codice, b.chieste[1].Codice}
	if !slices.Equal(codici, []string{"048", "048"}) || len(b.p.State().Carte) != 1 {
		t.Errorf("ricerche %q", codici)
	}
}

func TestCerca_interrottaNonLasciaNiente(t *testing.T) {
	b := nuovo(t)
	b.blocca = make(chan struct{})

	b.p.Mostra()
	if !b.p.State().Occupato {
		t.Fatal("la ricerca è in corso")
	}
	b.p.Interrompi()
	b.quieto()

	if s := b.p.State(); s.Occupato || !s.Avviso.Vuoto() {
		t.Errorf("occupato %v, avviso %q: chi interrompe non vede errori", s.Occupato, s.Avviso.Titolo)
	}
}

// Every combination of the filters is one search, with all of them in it.
// Manual: M18, M30.
func TestCerca_iFiltriInOgniCombinazione(t *testing.T) {
	dal, al := esenpat.NewData(2026, 1, 1), esenpat.NewData(2026, 12, 31)
	for n := range 32 {
		b := nuovo(t)
		b.persone = []esenpat.AssistitoSintesi{{CodiceFiscale: "VRDNNA80A41L219X"}}
		var f elenco.Filtri
		vuole := elenco.Richiesta{Pagina: esenpat.Finestra{Limit: 50}}
		if n&1 != 0 {
			f.Stato, vuole.Stato = "VALIDO", "VALIDO"
		}
		if n&2 != 0 {
			f.Codice, vuole.Codice = "048", "048"
		}
		if n&4 != 0 {
			f.Persona, vuole.Persona.CodiceFiscale = "verdi", "VRDNNA80A41L219X"
		}
		if n&8 != 0 {
			f.Dal, vuole.Dal = dal, dal
		}
		if n&16 != 0 {
			f.Al, vuole.Al = al, al
		}

		b.p.Cerca(f)
		b.quieto()

		if len(b.chieste) != 1 {
			t.Fatalf("combinazione %05b: %d ricerche, %+v", n, len(b.chieste), b.p.State())
		}
		if r := b.chieste[0]; r.Stato != vuole.Stato || r.Codice != vuole.Codice || r.Persona.CodiceFiscale != vuole.Persona.CodiceFiscale || r.Dal != vuole.Dal || r.Al != vuole.Al {
			t.Errorf("combinazione %05b: cercato %+v", n, []any{r.Stato, r.Codice, r.Persona.CodiceFiscale, r.Dal, r.Al})
		}
	}
}
