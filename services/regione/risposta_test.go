package regione_test

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/testi"
	"github.com/esenpat/esenpat-desktop/assets"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

func TestClient_pdfIsTakenWholeOrNotAtAll(t *testing.T) {
	pdf := []byte("%PDF-1.7\n" + strings.Repeat("x", 4000) + "\n%%EOF")
	somma := func(b []byte) string {
		h := sha256.Sum256(b)
		return "sha-256=" + base64.StdEncoding.EncodeToString(h[:])
	}
	manda := func(w http.ResponseWriter, digest string, corpo []byte, lungo int) {
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Digest", digest)
		w.Header().Set("Content-Length", strconv.Itoa(lungo))
		_, _ = w.Write(corpo)
	}
	for nome, prova := range map[string]struct {
		h      http.HandlerFunc
		kind   esenpat.Kind
		codice string
	}{
		"altered":     {func(w http.ResponseWriter, _ *http.Request) { manda(w, somma(pdf[1:]), pdf, len(pdf)) }, esenpat.Unavailable, "documento.danneggiato"},
		"no digest":   {func(w http.ResponseWriter, _ *http.Request) { manda(w, "", pdf, len(pdf)) }, esenpat.Unavailable, "documento.danneggiato"},
		"not a PDF":   {func(w http.ResponseWriter, _ *http.Request) { manda(w, somma(pdf[5:]), pdf[5:], len(pdf)-5) }, esenpat.Unavailable, "documento.danneggiato"},
		"cut":         {func(w http.ResponseWriter, _ *http.Request) { manda(w, somma(pdf), pdf[:100], len(pdf)) }, esenpat.Offline, "rete.interrotta"},
		"JSON":        {func(w http.ResponseWriter, _ *http.Request) { rispondi(w, 200, 1) }, esenpat.Offline, "rete.portale"},
		"not stored":  {func(w http.ResponseWriter, _ *http.Request) { rifiuta(w, 503, "REPOSITORY_NON_RAGGIUNGIBILE") }, esenpat.Unavailable, "documento.deposito-fermo"},
		"over 20 MiB": {func(w http.ResponseWriter, _ *http.Request) { manda(w, "", make([]byte, 20<<20+1), 20<<20+1) }, esenpat.Internal, "servizio.risposta-troppo-grande"},
	} {
		t.Run(nome, func(t *testing.T) {
			got, err := cliente(t, avvia(t, profilo{}, prova.h)).DocumentoCertificato(t.Context(), "a", "b")
			codice(t, err, prova.kind, prova.codice)
			if got != nil {
				t.Error("bytes were returned")
			}
		})
	}
	got, err := cliente(t, avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) { manda(w, somma(pdf), pdf, len(pdf)) })).DocumentoCertificato(t.Context(), "a", "b")
	if err != nil || string(got) != string(pdf) {
		t.Errorf("good PDF: %v", err)
	}
}

func TestClient_hugeAnswersEndEarly(t *testing.T) {
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) { // a bomb: 100 kB that unpack to 100 MB
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.CopyN(z, zeri{}, 100<<20)
		_ = z.Close()
	})

	_, err := cliente(t, b).Utente(t.Context())

	codice(t, err, esenpat.Internal, "servizio.risposta-troppo-grande")
}

type zeri struct{}

func (zeri) Read(b []byte) (int, error) { return len(b), nil }

func TestClient_contractMayGrowButNotShrink(t *testing.T) {
	utente := func(corpo string) (esenpat.Utente, error) {
		b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			_, _ = w.Write([]byte(corpo))
		})
		return cliente(t, b).Utente(t.Context())
	}

	u, err := utente(`{"codice_fiscale":"RSSMRA80A01L219M","cognome":"Rossi","nome":"Mario","nuovo":{"a":[1]},"titolo":null}`)
	if err != nil || u.Cognome != "Rossi" {
		t.Errorf("unknown field: %v", err)
	}
	for _, corpo := range []string{
		`{"codice_fiscale":"RSSMRA80A01L219M","nome":"Mario"}`, `{"codice_fiscale":1,"cognome":"R","nome":"M"}`,
		`[]`, `null`, ``, `{"codice_fiscale":`, `{"codice_fiscale":"R","cognome":"R","nome":"M","ultimo_accesso":"22/11/2026"}`,
		strings.Repeat("[", 1_000_000),
	} {
		_, err := utente(corpo)
		codice(t, err, esenpat.Internal, "servizio.risposta-non-valida")
	}
}

