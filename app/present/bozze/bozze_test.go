package bozze_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/bozze"
	"github.com/esenpat/esenpat-desktop/app/coda"
	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/evento"
	pb "github.com/esenpat/esenpat-desktop/app/present/bozze"
	"github.com/esenpat/esenpat-desktop/app/present/nuovocertificato"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
	"github.com/esenpat/esenpat-desktop/services/store"
)

// banco is the tab over a real archive in memory.
type banco struct {
	confronti int // how often a row was made
	t         *testing.T
	q         *tasktest.Coda
	p         *pb.Presenter
	arch      *bozze.Archivio
	adesso    time.Time

	voci       map[string]coda.Voce
	inviate    []coda.Inviata
	pausa      bool
	riprovate  []string
	tolte      []string
	ricordi    map[string]string
	aperte     []string
	portate    []esenpat.Bozza
	passphrase string
	errore     error
	bus        evento.Bus
	superate   map[string]esenpat.ConfrontoVoci // by exemption
}

func (b *banco) ConfrontaBozza(d esenpat.DatiCertificato, _ esenpat.Data) esenpat.ConfrontoVoci {
	b.confronti++
	return b.superate[d.Esenzione.Codice]
}

func (b *banco) Corrente() (esenpat.Sessione, bool) {
	return esenpat.Sessione{Utente: esenpat.Utente{CodiceFiscale: "FRRNNA74C48L219X"}}, true
}
func (b *banco) Voce(id string) coda.Voce { return b.voci[id] }
func (b *banco) Inviate() []coda.Inviata  { return b.inviate }
func (b *banco) InPausa() bool            { return b.pausa }
func (b *banco) Pausa(si bool)            { b.pausa = si }
func (b *banco) Riprova(id string)        { b.riprovate = append(b.riprovate, id) }

func (b *banco) Togli(_ context.Context, id string) error          { b.tolte = append(b.tolte, id); return nil }
func (b *banco) Leggi(_ context.Context, k string) (string, error) { return b.ricordi[k], nil }
func (b *banco) Scrivi(_ context.Context, k, v string) error       { b.ricordi[k] = v; return nil }

func (b *banco) Esporta(_ context.Context, x []esenpat.Bozza, p esenpat.Secret) (string, error) {
	b.portate, b.passphrase = x, p.Reveal()
	return "/x.bozze", b.errore
}
func (b *banco) Scegli(context.Context) ([]byte, error) { return []byte("file"), nil }
func (b *banco) Apri(_ context.Context, _ []byte, p esenpat.Secret) ([]esenpat.Bozza, error) {
	b.passphrase = p.Reveal()
	return b.portate, b.errore
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	b := &banco{t: t, q: tasktest.NewCoda(), adesso: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), voci: map[string]coda.Voce{}, ricordi: map[string]string{}}
	n := 0
	b.arch = bozze.New(store.NewMemoria(), b, func() string { n++; return "n" + string(rune('0'+n)) }, func() time.Time { return b.adesso })
	b.p = pb.New(t.Context(), pb.Params{
		UI: b.q.Dispatch, Testi: partitest.Testi(t, "../../.."), Adesso: func() time.Time { return b.adesso }, Archivio: b.arch,
		Conservazione: b.arch, Coda: b, Comandi: b, Catalogo: b, Trasporto: b, Preferenze: b, Ascolto: &b.bus,
	})
	b.p.Eventi.Apri = func(id string) { b.aperte = append(b.aperte, id) }
	t.Cleanup(b.p.Chiudi)
	return b
}

func (b *banco) quieto() {
	b.q.Quieta(b.p.Wait)
}

func (b *banco) salva(id string, stato esenpat.StatoBozza, cambia func(*esenpat.Bozza)) {
	b.t.Helper()
	x := esenpat.Bozza{ID: id, Stato: stato, Passo: "dati", Assistito: esenpat.Assistito{Cognome: "VERDI", Nome: id, CodiceFiscale: "VRDNNA80A41L219X"}}
	x.Dati.Esenzione.Codice = "048"
	if cambia != nil {
		cambia(&x)
	}
	if _, err := b.arch.Salva(b.t.Context(), x); err != nil {
		b.t.Fatal(err)
	}
}

