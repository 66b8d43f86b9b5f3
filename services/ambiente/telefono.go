package ambiente

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
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
	for _, d := range s.firme.Telefono().Dispositivi() {
		if alias != "" && alias != d.Alias {
			continue
		}
		ora := s.ora().Truncate(time.Second)
		if d.ATempo {
			codice, _ := s.firme.UltimoOTP(d.Alias)
			mm = append(mm, messaggio{d.Alias, d.Provider, "APP", codice, "Codice dell'app", ora, ora.Truncate(30 * time.Second).Add(30 * time.Second)})
		} else if d.Mostrato != "" {
			mm = append(mm, messaggio{d.Alias, d.Provider, "TOKEN", d.Mostrato, "Codice del dispositivo", ora, time.Time{}})
		}
	}
	return mm
}

func (s *server) paginaTelefono(w http.ResponseWriter, r *http.Request) {
	alias := r.URL.Query().Get("alias")
	mostraHTML(w, "telefono", paginaHTML, struct {
		Messaggi    []messaggio
		Dispositivi []autorita.Dispositivo
	}{s.messaggi(alias), s.firme.Telefono().Dispositivi()})
}

// premiDispositivo is the button of an event token: each press is a new code,
// and many in vain put it out of step, as with a real one.
func (s *server) premiDispositivo(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, corpoPiccolo)
	alias := r.FormValue("alias")
	for _, d := range s.firme.Telefono().Dispositivi() {
		if d.Alias == alias && !d.ATempo {
			s.firme.UltimoOTP(alias)
		}
	}
	http.Redirect(w, r, "/telefono", http.StatusSeeOther)
}

func (s *server) messaggiTelefono(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(s.messaggi(r.URL.Query().Get("alias")))
}
