package ambiente

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
)

//go:embed portale.html
var portaleHTML string

// The reserved area of the providers: what a doctor whose PIN is locked, or
// whose token is out of step, is sent to. Whoever has the PUK may use it.

func (s *server) paginaPortale(w http.ResponseWriter, _ *http.Request) {
	mostraHTML(w, "portale", portaleHTML, "")
}

// sbloccaPIN sets a new PIN with the PUK: a form, or JSON {"provider","alias",
// "puk","nuovo_pin"}.
func (s *server) sbloccaPIN(w http.ResponseWriter, r *http.Request) {
	s.portale(w, r, []string{"provider", "alias", "puk", "nuovo_pin"}, "Il PIN è cambiato e la firma è sbloccata.",
		func(ctx context.Context, tx *sql.Tx, v map[string]string) error {
			return s.firme.Sblocca(ctx, tx, v["provider"], v["alias"], esenpat.NewSecret(v["puk"]), esenpat.NewSecret(v["nuovo_pin"]))
		})
}

// sincronizza realigns a token with two codes in a row.
func (s *server) sincronizza(w http.ResponseWriter, r *http.Request) {
	s.portale(w, r, []string{"provider", "alias", "primo", "secondo"}, "Il dispositivo è sincronizzato.",
		func(ctx context.Context, tx *sql.Tx, v map[string]string) error {
			return s.firme.Risincronizza(ctx, tx, v["provider"], v["alias"], esenpat.NewSecret(v["primo"]), esenpat.NewSecret(v["secondo"]))
		})
}

func (s *server) portale(w http.ResponseWriter, r *http.Request, campi []string, fatto string, fai func(context.Context, *sql.Tx, map[string]string) error) {
	r.Body = http.MaxBytesReader(w, r.Body, corpoPiccolo)
	v, inJSON := map[string]string{}, strings.HasPrefix(r.Header.Get("Content-Type"), "application/json")
	if inJSON {
		if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
			s.scriviRifiuto(w, s.nega("DATI_INCONGRUENTI"))
			return
		}
	}
	for _, c := range campi {
		if !inJSON {
			v[c] = r.PostFormValue(c)
		}
		if v[c] == "" {
			s.rispondiPortale(w, inJSON, s.nega("PARAMETRI_MANCANTI").Al(c), fatto)
			return
		}
	}
	// Wrong attempts count: a refusal is committed with its counter.
	ctx := r.Context()
	err := autorita.ConContatori(ctx, s.archivio.Transazione, func(tx *sql.Tx) error { return fai(ctx, tx, v) })
	if err != nil {
		err = s.rifiutoFirma(err)
	}
	s.rispondiPortale(w, inJSON, err, fatto)
}

func (s *server) rispondiPortale(w http.ResponseWriter, inJSON bool, err error, fatto string) {
	switch {
	case err != nil && inJSON:
		s.scriviRifiuto(w, s.rifiutoDi(err))
	case err != nil:
		rif := s.rifiutoDi(err)
		testo := rif.Titolo
		if i := slices.IndexFunc(rif.Altri, func(d filo.Dettaglio) bool { return d.Chiave == "tentativi_residui" }); i >= 0 {
			testo += " Tentativi rimasti: " + rif.Altri[i].Valore + "."
		}
		mostraHTML(w, "portale", portaleHTML, testo)
	case inJSON:
		w.WriteHeader(http.StatusNoContent)
	default:
		mostraHTML(w, "portale", portaleHTML, fatto)
	}
}
