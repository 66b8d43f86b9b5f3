package ambiente

import (
	"net/http"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// testaVersione tells the oldest program that the service still admits.
const testaVersione = "X-Versione-Minima"

// PretendiVersione makes the service refuse programs older than minima with 426
// and say that it speaks version contratto of the contract; empty leaves each as
// it is (spec 4, FT-51).
func (g *Guasti) PretendiVersione(minima, contratto string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.minima, g.contratto = minima, contratto
}

func (g *Guasti) versioni() (minima, contratto string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.contratto == "" {
		return g.minima, versioneServer
	}
	return g.minima, g.contratto
}

// ammessa refuses a program that is too old, before anything is done for it.
func (s *server) ammessa(w http.ResponseWriter, r *http.Request) error {
	minima, _ := s.guasti.versioni()
	if minima == "" {
		return nil
	}
	w.Header().Set(testaVersione, minima)
	_, versione, _ := strings.Cut(r.UserAgent(), "/")
	if esenpat.PrecedeVersione(versione, minima) {
		return s.nega("PROGRAMMA_SUPERATO")
	}
	return nil
}
