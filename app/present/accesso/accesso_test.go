package accesso_test

import (
	"context"
	"slices"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/accesso"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type mondo struct {
	scelte    esenpat.ScelteAccesso
	errore    error
	accessi   []esenpat.CredenzialiAccesso
	aperte    []string
	ricordo   string
	nonApre   error
	disco     error
	scritture int
}

func (m *mondo) Accedi(_ context.Context, c esenpat.CredenzialiAccesso) (esenpat.ScelteAccesso, error) {
	m.accessi = append(m.accessi, c)
	return m.scelte, m.errore
}

func (m *mondo) Apri(_ context.Context, ruolo, luogo string) (esenpat.Sessione, error) {
	m.aperte = append(m.aperte, ruolo+"/"+luogo)
	return esenpat.Sessione{ID: "s"}, m.nonApre
}
func (m *mondo) Leggi(context.Context, string) (string, error) { return m.ricordo, m.disco }
func (m *mondo) Scrivi(_ context.Context, _, v string) error {
	m.ricordo = v
	m.scritture++
	return m.disco
}

type banco struct {
	*mondo
	coda    *tasktest.Coda
	p       *accesso.Presenter
	entrati []string
}

func scelte(quante int) esenpat.ScelteAccesso {
	r := esenpat.RuoloCollocazioni{Ruolo: esenpat.Ruolo{Codice: "MED", Descrizione: "Medico specialista"}}
	for i := range quante {
		r.Collocazioni = append(r.Collocazioni, esenpat.Collocazione{Codice: string(rune('A' + i)), Descrizione: "Ambulatorio"})
	}
	return esenpat.ScelteAccesso{Utente: esenpat.Utente{Titolo: "Dott.", Nome: "Aldo", Cognome: "Conti"}, Ruoli: []esenpat.RuoloCollocazioni{r}}
}

func nuovo(t *testing.T, s esenpat.ScelteAccesso) *banco {
	t.Helper()
	b := &banco{mondo: &mondo{scelte: s}, coda: tasktest.NewCoda()}
	b.p = accesso.New(t.Context(), accesso.Params{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Sessioni: b.mondo, Preferenze: b.mondo,
		Demo: []esenpat.UtenteDimostrativo{{Nome: "Dott. Aldo Conti", Credenziali: esenpat.CredenzialiAccesso{NomeUtente: "aldo", Password: esenpat.NewSecret("p"), PIN: esenpat.NewSecret("1")}}},
	})
	b.p.Entrato = func(_ esenpat.Sessione, nome string) { b.entrati = append(b.entrati, nome) }
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
}

func (b *banco) accedi() {
	b.p.Accedi(" aldo ", esenpat.NewSecret("p"), esenpat.NewSecret("1"))
	b.quieto()
}

// Manual: M02, M03, C01.
func TestAccedi_unSoloRuoloNonChiedeNulla(t *testing.T) {
	b := nuovo(t, scelte(1))

	b.p.Accedi(" aldo ", esenpat.NewSecret("p"), esenpat.NewSecret("1"))
	b.p.Accedi("aldo", esenpat.NewSecret("p"), esenpat.NewSecret("1"))
	b.quieto()

	if !slices.Equal(b.aperte, []string{"MED/A"}) || !slices.Equal(b.entrati, []string{"aldo"}) || len(b.accessi) != 1 {
		t.Errorf("aperte %q, entrati %q, accessi %d", b.aperte, b.entrati, len(b.accessi))
	}
	if b.p.State().Fase != accesso.FaseCredenziali {
		t.Error("nessuna scelta da mostrare")
	}
}

func TestAccedi_diceCheCosaManca(t *testing.T) {
	b := nuovo(t, scelte(1))

	b.p.Accedi("aldo", esenpat.NewSecret(""), esenpat.NewSecret(""))
	b.quieto()

	s := b.p.State()
	if s.ErrPassword == "" || s.ErrPIN == "" || s.ErrNome != "" || s.Fuoco.Campo != "password" || len(b.accessi) != 0 {
		t.Errorf("%+v", s.Fuoco)
	}
}

func TestAccedi_credenzialiErrateSvuotanoLaReteAssenteNo(t *testing.T) {
	b := nuovo(t, scelte(1))
	prima := b.p.State().Svuota

	b.errore = esenpat.NewError(esenpat.Offline, "rete.assente", "prova")
	b.accedi()
	if s := b.p.State(); s.Avviso.Vuoto() || s.Svuota != prima || s.Occupato {
		t.Errorf("senza rete ciò che è scritto resta: svuota %d", s.Svuota)
	}
	b.errore = esenpat.NewError(esenpat.Unauthenticated, "accesso.credenziali", "prova")
	b.accedi()
	if s := b.p.State(); s.Svuota != prima+1 || s.Fuoco.Campo != "password" {
		t.Errorf("dopo un rifiuto password e PIN si riscrivono: svuota %d", s.Svuota)
	}
}

