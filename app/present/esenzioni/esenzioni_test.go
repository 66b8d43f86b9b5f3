package esenzioni_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/esenzioni"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type mondo struct {
	partitest.Carta
	ese     esenpat.Esenzione
	sintesi []esenpat.EsenzioneSintesi
	mu      sync.Mutex // list and counts are read at once
	filtri  []esenpat.FiltroEsenzioni
	salvati []string
	errore  error
	// attestato is what reading it fails with
	attestato error
	aura      error
	lenta     chan struct{} // AURA answers when it is closed
}

func (m *mondo) EsenzioniAURA(context.Context, string) ([]esenpat.EsenzioneAURA, error) {
	if m.lenta != nil {
		<-m.lenta
	}
	return []esenpat.EsenzioneAURA{{
		Codice: "013", Descrizione: "Diabete mellito", CodiceDiagnosi: "250", Diagnosi: "Diabete", CodiceAttestato: "AE1", Attiva: true,
		DataEmissione: esenpat.NewData(2024, 2, 1), DataScadenza: esenpat.NewData(2029, 2, 1),
	}}, m.aura
}

func (m *mondo) FindEsenzioni(_ context.Context, f esenpat.FiltroEsenzioni) (esenpat.Pagina[esenpat.EsenzioneSintesi], error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.filtri = append(m.filtri, f)
	return esenpat.Pagina[esenpat.EsenzioneSintesi]{Elementi: m.sintesi, Totale: len(m.sintesi)}, m.errore
}

func (m *mondo) Esenzione(context.Context, string, string) (esenpat.Esenzione, error) {
	return m.ese, m.errore
}

func (m *mondo) Storico(context.Context, string, string) ([]esenpat.EventoStorico, error) {
	return []esenpat.EventoStorico{
		{Quando: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC), Stato: "INV", Utente: "ANNA FERRARIS"},
		{Quando: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), Stato: "NUOVO", Nota: "stato di un servizio più recente"},
	}, nil
}

func (m *mondo) Promemoria(context.Context, string, string) ([]byte, error) {
	return []byte("%PDF"), nil
}

func (m *mondo) Attestato(context.Context, string) ([]byte, error) {
	return []byte("%PDF"), m.attestato
}

func (m *mondo) Scarica(context.Context, string, string, bool) (esenpat.DocumentoScaricato, error) {
	return esenpat.DocumentoScaricato{PDF: []byte("%PDF"), Verifica: esenpat.Verifica{Stato: esenpat.VerificaValida}}, nil
}

func (m *mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return nil, nil
}

func (m *mondo) Salva(_ context.Context, nome string, _ []byte) (string, error) {
	m.salvati = append(m.salvati, nome)
	return "/home/medico/" + nome, nil
}

type banco struct {
	*mondo
	coda *tasktest.Coda
	p    *esenzioni.Presenter
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	b := &banco{mondo: &mondo{}, coda: tasktest.NewCoda()}
	b.p = esenzioni.New(t.Context(), esenzioni.Params{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Archivio: b.mondo, Documenti: b.mondo, Certificati: b.mondo,
		Assistiti: b.mondo, Uscita: b.mondo, Aura: b.mondo,
		Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
	})
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
}

func esenzione(s esenpat.StatoEsenzione) esenpat.Esenzione {
	e := esenpat.Esenzione{ID: "e1", Numero: "2026301", Stato: s, Voce: esenpat.VoceEsenzione{Codice: "048", Descrizione: "Neoplasie"}}
	e.Beneficiario = esenpat.Assistito{Cognome: "VERDI", Nome: "ANNA", CodiceFiscale: "VRDNNA80A41L219X"}
	e.Date.Inizio = esenpat.NewData(2026, 11, 22)
	e.CertificatoID = "c1"
	return e
}

func (b *banco) apri(e esenpat.Esenzione) esenzioni.Dettaglio {
	b.ese = e
	b.p.Apri("a1", "e1")
	b.quieto()
	return b.p.State()
}