func (b *banco) riga(id string) pb.Riga {
	b.t.Helper()
	for i, r := range b.p.State().Righe {
		if r.ID == id {
			b.p.Scegli(i)
			return r
		}
	}
	b.t.Fatalf("no row %s in %+v", id, b.p.State().Righe)
	return pb.Riga{}
}

// Manual: M34, E6.
func TestElenco_everyDraftSaysWhereItStands(t *testing.T) {
	b := nuovo(t)
	b.salva("aperta", esenpat.BozzaAperta, nil)
	b.salva("mano", esenpat.BozzaAperta, func(x *esenpat.Bozza) { x.Assistito.DaVerificare = true })
	b.salva("copia", esenpat.BozzaAperta, func(x *esenpat.Bozza) { x.Assistito.ID, x.Assistito.DaVerificare = "a1", true })
	b.salva("attende", esenpat.BozzaInCoda, nil)
	b.salva("riprova", esenpat.BozzaInCoda, nil)
	b.salva("incerta", esenpat.BozzaInCoda, nil)
	b.salva("rivedere", esenpat.BozzaDaRivedere, func(x *esenpat.Bozza) { x.Motivo.Codice = "bozza.assistito-cambiato" })
	b.voci["riprova"] = coda.Voce{Tentativi: 2, Motivo: esenpat.NewError(esenpat.Offline, "rete.assente", "x"), Prossimo: b.adesso.Add(time.Minute)}
	b.voci["incerta"] = coda.Voce{Tentativi: 1, Incerto: true}
	b.inviate = []coda.Inviata{{ID: "inviata", Certificato: esenpat.Certificato{Numero: "2026000012"}}}

	b.p.Mostra()
	b.quieto()

	for id, atteso := range map[string][3]string{ // state, part of the note, what is offered
		"aperta":   {"Bozza", "Lasciata ai dati", "apri duplica elimina"},
		"mano":     {"Bozza", "scritto a mano, da verificare in AURA", "apri duplica elimina"},
		"copia":    {"Bozza", "da una copia, da verificare in AURA", "apri duplica elimina"},
		"attende":  {"In coda", "appena il servizio è raggiungibile", "duplica riprova togli"},
		"riprova":  {"In coda", "10:01:00", "duplica riprova togli"},
		"incerta":  {"Esito da verificare", "mai un secondo", "duplica riprova"},
		"rivedere": {"Da rivedere", "AURA", "apri duplica elimina"},
		"inviata":  {"Inviata", "2026000012", ""},
	} {
		r := b.riga(id)
		offre := ""
		for _, x := range []struct {
			si   bool
			nome string
		}{{r.Apri, "apri"}, {r.Duplica, "duplica"}, {r.Elimina, "elimina"}, {r.Riprova, "riprova"}, {r.Togli, "togli"}} {
			if x.si {
				offre = strings.TrimSpace(offre + " " + x.nome)
			}
		}
		if r.Stato != atteso[0] || !strings.Contains(r.Nota, atteso[1]) || offre != atteso[2] || strings.Contains(r.Nota, "[") {
			t.Errorf("%s: %q, %q, offers %q", id, r.Stato, r.Nota, offre)
		}
	}
	if s := b.p.State(); s.Coda != "In coda: 3" || !s.Esporta {
		t.Errorf("%q", s.Coda)
	}
	b.p.Cerca("verdi rivedere")
	if n := len(b.p.State().Righe); n != 1 {
		t.Errorf("search found %d", n)
	}
}