// Manual: M03.
func TestScelta_proponeLUltimaEApreUnaVolta(t *testing.T) {
	b := nuovo(t, scelte(3))
	b.ricordo = "MED|B"

	b.accedi()
	s := b.p.State()
	if s.Fase != accesso.FaseScelta || s.Ruolo != "MED" || s.Luogo != "B" || !s.Prosegui.Attivo || s.Benvenuto != "Dott. Aldo Conti" {
		t.Fatalf("ruolo %q, luogo %q, prosegui %+v", s.Ruolo, s.Luogo, s.Prosegui)
	}
	b.p.ScegliLuogo("C")
	b.p.Prosegui()
	b.p.Prosegui()
	b.quieto()

	if !slices.Equal(b.aperte, []string{"MED/C"}) || b.ricordo != "MED|C" || len(b.entrati) != 1 {
		t.Errorf("aperte %q, ricordo %q", b.aperte, b.ricordo)
	}
}

func TestScelta_senzaRicordoNienteDiPredefinito(t *testing.T) {
	b := nuovo(t, scelte(2))
	b.disco = esenpat.NewError(esenpat.Storage, "disco.pieno", "prova")

	b.accedi()
	s := b.p.State()
	if s.Luogo != "" || s.Prosegui.Attivo || s.Prosegui.Motivo == "" {
		t.Fatalf("%+v", s.Prosegui)
	}
	b.p.Prosegui()
	b.p.ScegliLuogo("A")
	b.p.Prosegui()
	b.quieto()

	if len(b.entrati) != 1 || b.scritture != 1 {
		t.Errorf("il disco pieno non tiene fuori: entrati %q", b.entrati)
	}
}

func TestScelta_erroreDApertura(t *testing.T) {
	b := nuovo(t, scelte(2))
	b.nonApre = esenpat.NewError(esenpat.Forbidden, "accesso.ruolo", "prova")
	b.accedi()
	b.p.ScegliLuogo("A")

	b.p.Prosegui()
	b.quieto()

	if s := b.p.State(); s.Avviso.Vuoto() || s.Fase != accesso.FaseScelta || len(b.entrati) != 0 || s.Occupato {
		t.Errorf("avviso %q", s.Avviso.Titolo)
	}
}

// Manual: M03.
func TestCambia_senzaNuovoAccesso(t *testing.T) {
	b := nuovo(t, scelte(2))
	b.accedi()
	b.p.ScegliLuogo("A")
	b.p.Prosegui()
	b.quieto()

	if !b.p.Cambia(esenpat.Sessione{Ruolo: esenpat.Ruolo{Codice: "MED"}, Collocazione: esenpat.Collocazione{Codice: "A"}}) {
		t.Fatal("con due collocazioni si può cambiare")
	}
	b.p.ScegliLuogo("B")
	b.p.Prosegui()
	b.quieto()

	if !slices.Equal(b.aperte, []string{"MED/A", "MED/B"}) || len(b.accessi) != 1 {
		t.Errorf("aperte %q, accessi %d", b.aperte, len(b.accessi))
	}
	if nuovo(t, scelte(1)).p.Cambia(esenpat.Sessione{}) {
		t.Error("senza scelta non c'è niente da cambiare")
	}
}

func TestUsaDemo_riempieUnaVoltaENonConserva(t *testing.T) {
	b := nuovo(t, scelte(1))
	var visto esenpat.CredenzialiAccesso
	b.p.Render = func(s accesso.State) { visto = s.Modulo }

	b.p.UsaDemo(0)
	b.p.UsaDemo(7)

	if visto.NomeUtente != "aldo" || visto.PIN.Reveal() != "1" || !b.p.State().Modulo.PIN.Empty() {
		t.Errorf("modulo %q", visto.NomeUtente)
	}
	b.p.Ricomincia()
	if visto.NomeUtente != "" || b.p.State().NModulo != 2 || b.p.State().Fuoco.Campo != "nome_utente" {
		t.Errorf("the next person finds %q, focus on %q", visto.NomeUtente, b.p.State().Fuoco.Campo)
	}
	if s := b.p.State(); len(s.Demo) != 1 || s.Fase != accesso.FaseCredenziali {
		t.Errorf("dopo l'uscita la prima pagina: %+v", s.Demo)
	}
}