func TestClient_unknownValuesSurvive(t *testing.T) {
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Total-Elements", "41")
		rispondi(w, 200, []map[string]any{{
			"id": "certificato-1", "cit_id": "assistito-0001", "numero": "1", "stato": map[string]any{"codice": "IN_VOLO", "descrizione": "In volo", "numero": 9},
		}})
	})

	p, err := cliente(t, b).FindCertificati(t.Context(), esenpat.FiltroCertificati{})

	if err != nil || len(p.Elementi) != 1 || p.Elementi[0].Stato != "IN_VOLO" || p.Totale != 41 {
		t.Errorf("page = %+v, %v", p, err)
	}
}

// TestErrori_everyCodeHasItsThreeTexts walks the stable codes of the contract.
func TestErrori_everyCodeHasItsThreeTexts(t *testing.T) {
	catalogo, err := testi.Load(assets.Locale, "locale/it")
	if err != nil {
		t.Fatal(err)
	}
	for _, stabile := range codiciStabili() {
		b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
			rifiuta(w, 422, stabile, "tentativi_residui", "2", "riprova_tra_s", "61", "/patologia", "testo")
		})
		_, err := cliente(t, b).RichiediOTP(t.Context(), "k", esenpat.RichiestaOTP{})
		e := esenpat.AsError(err)
		for _, parte := range []string{"titolo", "causa", "rimedio"} {
			if k := "errore." + e.Code + "." + parte; !catalogo.Has(k) {
				t.Errorf("%s: no text %s", stabile, k)
			}
		}
		if e.Code == "servizio.rifiuto" {
			t.Errorf("%s is not mapped", stabile)
		}
		if e.Params["tentativi"] != "2" || e.Params["secondi"] != "61" || e.Params["minuti"] != "2" || e.Field != "patologia" || e.RequestID == "" {
			t.Errorf("%s: %+v", stabile, e)
		}
	}
}

func codiciStabili() []string {
	return strings.Fields(`PARAMETRI_MANCANTI DATI_INCONGRUENTI CF_NON_VALIDO NON_AUTENTICATO SENZA_RUOLO NON_ABILITATO ASL_NON_COMPETENTE
NON_ASSISTITO_PIEMONTE ASSISTITO_NON_TROVATO ASSISTITO_DECEDUTO VOCE_NON_VALIDA DIAGNOSI_NON_DI_ESENZIONE MINORE_SENZA_OSCURAMENTO
OSCURAMENTO_NON_MINORE UNITA_PRODUTTIVA_NON_ABILITATA REGIME_NON_AMMESSO CATALOGO_SUPERATO CURSORE_SCADUTO ID_CLIENT_ESISTENTE CHIAVE_RIUSATA
OPERAZIONE_IN_CORSO VERSIONE_SUPERATA VERSIONE_MANCANTE STATO_NON_FIRMABILE CONTENUTO_CAMBIATO CREDENZIALI_FIRMA PIN_BLOCCATO OTP_MANCANTE
OTP_ERRATO OTP_SCADUTO OTP_NON_INVIATO MODALITA_OBBLIGATORIA CERTIFICATO_FIRMA_SCADUTO PROVIDER_NON_RAGGIUNGIBILE GIA_ANNULLATO
UTILIZZATO_DA_ESENZIONE_ATTIVA NON_REDATTORE GIA_UTILIZZATO CERTIFICATO_NON_VALIDO ESENZIONE_PRESENTE DATA_NON_AMMESSA AURA_NON_RAGGIUNGIBILE
AURA_RIFIUTO REPOSITORY_NON_RAGGIUNGIBILE TROPPE_RICHIESTE ERRORE_GENERICO CREDENZIALI_ERRATE UTENTE_BLOCCATO PIN_ERRATO OTP_USATO
SERVIZIO_NON_DISPONIBILE CORPO_TROPPO_GRANDE RISORSA_NON_TROVATA AZIENDA_SENZA_RESIDENTI RICERCA_INCOMPLETA ASSISTENZA_TERMINATA
PROFILO_NON_UTILIZZABILE DIAGNOSI_MANCANTE TIPOLOGIA_NON_CORRISPONDE PATOLOGIA_NON_VALIDA DOCUMENTO_NON_CONFORME STATO_NON_ANNULLABILE
STATO_NON_ELIMINABILE ANNULLATIVO_NON_TROVATO OTP_DESINCRONIZZATO OTP_TROPPO_PRESTO CANALE_NON_DISPONIBILE ALIAS_SCONOSCIUTO ALIAS_ALTRUI CERTIFICATO_FIRMA_REVOCATO
CERTIFICATO_FIRMA_SOSPESO CERTIFICATO_FIRMA_NON_ANCORA_VALIDO TSA_NON_RAGGIUNGIBILE GIA_FIRMATO PROGRAMMA_SUPERATO`)
}