// Manual: M20, M21.
func TestElenco_filtriEScadenza(t *testing.T) {
	b := nuovo(t)
	e := esenpat.EsenzioneSintesi{ID: "e1", Stato: esenpat.EsenzioneValidata, Beneficiario: esenpat.AssistitoSintesi{Cognome: "VERDI", Nome: "ANNA"}}
	e.Date.Inizio = esenpat.NewData(2026, 1, 2)
	b.sintesi = []esenpat.EsenzioneSintesi{e}

	b.p.Elenco.Cerca(elenco.Filtri{Stato: "VAL", Dal: esenpat.NewData(2026, 1, 1)})
	b.quieto()

	c := b.p.Elenco.State().Carte[0]
	if !strings.HasSuffix(c.Seconda, "valida dal 02/01/2026, senza scadenza") || c.Stato != "Valida" || c.Tono != elenco.Buono {
		t.Errorf("%+v", c.Seconda)
	}
	f := b.filtri[0]
	if !slices.Equal(f.Stati, []esenpat.StatoEsenzione{esenpat.EsenzioneValidata, esenpat.EsenzioneValidaInScadenza, esenpat.EsenzioneInScadenza}) || f.ValidaDa.String() != "2026-01-01" {
		t.Errorf("filtro %+v %v", f.Stati, f.ValidaDa)
	}
	if s := b.p.Elenco.State().Stati; s[0].Testo != "TUTTE" || s[0].Codice != "" {
		t.Errorf("il primo stato è %+v", s[0])
	}
}

// Manual: M28, M29, C18, G07.
func TestDettaglio_documentiPerStato(t *testing.T) {
	b := nuovo(t)

	valida := b.apri(esenzione(esenpat.EsenzioneValidata))
	if !valida.Promemoria.Attivo || !valida.Attestato.Visibile || !valida.ScaricaCertificato.Visibile {
		t.Errorf("valida: %+v", valida.Promemoria)
	}
	inviata := b.apri(esenzione(esenpat.EsenzioneInviata))
	if inviata.Promemoria.Attivo || inviata.Promemoria.Motivo == "" || inviata.Attestato.Visibile {
		t.Errorf("una richiesta non ha ancora il promemoria: %+v", inviata.Promemoria)
	}
	senza := esenzione(esenpat.EsenzioneValidata)
	senza.CertificatoID = ""
	if s := b.apri(senza); s.ScaricaCertificato.Visibile || s.VaiCertificato.Visibile {
		t.Error("senza certificato legato il bottone non c'è (M28)")
	}
}

// Manual: M27.
func TestDettaglio_prestazioniSiPiegano(t *testing.T) {
	b := nuovo(t)
	e := esenzione(esenpat.EsenzioneValidata)
	for range 20 {
		e.Prestazioni = append(e.Prestazioni, esenpat.Prestazione{Codice: "89.7", Descrizione: "VISITA"})
	}

	s := b.apri(e)
	if len(s.Prestazioni) != 8 || s.Piu != "Mostra tutte (20)" {
		t.Fatalf("%d prestazioni, %q", len(s.Prestazioni), s.Piu)
	}
	b.p.Piu()
	if s = b.p.State(); len(s.Prestazioni) != 20 || s.Piu != "Mostra meno" {
		t.Errorf("%d prestazioni, %q", len(s.Prestazioni), s.Piu)
	}
}

// Manual: M28, E8.
func TestDocumenti_iNomiNonDiconoChi(t *testing.T) {
	b := nuovo(t)
	b.apri(esenzione(esenpat.EsenzioneValidata))

	for _, f := range []func(){b.p.Promemoria, b.p.Attestato, b.p.ScaricaCertificato} {
		f()
		b.quieto()
	}

	vuoi := []string{"Promemoria_esenzione_2026301_2026-11-22.pdf", "Attestato_esenzione_2026301_2026-11-22.pdf", "Certificato_malattia_2026301_2026-11-22.pdf"}
	if !slices.Equal(b.salvati, vuoi) || b.p.State().NFatto != 3 || !strings.HasSuffix(b.p.State().Fatto, "Firma valida") {
		t.Errorf("salvati %q, %q", b.salvati, b.p.State().Fatto)
	}
}