func TestAzioni_actOnTheDraftUnderTheCursorWhateverMoves(t *testing.T) {
	b := nuovo(t)
	b.salva("a", esenpat.BozzaAperta, nil)
	b.salva("b", esenpat.BozzaAperta, nil)
	b.p.Mostra()
	b.quieto()
	b.riga("a")
	b.salva("c", esenpat.BozzaInCoda, nil) // the list moves under the cursor
	b.p.Aggiorna()
	b.quieto()

	b.p.Apri()
	b.p.Duplica()
	b.quieto()

	if len(b.aperte) != 2 || b.aperte[0] != "a" || b.aperte[1] == "a" {
		t.Errorf("opened %v", b.aperte)
	}
	b.p.Elimina("a")
	b.p.Elimina("c") // in the queue: it is taken out first
	b.quieto()
	tutte, err := b.arch.Elenca(t.Context())
	if err != nil || len(tutte) != 3 {
		t.Errorf("%d drafts left, %v", len(tutte), err)
	}
	b.riga("c")
	b.p.Apri()
	b.p.Riprova()
	b.p.Togli()
	b.quieto()
	if len(b.aperte) != 2 || len(b.riprovate) != 1 || len(b.tolte) != 1 {
		t.Errorf("opened %v, retried %v, taken out %v", b.aperte, b.riprovate, b.tolte)
	}
}

// TestAvvia_workCutShortIsOfferedAndNeverTakenUpByItself guards FT-01: recovery
// is explicit, and there are never two drafts of one.
func TestAvvia_workCutShortIsOfferedAndNeverTakenUpByItself(t *testing.T) {
	for nome, scelta := range map[string]func(*pb.Presenter){
		"Recupera": (*pb.Presenter).Recupera, "Elimina": (*pb.Presenter).EliminaRecupero, "Decidi dopo": (*pb.Presenter).DecidiDopo,
	} {
		t.Run(nome, func(t *testing.T) {
			b := nuovo(t)
			b.salva("x", esenpat.BozzaAperta, nil)
			b.ricordi[nuovocertificato.ChiaveInCorso] = "x"

			b.p.Avvia()
			b.quieto()
			r := b.p.State().Recupero
			if !r.Aperto || !strings.Contains(r.Testo, "10:00:00") || strings.Contains(r.Testo, "VERDI") || len(b.aperte) != 0 {
				t.Fatalf("%+v, opened %v", r, b.aperte)
			}
			scelta(b.p)
			b.quieto()

			tutte, err := b.arch.Elenca(t.Context())
			atteseAperte, atteseBozze := 0, 1
			switch nome {
			case "Recupera":
				atteseAperte = 1
			case "Elimina":
				atteseBozze = 0
			}
			if err != nil || len(tutte) != atteseBozze || len(b.aperte) != atteseAperte || b.p.State().Recupero.Aperto {
				t.Errorf("%d drafts, opened %v, %v", len(tutte), b.aperte, err)
			}
			if b.ricordi[nuovocertificato.ChiaveInCorso] != "" {
				t.Error("it would be asked again")
			}
		})
	}
}

func TestAvvia_draftThatIsGoneOrQueuedIsNotOffered(t *testing.T) {
	b := nuovo(t)
	b.salva("x", esenpat.BozzaInCoda, nil)
	b.ricordi[nuovocertificato.ChiaveInCorso] = "x"
	b.p.Avvia()
	b.quieto()
	if b.p.State().Recupero.Aperto {
		t.Error("a queued draft is offered")
	}
}

func TestMostra_noticeCountsOnlyWhenTheTabIsSeen(t *testing.T) {
	b := nuovo(t)
	b.salva("x", esenpat.BozzaAperta, nil)
	b.adesso = b.adesso.AddDate(0, 0, 31)
	b.p.Aggiorna() // another tab is on the screen
	b.quieto()
	if x, err := b.arch.Bozza(t.Context(), "x"); err != nil || !x.AvvisataIl.IsZero() {
		t.Fatalf("counted as seen: %v", err)
	}
	b.p.Mostra()
	b.quieto()
	if x, err := b.arch.Bozza(t.Context(), "x"); err != nil || x.AvvisataIl.IsZero() || b.p.State().Vecchie == "" {
		t.Errorf("seen, %q, %v", b.p.State().Vecchie, err)
	}
}

