package ambiente

import (
	"context"
	"net/http"
	"strings"

	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

// livello is what an operation asks of the caller.
type livello int

const (
	aperta      livello = iota // no access needed
	conAccesso                 // a valid token
	conSessione                // a token with a working session, and its headers
	perCSC                     // a token of the signing service, or of an access
)

// rotta is one operation of the contract.
type rotta struct {
	metodo, modello string
	nome            string // operationId
	livello         livello
	corpo           int64 // largest body, 0 for none
	gestore         func(ctx context.Context, r *richiesta) (risposta, error)
}

const (
	corpoPiccolo = 64 << 10
	corpoAudit   = 1 << 20
)

func (s *server) rotteDelContratto() []rotta {
	const (
		cit = "/cittadini/{cit_id}"
		cer = cit + "/certificati/{certificato_id}"
		ann = cer + "/annullamento"
		ese = cit + "/esenzioni/{esenzione_id}"
		ops = "/operatore-sanitario"
	)
	return []rotta{
		{"POST", "/login/token", "accedi", aperta, corpoPiccolo, s.accedi},
		{"GET", "/servizio-attivo", "servizioAttivo", aperta, 0, s.servizioAttivo},
		{"GET", "/login/utente", "utente", conAccesso, 0, s.utente},
		{"GET", "/login/ruoli", "ruoli", conAccesso, 0, s.ruoli},
		{"GET", "/login/collocazioni", "collocazioni", conAccesso, 0, s.collocazioni},
		{"POST", "/login/sessione", "apriSessione", conAccesso, corpoPiccolo, s.apriSessione},
		{"DELETE", "/login/sessione", "chiudiSessione", conAccesso, 0, s.chiudiSessione},
		{"GET", ops + "/unita-produttive", "unitaProduttive", conSessione, 0, s.unitaProduttive},
		{"GET", ops + "/regimi", "regimi", conSessione, 0, s.regimi},
		{"GET", "/cataloghi", "cataloghi", conSessione, 0, s.elencoCataloghi},
		{"GET", "/cataloghi/{nome}", "catalogo", conSessione, 0, s.catalogo},
		{"GET", "/cataloghi/{nome}/variazioni", "variazioniCatalogo", conSessione, 0, s.variazioniCatalogo},
		{"POST", "/cittadini/_search", "cercaAssistiti", conSessione, corpoPiccolo, s.cercaAssistiti},
		{"POST", "/contesti/_search", "risolviContesto", conSessione, corpoPiccolo, s.risolviContesto},
		{"GET", cit, "assistito", conSessione, 0, s.assistito},
		{"GET", cit + "/esenzioni-aura", "esenzioniAura", conSessione, 0, s.esenzioniAura},
		{"POST", ops + "/certificati/_search", "cercaCertificati", conSessione, corpoPiccolo, s.cercaCertificati},
		{"GET", ops + "/certificati/variazioni", "variazioniCertificati", conSessione, 0, s.variazioniCertificati},
		{"GET", cit + "/certificati", "certificatiAssistito", conSessione, 0, s.certificatiAssistito},
		{"POST", cit + "/certificati", "creaCertificato", conSessione, corpoPiccolo, s.creaCertificato},
		{"GET", cer, "certificato", conSessione, 0, s.certificato},
		{"DELETE", cer, "eliminaCertificato", conSessione, 0, s.eliminaCertificato},
		{"GET", cer + "/pdf", "pdfCertificato", conSessione, 0, s.pdfCertificato},
		{"GET", cer + "/storico", "storicoCertificato", conSessione, 0, s.storicoCertificato},
		{"POST", ann, "annullaCertificato", conSessione, corpoPiccolo, s.annullaCertificato},
		{"DELETE", ann, "scartaAnnullamento", conSessione, 0, s.scartaAnnullamento},
		{"GET", ann + "/pdf", "pdfAnnullativo", conSessione, 0, s.pdfAnnullativo},
		{"GET", "/firma/provider", "providerFirma", conSessione, 0, s.providerFirma},
		{"POST", "/firma/credenziali/_search", "credenzialiFirma", conSessione, corpoPiccolo, s.credenzialiFirma},
		{"POST", "/firma/otp", "richiediOtp", conSessione, corpoPiccolo, s.richiediOTP},
		{"POST", cer + "/firma", "firmaCertificato", conSessione, corpoPiccolo, s.firmaCertificato},
		{"POST", ann + "/firma", "firmaAnnullamento", conSessione, corpoPiccolo, s.firmaAnnullamento},
		{"GET", "/operazioni/{idempotency_key}", "operazione", conAccesso, 0, s.operazione},
		{"GET", cer + "/proposta-esenzione", "propostaEsenzione", conSessione, 0, s.propostaEsenzione},
		{"GET", cit + "/esenzioni", "esenzioniAssistito", conSessione, 0, s.esenzioniAssistito},
		{"POST", cit + "/esenzioni", "rilasciaEsenzione", conSessione, corpoPiccolo, s.rilasciaEsenzione},
		{"POST", ops + "/esenzioni/_search", "cercaEsenzioni", conSessione, corpoPiccolo, s.cercaEsenzioni},
		{"GET", ops + "/esenzioni/variazioni", "variazioniEsenzioni", conSessione, 0, s.variazioniEsenzioni},
		{"GET", cit + "/esenzioni/pdf", "attestato", conSessione, 0, s.attestato},
		{"GET", ese, "esenzione", conSessione, 0, s.esenzione},
		{"GET", ese + "/pdf", "promemoria", conSessione, 0, s.promemoria},
		{"GET", ese + "/storico", "storicoEsenzione", conSessione, 0, s.storicoEsenzione},
		{"PUT", ese + "/annullamento", "annullaRichiesta", conSessione, corpoPiccolo, s.annullaRichiesta},
		{"PUT", ese + "/rinvio", "rimandaRichiesta", conSessione, corpoPiccolo, s.rimandaRichiesta},
		{"POST", "/audit", "audit", conSessione, corpoAudit, s.audit},
	}
}

// gestore returns the whole server: the contract, the telephone, the faults.
func (s *server) gestore() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.rotteDelContratto() {
		mux.Handle(r.metodo+" "+Base+r.modello, s.serve(r))
	}
	contratto := compresso(s.o.Avvolgi(s.intorno(s.conErroriDelMux(mux))))
	radice := http.NewServeMux()
	radice.Handle(Base+"/", contratto)
	radice.HandleFunc("GET /telefono", s.paginaTelefono)
	radice.HandleFunc("GET /telefono/messaggi", s.messaggiTelefono)
	radice.Handle("/pki/", http.StripPrefix("/pki", s.firme.PKI(s.archivio.DB())))
	radice.HandleFunc("GET "+percorsoOIDC, s.paginaOIDC)
	radice.HandleFunc("POST "+percorsoOIDC, s.autorizzaOIDC)
	radice.HandleFunc("GET /prova/identita/{utente}", s.scaricaIdentita)
	radice.HandleFunc("POST /telefono/premi", s.premiDispositivo)
	radice.Handle("/csc/", s.gestoreCSC())
	radice.HandleFunc("GET /portale", s.paginaPortale)
	radice.HandleFunc("POST /portale/sblocco", s.sbloccaPIN)
	radice.HandleFunc("POST /portale/sincronizzazione", s.sincronizza)
	radice.HandleFunc("GET /prova", s.paginaProva)
	radice.HandleFunc("POST /prova", s.ordinaDaPagina)
	radice.HandleFunc("GET /prova/guasti", s.vediGuasti)
	radice.HandleFunc("POST /prova/guasti", s.imponiGuasto)
	radice.HandleFunc("DELETE /prova/guasti", s.togliGuasti)
	radice.HandleFunc("GET /prova/pratiche", s.vediPratiche)
	radice.HandleFunc("POST /prova/pratiche", s.cambiaPratica)
	radice.HandleFunc("GET /prova/cataloghi", s.vediCatalogo)
	radice.HandleFunc("POST /prova/cataloghi", s.cambiaCatalogo)
	radice.HandleFunc("POST /prova/contesti", s.daiContesto)
	return radice
}