func TestVaiCertificato_eSessioneScaduta(t *testing.T) {
	b := nuovo(t)
	vai, scadute := "", 0
	b.p.Eventi = esenzioni.Eventi{VaiCertificato: func(_, id string) { vai = id }, SessioneScaduta: func(func()) { scadute++ }}
	b.apri(esenzione(esenpat.EsenzioneValidata))

	b.p.VaiCertificato()
	b.errore = esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "prova")
	b.p.Aggiorna()
	b.p.Elenco.Aggiorna()
	b.quieto()

	if vai != "c1" || scadute != 2 || !b.p.State().Pronto {
		t.Errorf("vai %q, scadute %d", vai, scadute)
	}
}

// M24-M26 and X03: every field, the history, and a state of a newer service that
// never breaks the screen.
// Manual: M24, M25, M26.
func TestDettaglio_campiStoricoEStatiNuovi(t *testing.T) {
	b := nuovo(t)
	e := esenzione("STATO_2030")
	e.StatoTesto, e.Compilatore, e.Origine = "Stato del 2030", "ANNA FERRARIS", "ESENPAT"

	s := b.apri(e)

	valori := map[string]string{}
	for _, r := range s.Esenzione {
		valori[r.Etichetta] = r.Valore
	}
	if s.Stato != "Stato sconosciuto: Stato del 2030 (STATO_2030)" || valori["Compilatore"] != "ANNA FERRARIS" || valori["Diagnosi"] != "000 - Nessuna diagnosi codificata" || valori["Data fine validità"] != "Senza scadenza" {
		t.Errorf("stato %q, valori %q", s.Stato, valori)
	}
	if len(s.Storico) != 2 || s.Storico[0].Valore != "Inviata all'ASL · ANNA FERRARIS" || s.Storico[1].Valore != "Stato sconosciuto (NUOVO) · stato di un servizio più recente" {
		t.Errorf("storico %+v", s.Storico)
	}
	if richiesta := b.apri(esenzione(esenpat.EsenzioneInviata)); len(richiesta.Esenzione) == 0 {
		t.Fatal("nessun campo")
	} else {
		for _, r := range richiesta.Esenzione {
			if r.Etichetta == "Data fine validità" {
				t.Errorf("una richiesta non ha ancora una fine: %q", r.Valore)
			}
		}
	}
}

// Point 2: the copy of this workstation says its date and allows no paper.
func TestDettaglio_laCopiaNonScarica(t *testing.T) {
	b := nuovo(t)
	e := esenzione(esenpat.EsenzioneValidata)
	e.Letta = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

	s := b.apri(e)

	if s.Letta == "" || s.Promemoria.Attivo || s.Promemoria.Motivo == "" || !s.VaiCertificato.Attivo {
		t.Errorf("letta %q, promemoria %+v", s.Letta, s.Promemoria)
	}
}

// Manual: M20, M24, M25, M26.
func TestElenco_laCartaEIlDettaglioDiconoTutto(t *testing.T) {
	b := nuovo(t)
	e := esenpat.EsenzioneSintesi{
		ID: "e1", Stato: esenpat.EsenzioneValidata, Beneficiario: esenpat.AssistitoSintesi{Cognome: "VERDI", Nome: "ANNA"},
		Esenzione: esenpat.Voce{Codice: "048", Descrizione: "Neoplasie"}, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9", Descrizione: "Tumore della mammella"},
	}
	e.Date.Inizio, e.Date.Fine = esenpat.NewData(2026, 1, 2), esenpat.NewData(2031, 1, 2)
	b.sintesi = []esenpat.EsenzioneSintesi{e}
	b.p.Elenco.Mostra()
	b.quieto()

	c := b.p.Elenco.State().Carte[0]
	if c.Codice != "048" || c.Titolo != "Neoplasie" || c.Stato != "Valida" || c.Seconda != "174.9 Tumore della mammella · VERDI ANNA · valida dal 02/01/2026 al 02/01/2031" {
		t.Errorf("%+v", c)
	}
	intera := esenzione(esenpat.EsenzioneValidata)
	intera.Diagnosi = esenpat.VoceDiagnosi{Codice: "174.9", Descrizione: "Tumore della mammella"}
	intera.Beneficiario.Sesso, intera.Beneficiario.Anagrafica.DataNascita = esenpat.Femmina, esenpat.NewData(1980, 1, 1)
	s := b.apri(intera)
	ha := map[string]string{}
	for _, r := range append(slices.Clone(s.Beneficiario), s.Esenzione...) {
		ha[r.Etichetta] = r.Valore
	}
	for etichetta, valore := range map[string]string{
		"Cognome": "VERDI", "Nome": "ANNA", "Codice fiscale": "VRDNNA80A41L219X", "Data di nascita": "01/01/1980", "Sesso": "F",
		"Esenzione": "048 - Neoplasie", "Diagnosi": "174.9 - Tumore della mammella",
	} {
		if ha[etichetta] != valore {
			t.Errorf("%s: %q, atteso %q", etichetta, ha[etichetta], valore)
		}
	}
}