func TestTrasporto_passphraseIsTypedTwiceAndAWrongOneCanBeTypedAgain(t *testing.T) {
	b := nuovo(t)
	b.salva("x", esenpat.BozzaAperta, nil)
	b.p.Mostra()
	b.quieto()
	b.p.ChiediEsporta()
	una, due := esenpat.NewSecret("quattro parole a caso"), esenpat.NewSecret("quattro parole a caxo")
	b.p.ConfermaPassphrase(una, due)
	if s := b.p.State().Passphr; s.Errore == "" || b.passphrase != "" {
		t.Fatalf("%+v", s)
	}
	b.p.ConfermaPassphrase(una, una)
	b.quieto()
	if b.passphrase != una.Reveal() || len(b.portate) != 1 || b.p.State().Passphr.Aperta || b.p.State().Fatto != "Bozze esportate: 1" {
		t.Fatalf("%d exported, %+v", len(b.portate), b.p.State().Passphr)
	}

	b.portate[0].ID, b.portate[0].Medico.CodiceFiscale = "y", "FRRNNA74C48L219X"
	b.errore = esenpat.NewError(esenpat.Invalid, "bozze.file-chiuso", "x").At("passphrase")
	b.p.ChiediImporta()
	b.quieto()
	b.p.ConfermaPassphrase(due, esenpat.Secret{})
	b.quieto()
	if s := b.p.State().Passphr; !s.Aperta || s.Errore == "" {
		t.Fatalf("%+v", s)
	}
	b.errore = nil
	b.p.ConfermaPassphrase(una, esenpat.Secret{})
	b.quieto()
	if tutte, err := b.arch.Elenca(t.Context()); err != nil || len(tutte) != 2 || b.p.State().Passphr.Aperta {
		t.Errorf("%d drafts, %v", len(tutte), err)
	}
}

// A newer catalogue flags the drafts that it concerns, at once and in the list;
// what was written in them stays.
func TestElenco_aNewerCatalogueFlagsADraftAndChangesNothing(t *testing.T) {
	b := nuovo(t)
	for codice, stato := range map[string]esenpat.StatoBozza{"048": esenpat.BozzaAperta, "013": esenpat.BozzaAperta, "005": esenpat.BozzaInCoda, "007": esenpat.BozzaDaRivedere} {
		b.salva(codice, stato, func(x *esenpat.Bozza) {
			x.Dati.Esenzione = esenpat.VoceEsenzione{Codice: codice, Descrizione: "Come scelta"}
			if stato == esenpat.BozzaDaRivedere {
				x.Motivo.Codice = "bozza.assistito-cambiato"
			}
		})
	}
	b.p.Mostra()
	b.quieto()
	if r := b.riga("048"); r.Tono != pb.Neutro || r.Stato != "Bozza" {
		t.Fatalf("%+v", r)
	}
	b.superate = map[string]esenpat.ConfrontoVoci{
		"048": {Esenzione: esenpat.VoceTerminata},
		"013": {Esenzione: esenpat.VoceModificata, NuovaDescrizione: "Parole nuove"},
		"005": {Esenzione: esenpat.VoceTerminata, SostituitaDa: []string{"0N5"}},
		"007": {Diagnosi: esenpat.VoceRimossa},
	}
	b.bus.Pubblica(evento.CatalogoAggiornato{Del: "2026-11-22"})
	b.quieto()
	for codice, atteso := range map[string][3]string{
		"048": {"Codice da rivedere", "L'esenzione 048 non è più in vigore", "Lasciata ai dati"},
		"013": {"Bozza", "«Parole nuove»", "Lasciata ai dati"},
		"005": {"In coda", "sostituita da 0N5", "servizio è raggiungibile"},
		"007": {"Da rivedere", "non è più nel catalogo per questa esenzione", "AURA"},
	} {
		r := b.riga(codice)
		if r.Stato != atteso[0] || !strings.Contains(r.Nota, atteso[1]) || !strings.Contains(r.Nota, atteso[2]) || r.Tono == pb.Neutro || strings.Contains(r.Nota, "[") {
			t.Errorf("%s: %+v %q", codice, r.Tono, r.Stato+": "+r.Nota)
		}
		x, err := b.arch.Elenca(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range x {
			if y.Dati.Esenzione.Descrizione != "Come scelta" || y.Dati.Esenzione.Codice != y.ID {
				t.Errorf("changed: %+v", y.Dati.Esenzione)
			}
		}
	}
}
