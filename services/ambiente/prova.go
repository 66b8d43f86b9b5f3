package ambiente

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
)

// padrone admits only who started the environment.
func (s *server) padrone(w http.ResponseWriter, r *http.Request) bool {
	if s.gettoneGiusto(tokenDi(r)) {
		return true
	}
	http.NotFound(w, r)
	return false
}

// ordineDi reads what the administrator asks for; false if the answer is given
// already: somebody else asked, or it is not JSON.
func ordineDi[T any](s *server, w http.ResponseWriter, r *http.Request) (v T, letto bool) {
	if !s.padrone(w, r) {
		return v, false
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, corpoPiccolo)).Decode(&v); err != nil {
		http.Error(w, "JSON", http.StatusBadRequest)
		return v, false
	}
	return v, true
}

// eseguito answers an order that says nothing more.
func eseguito(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, "ordine non valido", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// mostraStato answers what the administrator wants to see.
func mostraStato(w http.ResponseWriter, v any, err error) {
	if err != nil {
		http.Error(w, "stato", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(v)
}

func (s *server) gettoneGiusto(v string) bool {
	return subtle.ConstantTimeCompare([]byte(v), []byte(s.gettoneGuasti.Reveal())) == 1
}

// ordine is what the administrator asks for. Nil pointers leave things as they
// are; names are those of the page and of the JSON.
type ordine struct {
	// A fault for one operation of the contract.
	Operazione  string `json:"operazione"`
	Punto       Punto  `json:"punto"`
	Volte       int    `json:"volte"`
	LatenzaMS   int    `json:"latenza_ms"`
	Chiudi      bool   `json:"chiudi"`
	Stato       int    `json:"stato"`
	Codice      string `json:"codice"`
	RiprovaTraS int    `json:"riprova_tra_s"`
	Sessione    bool   `json:"sessione"`
	OrologioS   int    `json:"orologio_s"`

	// The oldest program that is admitted, and the version of the contract.
	VersioneMinima    *string `json:"versione_minima"`
	VersioneContratto *string `json:"versione_contratto"`

	// Faults of one signing provider, until they are taken back.
	Provider     string `json:"provider"`
	ProviderGiu  *bool  `json:"provider_giu"`
	MutoS        *int   `json:"muto_s"`
	InvioFallito *bool  `json:"invio_fallito"`
	InvioDoppio  *bool  `json:"invio_doppio"`
	RitardoOTPS  *int   `json:"ritardo_otp_s"`
	HashErrato   *bool  `json:"hash_errato"`

	// AURA answers issues and requests 202 until it is taken back.
	AURALenta *bool `json:"aura_lenta"`

	// Time stamps: "nessuna", "facoltativa", "obbligatoria".
	TSAGiu *bool   `json:"tsa_giu"`
	Marca  *string `json:"marca"`

	// One credential, of Provider: attiva, revocata, sospesa, scaduta,
	// non_ancora_valida, in_scadenza (its certificate ends in twenty days),
	// bloccata, sbloccata.
	Alias      string `json:"alias"`
	Credenzial string `json:"credenziale"`
}

// imponiGuasto puts faults in force: see ordine for the names.
func (s *server) imponiGuasto(w http.ResponseWriter, r *http.Request) {
	if v, letto := ordineDi[ordine](s, w, r); letto {
		eseguito(w, s.disponi(r.Context(), v))
	}
}

func (s *server) togliGuasti(w http.ResponseWriter, r *http.Request) {
	if s.padrone(w, r) {
		s.azzeraGuasti(r.Context())
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *server) azzeraGuasti(ctx context.Context) {
	s.auraLenta(ctx, false)
	s.guasti.Azzera()
	s.firme.Guasti().Azzera()
}

// errOrdine: something in the order does not exist.
type errOrdine struct{}

func (errOrdine) Error() string { return "ambiente: unknown order" }

func (s *server) disponi(ctx context.Context, v ordine) error {
	g := s.firme.Guasti()
	if v.Provider != "" {
		s.ordinaProvider(g, v)
	}
	if v.AURALenta != nil {
		s.auraLenta(ctx, *v.AURALenta)
	}
	if v.TSAGiu != nil {
		g.TSAGiu(*v.TSAGiu)
	}
	if v.Marca != nil {
		if err := impostaMarca(g, *v.Marca); err != nil {
			return err
		}
	}
	if v.OrologioS != 0 {
		s.guasti.SpostaOrologio(time.Duration(v.OrologioS) * time.Second)
	}
	if err := s.ordinaGuasto(v); err != nil {
		return err
	}
	s.ordinaVersioni(v)
	if v.Credenzial == "" {
		return nil
	}
	return s.archivio.Transazione(ctx, func(tx *sql.Tx) error { return s.ordinaCredenziale(ctx, tx, v) })
}

func (s *server) ordinaVersioni(v ordine) {
	if v.VersioneMinima == nil && v.VersioneContratto == nil {
		return
	}
	minima, contratto := s.guasti.versioni()
	for nuova, dove := range map[*string]*string{v.VersioneMinima: &minima, v.VersioneContratto: &contratto} {
		if nuova != nil {
			*dove = *nuova
		}
	}
	s.guasti.PretendiVersione(minima, contratto)
}

func (s *server) ordinaGuasto(v ordine) error {
	if v.Punto != "" && !slices.Contains(Punti(), v.Punto) {
		return errOrdine{}
	}
	if v.Chiudi || v.Stato != 0 || v.Codice != "" || v.LatenzaMS != 0 || v.Sessione {
		s.guasti.Aggiungi(Guasto{
			Operazione: v.Operazione, Punto: v.Punto, Volte: v.Volte, Latenza: time.Duration(v.LatenzaMS) * time.Millisecond,
			Chiudi: v.Chiudi, Stato: v.Stato, Codice: v.Codice, RiprovaTra: time.Duration(v.RiprovaTraS) * time.Second, Sessione: v.Sessione,
		})
	}
	return nil
}

func (s *server) ordinaProvider(g *autorita.Guasti, v ordine) {
	se := func(b *bool, f func(string, bool)) {
		if b != nil {
			f(v.Provider, *b)
		}
	}
	se(v.ProviderGiu, g.ProviderGiu)
	se(v.InvioFallito, g.InvioFallito)
	se(v.InvioDoppio, g.InvioDoppio)
	se(v.HashErrato, g.HashErrato)
	if v.MutoS != nil {
		g.ProviderMuto(v.Provider, time.Duration(*v.MutoS)*time.Second)
	}
	if v.RitardoOTPS != nil {
		g.RitardoOTP(v.Provider, time.Duration(*v.RitardoOTPS)*time.Second)
	}
}

func impostaMarca(g *autorita.Guasti, nome string) error {
	switch m := autorita.Marcatura(nome); m {
	case "nessuna", autorita.MarcaNessuna:
		g.ImpostaMarca(autorita.MarcaNessuna)
	case autorita.MarcaFacoltativa, autorita.MarcaObbligatoria:
		g.ImpostaMarca(m)
	default:
		return errOrdine{}
	}
	return nil
}

// ordinaCredenziale makes a credential what SB-05 asks for; the certificate of
// new dates has the same key.
func (s *server) ordinaCredenziale(ctx context.Context, tx *sql.Tx, v ordine) error {
	const giorno = 24 * time.Hour
	ora := s.ora()
	riemetti := func(da, fino time.Duration) error {
		return s.firme.Riemetti(ctx, tx, v.Provider, v.Alias, ora.Add(da), ora.Add(fino))
	}
	switch v.Credenzial {
	case string(autorita.Revocata), string(autorita.Sospesa):
		return s.firme.ImpostaStato(ctx, tx, v.Provider, v.Alias, autorita.Stato(v.Credenzial))
	case string(autorita.Attiva):
		return errors.Join(s.firme.ImpostaStato(ctx, tx, v.Provider, v.Alias, autorita.Attiva), riemetti(-time.Hour, 3*365*giorno))
	case "scaduta":
		return riemetti(-400*giorno, -giorno)
	case "non_ancora_valida":
		return riemetti(giorno, 365*giorno)
	case "in_scadenza":
		return riemetti(-345*giorno, 20*giorno)
	case "bloccata":
		return s.firme.Blocca(ctx, tx, v.Provider, v.Alias)
	case "sbloccata":
		return s.firme.Libera(ctx, tx, v.Provider, v.Alias)
	}
	return errOrdine{}
}