// Manual: M17, G03.
func TestElenco_gliStatiDelFiltro(t *testing.T) {
	b := nuovo(t)

	var nomi []string
	for _, o := range b.p.Elenco.State().Stati {
		nomi = append(nomi, o.Codice+"="+o.Testo)
	}

	want := []string{
		"=TUTTE", "INV=Inviata all'ASL", "INM=Da completare per l'ASL", "LAV=In lavorazione", "DAV=Da validare", "VAL=Valida",
	}
	if len(nomi) != 14 || !slices.Equal(nomi[:len(want)], want) {
		t.Errorf("%d stati: %q", len(nomi), nomi)
	}
}

// The promemoria exists once the exemption was issued, whatever became of it.
// Manual: M29, G07.
func TestDettaglio_ilPromemoriaRestaDopoLaFine(t *testing.T) {
	b := nuovo(t)
	for stato, vuole := range map[esenpat.StatoEsenzione]bool{
		esenpat.EsenzioneValidata: true, esenpat.EsenzioneScaduta: true, esenpat.EsenzioneRevocata: true, esenpat.EsenzioneAnnullata: true,
		esenpat.EsenzioneInviata: false, esenpat.EsenzioneInLavorazione: false, esenpat.EsenzioneRespinta: false, esenpat.EsenzioneDaValidare: false,
	} {
		e := esenzione(stato)
		e.CodiceAttestato = "AE1"
		if p := b.apri(e).Promemoria; p.Attivo != vuole || (!vuole && p.Motivo == "") {
			t.Errorf("%s: %+v", stato, p)
		}
	}
	mai := b.apri(esenzione(esenpat.EsenzioneAnnullata)) // a request that was taken back
	if mai.Promemoria.Attivo || mai.Promemoria.Motivo == "" || mai.Assistito.Visibile {
		t.Errorf("annulled request: %+v %+v", mai.Promemoria, mai.Assistito)
	}
}

// X07: an exemption that ends soon says so, also from a copy read before; the
// states that wait are counted and found with one press.
func TestScadenze_badgeContatoriEFiltro(t *testing.T) {
	b := nuovo(t)
	e := esenpat.EsenzioneSintesi{ID: "e1", Stato: esenpat.EsenzioneValidata}
	e.Date.Inizio, e.Date.Fine = esenpat.NewData(2021, 1, 2), esenpat.NewData(2026, 12, 31)
	finita := e
	finita.Date.Fine = esenpat.NewData(2026, 11, 21)
	b.sintesi = []esenpat.EsenzioneSintesi{e, finita}
	contate := 0
	b.p.Eventi.Contate = func(n int) { contate = n }

	b.p.Elenco.Aggiorna()
	b.p.Conta()
	b.quieto()
	b.p.Elenco.Rapido(string(esenpat.EsenzioneInScadenza))
	b.quieto()

	s := b.p.Elenco.State()
	if s.Carte[0].Stato != "Valida, in scadenza" || s.Carte[1].Stato != "Scaduta" {
		t.Errorf("stati %q e %q", s.Carte[0].Stato, s.Carte[1].Stato)
	}
	if len(s.Rapidi) != 3 || s.Rapidi[0].Testo != "Da completare per l'ASL (2)" || contate != 2 {
		t.Errorf("rapidi %+v, contate %d", s.Rapidi, contate)
	}
	if f := b.filtri[len(b.filtri)-1]; !slices.Equal(f.Stati, []esenpat.StatoEsenzione{esenpat.EsenzioneInScadenza, esenpat.EsenzioneValidaInScadenza}) || s.Filtri.Stato != "INS" {
		t.Errorf("filtro %+v", f.Stati)
	}
}