func TestErrori_unknownCodeIsARefusalInTheServersWords(t *testing.T) {
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) { rifiuta(w, 422, "NOVITA") })

	_, err := cliente(t, b).Assistito(t.Context(), "a")

	e := erroreDi(t, err, esenpat.Rejected, "servizio.rifiuto")
	if e.Dettaglio != "Parole del servizio." || e.Params["codice"] != "NOVITA" {
		t.Errorf("error = %+v", e)
	}
}

func TestErrori_otpLimitIsNotThatOfOtherCalls(t *testing.T) {
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) {
		rifiuta(w, 429, "TROPPE_RICHIESTE", "riprova_tra_s", "600")
	})
	c := cliente(t, b)

	_, err := c.RichiediOTP(t.Context(), "k", esenpat.RichiestaOTP{})
	codice(t, err, esenpat.Firma, "firma.otp-limite")
	_, err = c.Utente(t.Context())
	codice(t, err, esenpat.Unavailable, "servizio.troppe-richieste")
}

// TestClient_logsNothingPersonal is the canary of this package.
func TestClient_logsNothingPersonal(t *testing.T) {
	log, testo := registro()
	b := avvia(t, profilo{}, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/login/token"):
			rispondi(w, 200, map[string]any{"access_token": "CANARINO-gettone-lungo-x", "tipo_token": "Bearer", "scade_il": "2026-11-22T10:00:00Z"})
		case strings.HasSuffix(r.URL.Path, "/_search"):
			rispondi(w, 200, []any{})
		default:
			taglia(w)
		}
	})
	c := cliente(t, b, func(o *regione.Opzioni) { o.Log = log })

	_ = c.Autentica(t.Context(), esenpat.CredenzialiAccesso{NomeUtente: "CANARINO", Password: esenpat.NewSecret("CANARINO"), PIN: esenpat.NewSecret("CANARINO")})
	_, _ = c.CercaAssistiti(t.Context(), esenpat.RicercaAssistito{Cognome: "CANARINO", CodiceFiscale: "CANARINO"})
	r := firma()
	r.Riferimento.ID, r.Riferimento.AssistitoID, r.Credenziali.PIN = "CANARINO-id", "CANARINO-cit", esenpat.NewSecret("CANARINO")
	_, err := c.FirmaCertificato(t.Context(), "k", r)

	if strings.Contains(testo.String(), "CANARINO") || strings.Contains(err.Error(), "CANARINO") {
		t.Errorf("log: %s\nerror: %v", testo, err)
	}
	for _, atteso := range []string{"/cittadini/{cit_id}/certificati/{certificato_id}/firma", "request_id", `"stato":200`, `"ms"`} {
		if !strings.Contains(testo.String(), atteso) {
			t.Errorf("log lacks %s: %s", atteso, testo)
		}
	}
}

func TestClient_failuresAreObservedButNotTheProbe(t *testing.T) {
	var visti []string
	b := avvia(t, profilo{}, func(w http.ResponseWriter, _ *http.Request) { rifiuta(w, 401, "NON_AUTENTICATO") })
	c := cliente(t, b, func(o *regione.Opzioni) { o.Osserva = func(err error) { visti = append(visti, esenpat.CodeOf(err)) } })

	_, _ = c.ServizioAttivo(t.Context())
	_, _ = c.Utente(t.Context())
	_ = c.ChiudiSessione(t.Context())

	if len(visti) != 1 || visti[0] != "sessione.scaduta" {
		t.Errorf("observed %v", visti)
	}
}
