package pratica_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/present/pratica"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type mondo struct {
	ese         esenpat.Esenzione
	certificati []esenpat.CertificatoSintesi
	annullate   []string // motives
	rinvii      []esenpat.RinvioRichiesta
	verifiche   int
	errore      error // of the acts
	verifica    error
	lettura     error
}

func (m *mondo) AnnullaRichiesta(_ context.Context, rif esenpat.RiferimentoEsenzione, motivo string) (esenpat.Esenzione, error) {
	m.annullate = append(m.annullate, rif.ID+" "+rif.ETag+" "+motivo)
	return m.ese, m.errore
}

func (m *mondo) RimandaRichiesta(_ context.Context, r esenpat.RinvioRichiesta) (esenpat.Esenzione, error) {
	m.rinvii = append(m.rinvii, r)
	return m.ese, m.errore
}

func (m *mondo) VerificaPratica(context.Context, esenpat.TipoAtto, esenpat.RiferimentoEsenzione) (esenpat.Esenzione, error) {
	m.verifiche++
	return m.ese, m.verifica
}

func (m *mondo) Esenzione(context.Context, string, string) (esenpat.Esenzione, error) {
	return m.ese, m.lettura
}

func (m *mondo) CertificatiPerRinvio(context.Context, esenpat.Esenzione) ([]esenpat.CertificatoSintesi, error) {
	return m.certificati, nil
}

type banco struct {
	*mondo
	coda     *tasktest.Coda
	p        *pratica.Presenter
	cambiate int
	scadute  []func()
	nuovi    []string
	vista    pratica.State
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	b := &banco{mondo: &mondo{}, coda: tasktest.NewCoda()}
	b.ese = esenpat.Esenzione{ID: "e1", Numero: "2026301", Stato: esenpat.EsenzioneInviata, ETag: `"v1"`}
	b.ese.AslCompetente.Denominazione = "ASL TO3"
	b.p = pratica.New(t.Context(), pratica.Params{UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Fuso: time.UTC, Atti: b.mondo, Lettura: b.mondo})
	b.p.Render = func(s pratica.State) { b.vista = s }
	b.p.Eventi = pratica.Eventi{
		Cambiata: func() { b.cambiate++ }, SessioneScaduta: func(r func()) { b.scadute = append(b.scadute, r) },
		NuovoCertificato: func(e esenpat.Esenzione) { b.nuovi = append(b.nuovi, e.Numero) },
	}
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
}

func certificato(id string) esenpat.CertificatoSintesi {
	c := esenpat.CertificatoSintesi{ID: id, Numero: "CM" + id, Stato: esenpat.Valido}
	c.Date.EmessoIl = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	return c
}

// X09: one press, one act; the question says that there is no way back.
func TestAnnulla_siConfermaUnaVolta(t *testing.T) {
	b := nuovo(t)
	b.p.Annulla("a1", "e1")
	b.quieto()
	if s := b.vista; s.Fase != pratica.FaseDomanda || !strings.Contains(s.Testo, "Non si può tornare indietro") || !strings.Contains(s.Testo, "ASL TO3") || !s.Conferma.Attivo {
		t.Fatalf("%+v", s.Testo)
	}
	b.p.SetNote("errore")
	b.p.Conferma()
	b.p.Conferma()
	if b.p.Chiudi() || b.vista.Chiudibile || b.vista.Attesa == "" {
		t.Error("si chiude mentre parte")
	}
	b.quieto()

	if len(b.annullate) != 1 || b.annullate[0] != `e1 "v1" errore` || b.vista.Fase != pratica.FaseFatta || b.cambiate != 1 {
		t.Errorf("inviate %q, fase %d", b.annullate, b.vista.Fase)
	}
	if !b.p.Chiudi() || b.vista.Fase != pratica.FaseChiusa {
		t.Error("non si chiude")
	}
}

// X09: what the ASL has taken says why, and cannot be pressed again.
func TestAnnulla_ilRifiutoDiceIlMotivo(t *testing.T) {
	b := nuovo(t)
	b.errore = esenpat.NewError(esenpat.Conflict, "esenzione.richiesta-presa-in-carico", "prova")
	b.p.Annulla("a1", "e1")
	b.quieto()
	b.p.Conferma()
	b.quieto()
	b.p.Conferma()
	b.quieto()

	if s := b.vista; len(b.annullate) != 1 || s.Fase != pratica.FaseFerma || s.Avviso.Titolo != "La richiesta non si può più annullare." || b.cambiate != 1 {
		t.Errorf("%d inviate, %+v", len(b.annullate), s.Avviso)
	}
}

