package ambiente

import (
	"context"
	"database/sql"
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

//go:embed prova.html
var provaHTML string

// quadro is what is in force, for the page and for GET /prova/guasti.
type quadro struct {
	Operazioni  []guastoVisto             `json:"operazioni"`
	Provider    []autorita.GuastiProvider `json:"provider"`
	TSAGiu      bool                      `json:"tsa_giu"`
	AURALenta   bool                      `json:"aura_lenta"`
	InAttesa    int                       `json:"rilasci_in_attesa"`
	Marca       string                    `json:"marca"`
	OrologioS   int                       `json:"orologio_s"`
	Credenziali []credenzialeVista        `json:"credenziali"`
	Catalogo    catalogoVisto             `json:"catalogo"`
	Pratiche    []praticaVista            `json:"pratiche"`
}

// guastoVisto is a fault of an operation that still has to strike.
type guastoVisto struct {
	Operazione string `json:"operazione"`
	Punto      Punto  `json:"punto"`
	Volte      int    `json:"volte"`
}

// credenzialeVista is how a credential stands.
type credenzialeVista struct {
	Provider     string `json:"provider"`
	Alias        string `json:"alias"`
	Intestatario string `json:"intestatario"`
	OTP          string `json:"otp"`
	Stato        string `json:"stato"`
	Bloccata     bool   `json:"bloccata"`
	ScadeIl      string `json:"scade_il"`
}

func (s *server) quadro(ctx context.Context) (quadro, error) {
	g := s.firme.Guasti()
	q := quadro{Operazioni: s.guasti.inForza(), TSAGiu: g.TSA(), Marca: string(g.PoliticaMarca()), OrologioS: int(s.guasti.scarto() / time.Second), Catalogo: s.catalogoVisto()}
	q.InAttesa, q.AURALenta = s.lente.inAttesa()
	for _, p := range s.firme.Provider() {
		q.Provider = append(q.Provider, g.Di(p.Codice))
	}
	var err error
	if q.Pratiche, err = s.praticheViste(ctx); err != nil {
		return q, err
	}
	err = s.archivio.Transazione(ctx, func(tx *sql.Tx) error {
		tutte, letto := s.firme.Situazioni(ctx, tx, "")
		for _, c := range tutte {
			q.Credenziali = append(q.Credenziali, credenzialeVista{
				Provider: c.Provider, Alias: c.Alias, Intestatario: c.Firmatario.Nome, OTP: string(c.Modo), Stato: string(c.Stato),
				Bloccata: c.Bloccata, ScadeIl: c.Firmatario.Fino.In(s.roma).Format("02/01/2006"),
			})
		}
		return letto
	})
	return q, err
}

// vediGuasti tells what is in force.
func (s *server) vediGuasti(w http.ResponseWriter, r *http.Request) {
	if s.padrone(w, r) {
		v, err := s.quadro(r.Context())
		mostraStato(w, v, err)
	}
}

// pagina is what the administrator's page is drawn from. The token travels in
// the body of forms, never in an address.
type pagina struct {
	quadro
	Motivi    []filo.Codifica
	Entrato   bool
	Gettone   string
	Messaggio string
	Chiamata  template.URL // what a clinical record was just given
}

// Punti are the places that the page offers.
func (pagina) Punti() []Punto { return Punti() }

// paginaProva asks for the token; its forms come back as POST.
func (s *server) paginaProva(w http.ResponseWriter, r *http.Request) { s.disegnaProva(w, r, pagina{}) }

// ordinaDaPagina takes one form of the page and shows it again.
func (s *server) ordinaDaPagina(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, corpoPiccolo)
	p := pagina{Gettone: r.PostFormValue("gettone"), Motivi: motiviASL()}
	if !s.gettoneGiusto(p.Gettone) {
		s.disegnaProva(w, r, pagina{Messaggio: "Il gettone non è quello di questo avvio: leggerlo nel file gettone-prova della cartella dell'ambiente."})
		return
	}
	p.Entrato = true
	if r.PostFormValue("azione") != "" {
		p.Messaggio = "Il catalogo nuovo è in vigore: le postazioni lo prendono al prossimo controllo."
		if err := s.ordinaCatalogo(r.Context(), catalogoDaForm(r)); err != nil {
			p.Messaggio = "Catalogo non cambiato: controllare esenzione, diagnosi, data (AAAA-MM-GG) e campi richiesti dall'azione."
		}
	} else if r.PostFormValue("asl") != "" {
		p.Messaggio = "La ASL ha deciso: il medico lo vede alla prossima lettura."
		if err := s.ordinaASL(r.Context(), OrdineASL{
			Pratica: r.PostFormValue("pratica"), Azione: AzioneASL(r.PostFormValue("asl")), Motivo: r.PostFormValue("motivo"), Note: r.PostFormValue("note"),
		}); err != nil {
			p.Messaggio = "Pratica non cambiata: il suo stato non lo consente, o manca il motivo."
		}
	} else if r.PostFormValue("cartella") != "" {
		p.Messaggio = "La cartella clinica può chiamare con l'indirizzo in fondo alla pagina: vale cinque minuti, per quel medico."
		c, err := s.creaContesto(ordineContesto{CodiceFiscale: r.PostFormValue("cf_paziente"), Medico: r.PostFormValue("nome_utente")})
		if err != nil {
			p.Messaggio = "Nessuna chiamata: controllare codice fiscale e nome utente del medico."
		}
		p.Chiamata = template.URL(c.Indirizzo) //nolint:gosec // made here: scheme and token are ours
	} else if r.PostFormValue("azzera") != "" {
		s.azzeraGuasti(r.Context())
		p.Messaggio = "Tutti i guasti sono tolti; lo stato delle credenziali resta."
	} else if err := s.disponi(r.Context(), ordineDaForm(r)); err != nil {
		p.Messaggio = "Ordine non riconosciuto: controllare provider e alias."
	}
	q, err := s.quadro(r.Context())
	if err != nil {
		http.Error(w, "stato", http.StatusInternalServerError)
		return
	}
	p.quadro = q
	s.disegnaProva(w, r, p)
}

