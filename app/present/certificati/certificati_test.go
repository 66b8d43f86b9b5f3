package certificati_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/certificati"
	"github.com/esenpat/esenpat-desktop/app/present/elenco"
	"github.com/esenpat/esenpat-desktop/app/present/parti/partitest"
	"github.com/esenpat/esenpat-desktop/app/task/tasktest"
)

type mondo struct {
	cert     esenpat.Certificato
	errore   error
	sintesi  []esenpat.CertificatoSintesi
	filtri   []esenpat.FiltroCertificati
	salvati  []string
	senzaPDF error
	firmato  bool // what the last download asked for
}

func (m *mondo) FindCertificati(_ context.Context, f esenpat.FiltroCertificati) (esenpat.Pagina[esenpat.CertificatoSintesi], error) {
	m.filtri = append(m.filtri, f)
	return esenpat.Pagina[esenpat.CertificatoSintesi]{Elementi: m.sintesi, Totale: len(m.sintesi)}, nil
}

func (m *mondo) Certificato(context.Context, string, string) (esenpat.Certificato, error) {
	return m.cert, m.errore
}

func (m *mondo) Storico(context.Context, string, string) ([]esenpat.EventoStorico, error) {
	return nil, esenpat.NewError(esenpat.Unavailable, "servizio.fermo", "prova")
}

func (m *mondo) Scarica(_ context.Context, _, _ string, firmato bool) (esenpat.DocumentoScaricato, error) {
	m.firmato = firmato
	return esenpat.DocumentoScaricato{PDF: []byte("%PDF"), Verifica: esenpat.Verifica{Stato: esenpat.VerificaValidaAvvisi}}, m.senzaPDF
}

func (m *mondo) FindAssistiti(context.Context, esenpat.RicercaAssistito) ([]esenpat.AssistitoSintesi, error) {
	return nil, nil
}

func (m *mondo) Salva(_ context.Context, nome string, _ []byte) (string, error) {
	m.salvati = append(m.salvati, nome)
	return "/home/medico/" + nome, nil
}
func (m *mondo) Apri(context.Context, string, []byte) error   { return nil }
func (m *mondo) Stampa(context.Context, string, []byte) error { return nil }

type banco struct {
	*mondo
	coda *tasktest.Coda
	p    *certificati.Presenter
}

func nuovo(t *testing.T) *banco {
	t.Helper()
	b := &banco{mondo: &mondo{}, coda: tasktest.NewCoda()}
	b.p = certificati.New(t.Context(), certificati.Params{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Archivio: b.mondo, Assistiti: b.mondo, Uscita: b.mondo,
		Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
	})
	return b
}

func (b *banco) quieto() {
	b.coda.Quieta(b.p.Wait)
}

func (b *banco) apri(c esenpat.Certificato) certificati.Dettaglio {
	b.cert = c
	b.p.Apri("a1", "c1")
	b.quieto()
	return b.p.State()
}

func certificato(s esenpat.StatoCertificato, azioni ...esenpat.AzioneCertificato) esenpat.Certificato {
	c := esenpat.Certificato{
		ID: "c1", Numero: "12", Stato: s, Azioni: azioni,
		Assistito: esenpat.Assistito{ID: "a1", Cognome: "VERDI", Nome: "ANNA", Anagrafica: esenpat.Anagrafica{DataNascita: esenpat.NewData(1980, 1, 1)}},
	}
	c.Date.CreatoIl = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	c.Dati.Diagnosi = esenpat.VoceDiagnosi{Codice: "F12", Fittizia: true}
	c.Dati.LeggiSpeciali, c.Dati.Regime = esenpat.No, esenpat.RegimeSSN
	return c
}

