package ambiente

import (
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"time"
)

//go:embed telefono.html
var paginaHTML string

type messaggio struct {
	Alias    string    `json:"alias"`
	Provider string    `json:"provider"`
	Modalita string    `json:"modalita"`
	Codice   string    `json:"codice"`
	Testo    string    `json:"testo"`
	Arrivato time.Time `json:"arrivato"`
	Scade    time.Time `json:"scade"`
}

// messaggi are what the test telephone received; they are in memory only.
func (s *server) messaggi(alias string) []messaggio {
	mm := []messaggio{}
	for _, m := range s.firme.Telefono().Messaggi() {
		if alias == "" || m.Alias == alias {
			mm = append(mm, messaggio{m.Alias, m.Provider, m.Modalita, m.Codice, m.Testo, m.Arrivato.In(s.roma), m.Scade.In(s.roma)})
		}
	}
	// An app shows its code without anybody sending it.
	for i := range s.mondo.Medici {
		m := &s.mondo.Medici[i]
		if m.ModoOTP != "totp" || alias != "" && alias != m.Alias {
			continue
		}
		if codice, trovato := s.firme.UltimoOTP(m.Alias); trovato {
			ora := s.ora().Truncate(time.Second)
			mm = append(mm, messaggio{m.Alias, m.Provider, "APP", codice, "Codice dell'app", ora, ora.Truncate(30 * time.Second).Add(30 * time.Second)})
		}
	}
	return mm
}

func (s *server) paginaTelefono(w http.ResponseWriter, r *http.Request) {
	t, err := template.New("telefono").Parse(paginaHTML)
	if err != nil {
		http.Error(w, "telefono", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	_ = t.Execute(w, s.messaggi(r.URL.Query().Get("alias")))
}

func (s *server) messaggiTelefono(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(s.messaggi(r.URL.Query().Get("alias")))
}

// padrone admits only who started the environment.
func (s *server) padrone(w http.ResponseWriter, r *http.Request) bool {
	if subtle.ConstantTimeCompare([]byte(tokenDi(r)), []byte(s.gettoneGuasti.Reveal())) == 1 {
		return true
	}
	http.NotFound(w, r)
	return false
}

// imponiGuasto adds a fault: {"operazione","punto","volte","latenza_ms",
// "chiudi","stato","codice","riprova_tra_s","sessione","provider","provider_giu",
// "orologio_s"}.
func (s *server) imponiGuasto(w http.ResponseWriter, r *http.Request) {
	if !s.padrone(w, r) {
		return
	}
	var v struct {
		Operazione  string `json:"operazione"`
		Punto       Punto  `json:"punto"`
		Volte       int    `json:"volte"`
		LatenzaMS   int    `json:"latenza_ms"`
		Chiudi      bool   `json:"chiudi"`
		Stato       int    `json:"stato"`
		Codice      string `json:"codice"`
		RiprovaTraS int    `json:"riprova_tra_s"`
		Sessione    bool   `json:"sessione"`
		Provider    string `json:"provider"`
		ProviderGiu bool   `json:"provider_giu"`
		OrologioS   int    `json:"orologio_s"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, corpoPiccolo)).Decode(&v); err != nil {
		http.Error(w, "JSON", http.StatusBadRequest)
		return
	}
	if v.Provider != "" {
		s.firme.Guasti().ProviderGiu(v.Provider, v.ProviderGiu)
	}
	if v.OrologioS != 0 {
		s.guasti.SpostaOrologio(time.Duration(v.OrologioS) * time.Second)
	}
	if v.Chiudi || v.Stato != 0 || v.Codice != "" || v.LatenzaMS != 0 || v.Sessione {
		s.guasti.Aggiungi(Guasto{
			Operazione: v.Operazione, Punto: v.Punto, Volte: v.Volte, Latenza: time.Duration(v.LatenzaMS) * time.Millisecond,
			Chiudi: v.Chiudi, Stato: v.Stato, Codice: v.Codice, RiprovaTra: time.Duration(v.RiprovaTraS) * time.Second, Sessione: v.Sessione,
		})
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *server) togliGuasti(w http.ResponseWriter, r *http.Request) {
	if !s.padrone(w, r) {
		return
	}
	s.guasti.Azzera()
	s.firme.Guasti().Azzera()
	w.WriteHeader(http.StatusNoContent)
}