// X09: with a lost answer only «Verifica» is there, also after closing; it
// sends nothing.
func TestAnnulla_laRispostaPersaSiChiede(t *testing.T) {
	b := nuovo(t)
	incerto := esenpat.NewError(esenpat.Uncertain, "esenzione.richiesta-incerta", "prova")
	b.errore, b.verifica = incerto, incerto
	b.p.Annulla("a1", "e1")
	b.quieto()
	b.p.Conferma()
	b.quieto()
	if b.vista.Fase != pratica.FaseIncerta || !b.vista.Verifica || b.vista.Conferma.Attivo {
		t.Fatalf("fase %d", b.vista.Fase)
	}
	b.p.Chiudi()
	if b.p.Annulla("a1", "altra") {
		t.Error("un'altra comincia prima di sapere della prima")
	}
	b.p.Annulla("a1", "e1")
	b.p.Verifica()
	b.quieto()
	if b.vista.Fase != pratica.FaseIncerta {
		t.Fatal("non si sa ancora")
	}
	b.verifica = nil
	b.p.Verifica()
	b.quieto()
	if b.vista.Fase != pratica.FaseFatta || len(b.annullate) != 1 || b.verifiche != 2 {
		t.Errorf("fase %d, inviate %d, chieste %d", b.vista.Fase, len(b.annullate), b.verifiche)
	}

	b.p.Chiudi()
	b.verifica = esenpat.NewError(esenpat.Offline, "atto.mai-arrivato", "prova")
	b.p.Annulla("a1", "e1")
	b.quieto()
	b.p.Conferma()
	b.quieto()
	b.p.Verifica()
	b.quieto()
	if b.vista.Fase != pratica.FaseDomanda || !b.vista.Conferma.Attivo {
		t.Error("mai arrivata: si può ripetere")
	}
}

// X02: the only certificate that fits is chosen; notes go with it.
func TestRimanda_conIlCertificatoNuovo(t *testing.T) {
	b := nuovo(t)
	b.ese.Comunicazione = esenpat.ComunicazioneASL{Motivo: esenpat.Motivo{Testo: "Diagnosi da precisare"}, Note: "Indicare la sede.", Il: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	b.certificati = []esenpat.CertificatoSintesi{certificato("c2")}
	b.p.Rimanda("a1", "e1", "")
	b.quieto()
	s := b.vista
	if !s.Rinvio || s.Scelto != "c2" || len(s.Chiede) != 3 || s.Chiede[0].Valore != "Diagnosi da precisare" || !s.Conferma.Attivo || s.Nuovo {
		t.Fatalf("%v %+v", s.Scelto, s.Conferma)
	}
	b.p.SetNote("Sede precisata.")
	b.p.Conferma()
	b.quieto()

	if len(b.rinvii) != 1 || b.rinvii[0].CertificatoID != "c2" || b.rinvii[0].Note != "Sede precisata." || b.rinvii[0].Riferimento.ETag != `"v1"` || b.vista.Fase != pratica.FaseFatta {
		t.Errorf("%+v", b.rinvii)
	}
}

// X02: among several the doctor chooses, and the one just signed is proposed;
// with none the way on is a new certificate.
func TestRimanda_sceltaENessunCertificato(t *testing.T) {
	b := nuovo(t)
	b.certificati = []esenpat.CertificatoSintesi{certificato("c3"), certificato("c2")}
	b.certificati[0].Diagnosi.Codice, b.certificati[1].Diagnosi.Codice = "042", "174.9"
	b.certificati[0].LeggiSpeciali = true
	b.p.Rimanda("a1", "e1", "")
	b.quieto()
	if s := b.vista; s.Conferma.Attivo || s.Conferma.Motivo == "" || len(s.Certificati) != 2 {
		t.Errorf("%+v", s.Conferma)
	}
	if c := b.vista.Certificati; strings.Contains(c[0].Testo, "042") || !strings.Contains(c[1].Testo, "174.9") {
		t.Errorf("what a law protects is shown: %+v", c)
	}
	b.p.ScegliCertificato("altro")
	b.p.ScegliCertificato("c2")
	if b.vista.Scelto != "c2" || !b.vista.Conferma.Attivo {
		t.Error("la scelta non vale")
	}
	b.p.Chiudi()
	b.p.Rimanda("a1", "e1", "c3")
	b.quieto()
	if b.vista.Scelto != "c3" {
		t.Errorf("proposto %q", b.vista.Scelto)
	}

	b.p.Chiudi()
	b.certificati = nil
	b.p.Rimanda("a1", "e1", "")
	b.quieto()
	if !b.vista.Nuovo || b.vista.Conferma.Attivo {
		t.Fatal("senza certificato si rimanda")
	}
	b.p.Conferma()
	b.p.NuovoCertificato()
	b.quieto()
	if len(b.rinvii) != 0 || len(b.nuovi) != 1 || b.vista.Fase != pratica.FaseChiusa {
		t.Errorf("nuovi %q", b.nuovi)
	}
}

// The session ends under the dialog; off line nothing is asked.
func TestSessioneEScollegato(t *testing.T) {
	b := nuovo(t)
	b.lettura = esenpat.NewError(esenpat.Offline, "rete.assente", "prova")
	b.p.Annulla("a1", "e1")
	b.quieto()
	if b.vista.Fase != pratica.FaseCarica || b.vista.Avviso.Vuoto() {
		t.Error("senza rete si chiede lo stesso")
	}
	b.lettura = esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "prova")
	b.p.Ricarica()
	b.quieto()
	b.lettura = nil
	if len(b.scadute) != 1 {
		t.Fatal("nessuno chiede l'accesso")
	}
	b.scadute[0]()
	b.quieto()
	b.errore = esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "prova")
	b.p.Conferma()
	b.quieto()
	if b.vista.Fase != pratica.FaseDomanda || len(b.scadute) != 2 || !b.vista.Conferma.Attivo {
		t.Error("dopo l'accesso si preme di nuovo")
	}
}