// TestDettaglio_esattamenteIBottoniDelloStato is the table of M42-M48: + is on,
// - is there but off with a reason, nothing is absent.
// Manual: M42, M43, M44, M45, M46, M47, M48, M105, C10, C17, C22.
func TestDettaglio_esattamenteIBottoniDelloStato(t *testing.T) {
	usato := certificato(esenpat.Valido, esenpat.PuoScaricare)
	usato.Legami.EsenzioneID = "e1"
	for nome, c := range map[string]struct {
		cert esenpat.Certificato
		vuoi []string
	}{
		"da firmare":           {certificato(esenpat.DaFirmare, esenpat.PuoFirmare, esenpat.PuoAnnullare), []string{"+scarica", "+firma", "+annulla"}},
		"da firmare altrui":    {certificato(esenpat.DaFirmare), []string{"+scarica", "-firma", "-annulla"}},
		"valido abilitato":     {certificato(esenpat.Valido, esenpat.PuoAnnullare, esenpat.PuoRilascio, esenpat.PuoRichiesta), []string{"+scarica", "+annulla", "+crea", "+richiedi"}},
		"valido non abilitato": {certificato(esenpat.Valido, esenpat.PuoAnnullare, esenpat.PuoRichiesta), []string{"+scarica", "+annulla", "-crea", "+richiedi"}},
		"valido usato":         {usato, []string{"+scarica", "-annulla", "+vai"}},
		"annullato":            {certificato(esenpat.Annullato), []string{"+scarica"}},
		"scaduto":              {certificato(esenpat.Scaduto), []string{"+scarica"}},
		"sconosciuto":          {certificato("NUOVO_STATO"), []string{"+scarica"}},
	} {
		b := nuovo(t)
		s := b.apri(c.cert)
		var ha []string
		for _, x := range []struct {
			n string
			a certificati.Azione
		}{{"scarica", s.Scarica}, {"firma", s.Firma}, {"annulla", s.Annulla}, {"crea", s.CreaValida}, {"richiedi", s.Richiedi}, {"vai", s.VaiEsenzione}} {
			switch {
			case x.a.Visibile && x.a.Attivo:
				ha = append(ha, "+"+x.n)
			case x.a.Visibile:
				ha = append(ha, "-"+x.n)
				if x.a.Motivo == "" {
					t.Errorf("%s: %s è spento senza motivo", nome, x.n)
				}
			case x.a.Attivo:
				t.Errorf("%s: %s è acceso ma assente", nome, x.n)
			}
		}
		if !slices.Equal(ha, c.vuoi) {
			t.Errorf("%s: %q, atteso %q", nome, ha, c.vuoi)
		}
	}
}

// Manual: M35, M36, M37, M38, M39, M40, M41, M126.
func TestDettaglio_campiDelManuale(t *testing.T) {
	b := nuovo(t)
	minore := certificato(esenpat.DaFirmare, esenpat.PuoFirmare)
	minore.Assistito.Anagrafica.DataNascita = esenpat.NewData(2015, 1, 1)
	minore.Dati.OscuratoGenitore = esenpat.Si

	adulto, ragazzo := b.apri(certificato(esenpat.Valido)), b.apri(minore)

	var etichette []string
	for _, r := range append(slices.Clone(ragazzo.Beneficiario), ragazzo.Certificato...) {
		etichette = append(etichette, r.Etichetta)
	}
	for _, v := range []string{
		"Cognome", "Nome", "Codice fiscale", "Data di nascita", "Sesso", "Esenzione", "Diagnosi", "Soggetto a leggi speciali",
		"Unità produttiva", "Regime", "Oscurato al genitore",
	} {
		if !slices.Contains(etichette, v) {
			t.Errorf("nel dettaglio manca %q: %q", v, etichette)
		}
	}
	valore := func(s certificati.Dettaglio, etichetta string) string {
		for _, r := range s.Certificato {
			if r.Etichetta == etichetta {
				return r.Valore
			}
		}
		return ""
	}
	if valore(adulto, "Oscurato al genitore") != "" || valore(ragazzo, "Oscurato al genitore") != "Sì" {
		t.Error("l'oscuramento si mostra solo per i minori (M41)")
	}
	if v := valore(adulto, "Diagnosi"); v != "000 - Nessuna diagnosi codificata" {
		t.Errorf("diagnosi assente: %q", v)
	}
	if valore(adulto, "Soggetto a leggi speciali") != "No" || ragazzo.NotaScarica == "" || adulto.Stato != "Valido" {
		t.Errorf("leggi speciali o nota: %+v", adulto.Certificato)
	}
}