// X02, X06, X09: exactly the acts that the service allows.
func TestDettaglio_attiDellaPratica(t *testing.T) {
	b := nuovo(t)
	var fatti []string
	fai := func(nome string) func(esenpat.Esenzione) {
		return func(e esenpat.Esenzione) { fatti = append(fatti, nome+" "+e.ID) }
	}
	b.p.Eventi = esenzioni.Eventi{AnnullaRichiesta: fai("annulla"), Rimanda: fai("rimanda"), NuovoCertificato: fai("nuovo"), Rinnova: fai("rinnova")}
	premi := func() {
		for _, f := range []func(){b.p.AnnullaRichiesta, b.p.Rimanda, b.p.NuovoCertificato, b.p.Rinnova} {
			f()
		}
	}
	inviata := esenzione(esenpat.EsenzioneInviata)
	inviata.Azioni = []esenpat.AzioneEsenzione{esenpat.PuoAnnullareRichiesta}
	tornata := esenzione(esenpat.EsenzioneAlMedico)
	tornata.Azioni = []esenpat.AzioneEsenzione{esenpat.PuoRimandare}
	tornata.Comunicazione = esenpat.ComunicazioneASL{Motivo: esenpat.Motivo{Codice: "X", Testo: "Diagnosi da precisare"}, Il: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	scaduta := esenzione(esenpat.EsenzioneScaduta)
	scaduta.Azioni = []esenpat.AzioneEsenzione{esenpat.PuoRinnovare, "DI_UN_SERVIZIO_NUOVO"}

	b.apri(inviata)
	premi()
	if s := b.apri(tornata); len(s.Comunicazione) != 2 || s.Comunicazione[0].Valore != "Diagnosi da precisare" {
		t.Errorf("comunicazione %+v", s.Comunicazione)
	}
	premi()
	b.apri(scaduta)
	premi()
	if vuoi := []string{"annulla e1", "rimanda e1", "nuovo e1", "rinnova e1"}; !slices.Equal(fatti, vuoi) {
		t.Errorf("fatti %q", fatti)
	}
	tornata.Azioni = nil
	if s := b.apri(tornata); !s.Rimanda.Visibile || s.Rimanda.Attivo || s.Rimanda.Motivo == "" || s.NuovoCertificato.Visibile {
		t.Errorf("di un altro medico: %+v", s.Rimanda)
	}
}

// X05: what AURA has of the same person stands beside, with code, diagnosis
// and dates; without an answer the exemption is shown all the same.
func TestDettaglio_leEsenzioniDiAURA(t *testing.T) {
	b := nuovo(t)
	s := b.apri(esenzione(esenpat.EsenzioneValidata))
	vuoi := "Diabete mellito · diagnosi 250 Diabete · valida dal 01/02/2024 al 01/02/2029 · attestato AE1"
	if len(s.Aura) != 1 || s.Aura[0].Etichetta != "013 · Attiva" || s.Aura[0].Valore != vuoi || s.NotaAura != "" {
		t.Errorf("%+v %q", s.Aura, s.NotaAura)
	}
	b.aura = esenpat.NewError(esenpat.Unavailable, "aura.non-raggiungibile", "prova")
	if s = b.apri(esenzione(esenpat.EsenzioneValidata)); !s.Pronto || len(s.Aura) != 0 || s.NotaAura == "" {
		t.Errorf("%+v %q", s.Aura, s.NotaAura)
	}
}

// TestApri_lAURADiUnAltroNonRestaAccanto: AURA is slow, meanwhile the detail of
// somebody else is opened.
func TestApri_lAURADiUnAltroNonRestaAccanto(t *testing.T) {
	b := nuovo(t)
	b.lenta, b.ese = make(chan struct{}), esenzione(esenpat.EsenzioneValidata)
	b.p.Apri("a1", "e1")
	b.coda.Fino(t, func() bool { return b.p.State().Pronto })

	b.errore = esenpat.NewError(esenpat.Offline, "rete.assente", "prova")
	b.p.Apri("a2", "e2")
	close(b.lenta)
	b.quieto()

	if s := b.p.State(); !s.Aperto || len(s.Aura) != 0 {
		t.Errorf("of another patient: %+v", s.Aura)
	}
}

// TestLeggiSpeciali_nienteSiVedeSenzaChiederlo: spec 2, M77 and 4.4 n. 8. List
// and detail hide what a law protects; «Mostra» shows it, closing hides it again.
func TestLeggiSpeciali_nienteSiVedeSenzaChiederlo(t *testing.T) {
	const riservato = "RISERVATO"
	e := esenzione(esenpat.EsenzioneValidata)
	e.LeggiSpeciali, e.Note = true, riservato
	e.Voce.Descrizione, e.Diagnosi = riservato, esenpat.VoceDiagnosi{Codice: "042", Descrizione: riservato}
	e.Prestazioni = []esenpat.Prestazione{{Codice: "91.22.4", Descrizione: riservato}}
	b := nuovo(t)
	var svelati []string
	b.p = esenzioni.New(t.Context(), esenzioni.Params{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Archivio: b.mondo, Documenti: b.mondo, Certificati: b.mondo,
		Assistiti: b.mondo, Uscita: b.mondo, Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
		Svelato: func(chi, id string) { svelati = append(svelati, chi+"/"+id) },
	})
	b.sintesi = []esenpat.EsenzioneSintesi{{ID: "e1", Stato: e.Stato, Esenzione: esenpat.Voce{Codice: "020", Descrizione: riservato}, Diagnosi: e.Diagnosi, LeggiSpeciali: true}}
	b.p.Elenco.Cerca(elenco.Filtri{})
	b.quieto()
	if c := fmt.Sprint(b.p.Elenco.State().Carte); strings.Contains(c, riservato) || strings.Contains(c, "042") {
		t.Errorf("the card says %s", c)
	}

	chiuso := fmt.Sprintf("%+v", detto(b.apri(e)))
	b.p.Svela()
	b.p.Svela()
	aperto := fmt.Sprintf("%+v", detto(b.p.State()))
	b.p.Chiudi()
	riaperto := fmt.Sprintf("%+v", detto(b.apri(e)))

	if strings.Contains(chiuso+riaperto, riservato) || strings.Contains(chiuso+riaperto, "042") || !strings.Contains(chiuso, "Non mostrata") {
		t.Errorf("unasked: %s", chiuso)
	}
	if strings.Count(aperto, riservato) < 4 || !strings.Contains(aperto, "042") {
		t.Errorf("asked: %s", aperto)
	}
	if !slices.Equal(svelati, []string{"a1/e1"}) {
		t.Errorf("the audit was told %v", svelati)
	}
}

// detto is what the detail shows.
func detto(d esenzioni.Dettaglio) []any {
	return []any{d.Titolo, d.Esenzione, d.Prestazioni, d.Piu, d.Storico}
}

func TestOscurato_leCarteNonSonoPerIlGenitore(t *testing.T) {
	b := nuovo(t)
	e := esenzione(esenpat.EsenzioneValidata)
	e.OscuratoGenitore = esenpat.Si

	if s := fmt.Sprint(b.apri(e).Esenzione); !strings.Contains(s, "non vanno consegnati al genitore") {
		t.Errorf("the detail says %s", s)
	}
	e.OscuratoGenitore = esenpat.No
	if s := fmt.Sprint(b.apri(e).Esenzione); strings.Contains(s, "genitore") {
		t.Errorf("the detail says %s", s)
	}
}