// conErroriDelMux turns the plain 404 and 405 of the multiplexer into the
// contract's error; Allow stays.
func (s *server) conErroriDelMux(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, modello := mux.Handler(r); modello != "" {
			mux.ServeHTTP(w, r)
			return
		}
		muto := &soloTestate{testate: http.Header{}}
		mux.ServeHTTP(muto, r)
		codice := "RISORSA_NON_TROVATA"
		if muto.stato == http.StatusMethodNotAllowed {
			codice = "METODO_NON_AMMESSO"
			w.Header().Set("Allow", strings.Join(muto.testate.Values("Allow"), ", "))
		}
		s.scriviRifiuto(w, s.nega(codice))
	})
}

// soloTestate keeps status and headers of a response and drops its body.
type soloTestate struct {
	testate http.Header
	stato   int
}

func (m *soloTestate) Header() http.Header         { return m.testate }
func (m *soloTestate) WriteHeader(n int)           { m.stato = n }
func (m *soloTestate) Write(b []byte) (int, error) { return len(b), nil }

// impaginazione is a page that was asked for, within the contract's limits.
func impaginazione(limit, offset int) (int, int, *filo.Rifiuto) {
	if limit == 0 {
		limit = 20
	}
	if limit < 1 || limit > 200 || offset < 0 {
		return 0, 0, filo.Nuovo(http.StatusBadRequest, "DATI_INCONGRUENTI", "limit va da 1 a 200, offset da 0.").Al("limit")
	}
	return limit, offset, nil
}