// Manual: M31, M32, M77, C23, E8.
func TestElenco_leCarteNonDiconoLaDiagnosiDiLeggiSpeciali(t *testing.T) {
	b := nuovo(t)
	c := esenpat.CertificatoSintesi{
		ID: "c1", Stato: esenpat.Valido, Diagnosi: esenpat.VoceDiagnosi{Codice: "042", Descrizione: "RISERVATA"}, LeggiSpeciali: true,
		Esenzione: esenpat.Voce{Codice: "020", Descrizione: "RISERVATA ANCHE QUESTA"}, Beneficiario: esenpat.AssistitoSintesi{Cognome: "VERDI", Nome: "ANNA"},
	}
	c.Date.EmessoIl = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b.sintesi = []esenpat.CertificatoSintesi{c}

	b.p.Elenco.Cerca(elenco.Filtri{Stato: string(esenpat.DaFirmare)})
	b.quieto()

	carta := b.p.Elenco.State().Carte[0]
	if carta.Seconda != "Non mostrata (leggi speciali) · VERDI ANNA · emesso il 22/11/2026" || carta.Titolo != "Soggetto a leggi speciali" || carta.Tono != elenco.Buono {
		t.Errorf("%+v", carta.Seconda)
	}
	if !slices.Equal(b.filtri[0].Stati, []esenpat.StatoCertificato{esenpat.DaFirmare}) {
		t.Errorf("filtro %+v", b.filtri[0].Stati)
	}
}

// Manual: M124, E8.
func TestScarica_ilNomeDelFileNonDiceChi(t *testing.T) {
	b := nuovo(t)
	b.apri(certificato(esenpat.Valido))

	b.p.Scarica()
	b.p.Scarica()
	b.quieto()

	s := b.p.State()
	if !slices.Equal(b.salvati, []string{"Certificato_malattia_12_2026-11-22.pdf"}) || s.NFatto != 1 || s.Occupato {
		t.Errorf("salvati %q, %d", b.salvati, s.NFatto)
	}
}

func TestScarica_ognunoEVerificatoELoDice(t *testing.T) {
	b := nuovo(t)
	firmato := certificato(esenpat.Valido)
	firmato.Date.FirmatoIl = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b.apri(firmato)

	for _, f := range []func(){b.p.Scarica, b.p.ApriDocumento, b.p.Stampa} {
		f()
		b.quieto()

		if s := b.p.State(); !strings.HasSuffix(s.Fatto, "Firma valida con avvisi") || !b.firmato {
			t.Errorf("%q, signed %v", s.Fatto, b.firmato)
		}
	}
}

// Manual: M124.
func TestScarica_unDocumentoManomessoNonSiConsegna(t *testing.T) {
	b := nuovo(t)
	b.apri(certificato(esenpat.Valido))
	b.senzaPDF = esenpat.NewError(esenpat.Conflict, "documento.impronta", "prova")

	b.p.Scarica()
	b.quieto()

	if s := b.p.State(); len(b.salvati) != 0 || s.Avviso.Vuoto() || !s.Pronto {
		t.Errorf("salvati %q, avviso %q", b.salvati, s.Avviso.Titolo)
	}
}

// Manual: M98.
func TestAzioni_partonoSoloSeAccese(t *testing.T) {
	b := nuovo(t)
	var fatte []string
	b.p.Eventi = certificati.Eventi{
		Firma:     func(esenpat.Certificato) { fatte = append(fatte, "firma") },
		Annulla:   func(esenpat.Certificato) { fatte = append(fatte, "annulla") },
		Esenzione: func(_ esenpat.Certificato, m esenpat.ModalitaEsenzione) { fatte = append(fatte, string(m)) },
	}
	b.apri(certificato(esenpat.Valido, esenpat.PuoRichiesta))

	b.p.Firma()
	b.p.Annulla()
	b.p.CreaValida()
	b.p.Richiedi()

	if !slices.Equal(fatte, []string{"RICHIESTA"}) {
		t.Errorf("partite %q", fatte)
	}
}

func TestApri_erroreSiDiceESiPuoTornare(t *testing.T) {
	b := nuovo(t)
	b.errore = esenpat.NewError(esenpat.Unauthenticated, "sessione.scaduta", "prova")
	var riprendi func()
	b.p.Eventi.SessioneScaduta = func(f func()) { riprendi = f }

	s := b.apri(certificato(esenpat.Valido))
	if s.Avviso.Vuoto() || s.Pronto || riprendi == nil {
		t.Fatalf("avviso %q, pronto %v", s.Avviso.Titolo, s.Pronto)
	}
	b.errore = nil
	riprendi()
	b.quieto()
	if !b.p.State().Pronto {
		t.Error("dopo il rientro il certificato si vede")
	}
	b.p.Chiudi()
	if b.p.State().Aperto {
		t.Error("si torna all'elenco")
	}
}