func (s *server) disegnaProva(w http.ResponseWriter, _ *http.Request, p pagina) {
	mostraHTML(w, "prova", provaHTML, p)
}

// mostraHTML draws one of the environment's own pages.
func mostraHTML(w http.ResponseWriter, nome, testo string, dati any) {
	t, err := template.New(nome).Parse(testo)
	if err != nil {
		http.Error(w, nome, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
	_ = t.Execute(w, dati)
}

// ordineDaForm reads the fields that a form of the page has; a button named
// like a fault with "1" or "0" puts it in force or takes it back.
func ordineDaForm(r *http.Request) ordine {
	v := ordine{
		Operazione: r.PostFormValue("operazione"), Punto: Punto(r.PostFormValue("punto")), Chiudi: r.PostFormValue("chiudi") == "1",
		Codice: r.PostFormValue("codice"), Sessione: r.PostFormValue("sessione") == "1",
		Provider: r.PostFormValue("provider"), Alias: r.PostFormValue("alias"), Credenzial: r.PostFormValue("credenziale"),
	}
	for nome, n := range map[string]*int{"volte": &v.Volte, "latenza_ms": &v.LatenzaMS, "stato": &v.Stato, "riprova_tra_s": &v.RiprovaTraS, "orologio_s": &v.OrologioS} {
		*n, _ = strconv.Atoi(r.PostFormValue(nome)) // an empty field is 0: nothing
	}
	for nome, b := range map[string]**bool{
		"provider_giu": &v.ProviderGiu, "invio_fallito": &v.InvioFallito, "invio_doppio": &v.InvioDoppio, "hash_errato": &v.HashErrato, "tsa_giu": &v.TSAGiu, "aura_lenta": &v.AURALenta,
	} {
		if x := r.PostFormValue(nome); x != "" {
			si := x == "1"
			*b = &si
		}
	}
	for nome, n := range map[string]**int{"muto_s": &v.MutoS, "ritardo_otp_s": &v.RitardoOTPS} {
		if x, err := strconv.Atoi(r.PostFormValue(nome)); err == nil {
			*n = &x
		}
	}
	for nome, t := range map[string]**string{"marca": &v.Marca, "versione_minima": &v.VersioneMinima, "versione_contratto": &v.VersioneContratto} {
		if x := r.PostFormValue(nome); x != "" {
			*t = &x
		}
	}
	return v
}