// M35-M41: what a newer service sends and this program does not know is shown as
// it is; G24: the age of an unused certificate; duplicate and replace per state.
// Manual: M40, G24.
func TestDettaglio_valoriNuoviEtaEDuplica(t *testing.T) {
	b := nuovo(t)
	b.p = certificati.New(t.Context(), certificati.Params{
		UI: b.coda.Dispatch, Testi: partitest.Testi(t, "../../.."), Archivio: b.mondo, Assistiti: b.mondo, Uscita: b.mondo,
		Adesso: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }, PuoCreare: func() bool { return true },
	})
	var copiati []bool
	b.p.Eventi.Duplica = func(_ esenpat.Certificato, sostituisce bool) { copiati = append(copiati, sostituisce) }
	c := certificato(esenpat.Valido, esenpat.PuoAnnullare)
	c.Dati.Regime, c.Dati.Tipologia, c.Dati.TipologiaInvalidita = "NUOVO_REGIME", esenpat.Invalidita, "Z"
	c.Date.EmessoIl = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	c.Date.FirmatoIl = c.Date.EmessoIl

	s := b.apri(c)
	b.p.Duplica()
	b.p.Sostituisci()

	valori := map[string]string{}
	for _, r := range s.Certificato {
		valori[r.Etichetta] = r.Valore
	}
	if valori["Regime"] != "NUOVO_REGIME" || valori["Tipologia di invalidità"] != "Z" || valori["Utilizzo"] != "Non ancora usato, firmato da 20 giorni" {
		t.Errorf("valori %q", valori)
	}
	if !slices.Equal(copiati, []bool{false, true}) {
		t.Errorf("copiati %v", copiati)
	}
	if s = b.apri(certificato(esenpat.Annullato)); !s.Duplica.Attivo || s.Sostituisci.Visibile {
		t.Errorf("un annullato si duplica e non si sostituisce: %+v %+v", s.Duplica, s.Sostituisci)
	}
	c.Letto = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	if s = b.apri(c); s.Letta == "" || s.Annulla.Attivo || s.Annulla.Motivo == "" || !s.Duplica.Attivo {
		t.Errorf("copia: %q, annulla %+v", s.Letta, s.Annulla)
	}
}

// Manual: M31, M32, G03, C23.
func TestElenco_laCartaEGliStati(t *testing.T) {
	b := nuovo(t)
	c := esenpat.CertificatoSintesi{
		ID: "c1", Numero: "12", Stato: esenpat.DaFirmare, Diagnosi: esenpat.VoceDiagnosi{Codice: "174.9", Descrizione: "Tumore della mammella"},
		Esenzione: esenpat.Voce{Codice: "048", Descrizione: "Neoplasie"}, Beneficiario: esenpat.AssistitoSintesi{Cognome: "VERDI", Nome: "ANNA"},
	}
	c.Date.CreatoIl = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	firmato := c
	firmato.Stato, firmato.Date.EmessoIl = esenpat.Valido, time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b.sintesi = []esenpat.CertificatoSintesi{c, firmato}

	b.p.Elenco.Mostra()
	b.quieto()

	s := b.p.Elenco.State()
	prima, dopo := s.Carte[0], s.Carte[1]
	if prima.Codice != "048" || prima.Titolo != "Neoplasie" || prima.Stato != "Da firmare" {
		t.Errorf("%+v", prima)
	}
	if prima.Seconda != "174.9 Tumore della mammella · VERDI ANNA · creato il 20/11/2026 · n. 12" || dopo.Seconda != "174.9 Tumore della mammella · VERDI ANNA · emesso il 22/11/2026 · n. 12" {
		t.Errorf("%q\n%q", prima.Seconda, dopo.Seconda)
	}
	var nomi []string
	for _, o := range s.Stati {
		nomi = append(nomi, o.Testo)
	}
	if want := []string{"TUTTI", "Da firmare", "Valido", "Valido in attesa", "Scaduto", "Annullato"}; !slices.Equal(nomi, want) {
		t.Errorf("stati %q", nomi)
	}
}

// Manual: M35, M39, M40.
func TestDettaglio_unitaERegimePerEsteso(t *testing.T) {
	b := nuovo(t)
	c := certificato(esenpat.Valido)
	c.Dati.UnitaProduttiva = esenpat.UnitaProduttiva{Matricola: "U1", Descrizione: "Ambulatorio Oncologia", Struttura: "Ospedale di Prova"}

	s := b.apri(c)

	ha := map[string]string{}
	for _, r := range append(slices.Clone(s.Beneficiario), s.Certificato...) {
		ha[r.Etichetta] = r.Valore
	}
	if ha["Cognome"] != "VERDI" || ha["Nome"] != "ANNA" || ha["Data di nascita"] != "01/01/1980" {
		t.Errorf("beneficiario %q", ha)
	}
	if ha["Unità produttiva"] != "Ambulatorio Oncologia, Ospedale di Prova" || ha["Regime"] != "SSN: documento prodotto in regime di SSN (in seguito a impegnativa SSN o screening)" {
		t.Errorf("unità %q, regime %q", ha["Unità produttiva"], ha["Regime"])
	}
}

// Manual: G20.
func TestDettaglio_laConsegnaAlFascicolo(t *testing.T) {
	b := nuovo(t)
	quando := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for vuole, f := range map[string]esenpat.ConsegnaFascicolo{
		"": {}, "Consegnato · 22/11/2026": {Esito: "CONSEGNATO", Testo: "ok", Quando: quando}, "Consegna in corso": {Esito: "IN_CORSO"},
		"Non accettato dal Fascicolo · 22/11/2026 · consenso assente": {Esito: "RIFIUTATO", Motivo: "consenso assente", Quando: quando},
		"In un archivio futuro": {Esito: "ARCHIVIATO_2030", Testo: "In un archivio futuro"},
	} {
		c := certificato(esenpat.Valido)
		c.Fascicolo = f
		ha := ""
		for _, r := range b.apri(c).Certificato {
			if r.Etichetta == "Fascicolo sanitario" {
				ha = r.Valore
			}
		}
		if ha != vuole {
			t.Errorf("%+v: %q, atteso %q", f, ha, vuole)
		}
	}
}

// TestLeggiSpeciali_ilDettaglioChiedePrimaDiMostrare: M77.
func TestLeggiSpeciali_ilDettaglioChiedePrimaDiMostrare(t *testing.T) {
	const riservato = "RISERVATO"
	b := nuovo(t)
	c := certificato(esenpat.Valido)
	c.Dati.LeggiSpeciali, c.Dati.Patologia = esenpat.Si, riservato
	c.Dati.Esenzione = esenpat.VoceEsenzione{Codice: "020", Descrizione: riservato}
	c.Dati.Diagnosi = esenpat.VoceDiagnosi{Codice: "042", Descrizione: riservato}

	s := b.apri(c)
	if v := fmt.Sprint(s.Certificato); !s.Nascosto() || strings.Contains(v, riservato) || strings.Contains(v, "042") || !strings.Contains(v, "020") {
		t.Errorf("unasked: %s", v)
	}
	b.p.Svela()
	if v := fmt.Sprint(b.p.State().Certificato); strings.Count(v, riservato) != 3 || !strings.Contains(v, "042") {
		t.Errorf("asked: %s", v)
	}
}

// TestStatoSconosciuto_siDiceESiVede: a state of a newer service is shown raw and allows nothing.
func TestStatoSconosciuto_siDiceESiVede(t *testing.T) {
	b := nuovo(t)
	b.sintesi = []esenpat.CertificatoSintesi{{ID: "c1", Stato: "XYZ"}, {ID: "c2", Stato: "XYZ", StatoTesto: "In revisione"}, {ID: "c3", Stato: esenpat.Valido}}
	b.p.Elenco.Cerca(elenco.Filtri{})
	b.quieto()
	var stati []string
	for _, c := range b.p.Elenco.State().Carte {
		stati = append(stati, c.Stato)
	}
	if !slices.Equal(stati, []string{"Stato sconosciuto (XYZ)", "Stato sconosciuto: In revisione (XYZ)", "Valido"}) {
		t.Errorf("states %q", stati)
	}

	s := b.apri(certificato("XYZ", esenpat.PuoFirmare, esenpat.PuoAnnullare, esenpat.PuoRilascio, esenpat.PuoRichiesta, "TELETRASPORTA"))
	if s.Stato != "Stato sconosciuto (XYZ)" || s.Firma.Attivo || s.Annulla.Attivo || s.CreaValida.Attivo || s.Richiedi.Attivo {
		t.Errorf("detail %q %+v %+v %+v %+v", s.Stato, s.Firma, s.Annulla, s.CreaValida, s.Richiedi)
	}
}
