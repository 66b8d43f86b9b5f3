package ambiente

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
	_ "time/tzdata" // validity ends at midnight of Rome, also where the system has no zones

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/documento/cda"
)

// Base is the path that every operation of the contract begins with.
const Base = "/apiopesenpat/api/v1"

// fileGettone holds what the administrator's page asks for, new at each start.
const fileGettone = "gettone-prova"

// Opzioni of [Avvia]. Only Orologio is required.
type Opzioni struct {
	Indirizzo string           // "127.0.0.1:0" when empty
	Dir       string           // where the state lives; empty: a temporary one, removed by Chiudi
	Orologio  func() time.Time // the clock
	Log       *slog.Logger     // nil discards
	Caso      io.Reader        // crypto/rand.Reader when nil
	Documenti Documenti        // the generator of services/documento when nil
	Sigillo   archivio.Sigillo // closes what is stored; nil: in plain, as on a server's disk
	Radice    string           // OID root of document ids, Piemonte's when empty

	DurataSessione      time.Duration // 8 hours when zero
	ValiditaCertificato time.Duration // an unused certificate expires after it; a year when zero
	Argon2              autorita.ParametriArgon2
	GeneraRSA           func() (*rsa.PrivateKey, error)
	// Avvolgi wraps the handler; tests pass conforme.Controllo.Avvolgi, which
	// holds every exchange against the contract.
	Avvolgi func(http.Handler) http.Handler
}

// Ambiente is a running test environment.
type Ambiente struct {
	s        *server
	http     *http.Server
	ascolto  net.Listener
	dir      string
	temporal bool
	finito   chan error
	mute     mute
}

// Avvia opens (or creates) the state, starts listening and returns. Errors are
// Internal "ambiente.avvio" (the address is taken, the directory cannot be
// written, the state is damaged).
func Avvia(ctx context.Context, o Opzioni) (*Ambiente, error) {
	a, err := avvia(ctx, o)
	if err != nil {
		return nil, esenpat.NewError(esenpat.Internal, "ambiente.avvio", "ambiente.Avvia").Because(err)
	}
	return a, nil
}

func avvia(ctx context.Context, o Opzioni) (_ *Ambiente, err error) {
	if o.Orologio == nil {
		return nil, errors.New("ambiente: a clock is required")
	}
	o.predefinite()
	a := &Ambiente{dir: o.Dir, finito: make(chan error, 1)}
	defer func() {
		if err != nil {
			_ = a.libera()
		}
	}()
	if a.dir == "" {
		if a.dir, err = os.MkdirTemp("", "esenpat-ambiente-"); err != nil {
			return nil, err
		}
		a.temporal = true
	}
	if a.s, err = nuovoServer(ctx, o, a.dir); err != nil {
		return nil, err
	}
	if err = os.WriteFile(filepath.Join(a.dir, "ca.pem"), a.s.firme.RadicePEM(), 0o600); err != nil {
		return nil, err
	}
	if err = os.WriteFile(filepath.Join(a.dir, fileGettone), []byte(a.s.gettoneGuasti.Reveal()+"\n"), 0o600); err != nil {
		return nil, err
	}
	a.ascolto, err = (&net.ListenConfig{}).Listen(ctx, "tcp", o.Indirizzo)
	if err != nil {
		return nil, err
	}
	a.s.origine = a.origine()
	a.http = &http.Server{
		Handler: a.s.gestore(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug),
		TLSConfig: &tls.Config{
			Certificates: []tls.Certificate{a.s.firme.CertificatoTLS()}, MinVersion: tls.VersionTLS12,
			// Whose certificate it is says the login, in words, not the handshake.
			ClientAuth: tls.RequestClientCert,
		},
		ConnState: a.mute.segna,
	}
	go func() { a.finito <- a.http.ServeTLS(a.ascolto, "", "") }()
	return a, nil
}

func (o *Opzioni) predefinite() {
	if o.Indirizzo == "" {
		o.Indirizzo = "127.0.0.1:0"
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Caso == nil {
		o.Caso = rand.Reader
	}
	if o.Radice == "" {
		o.Radice = cda.RadicePredefinita
	}
	if o.DurataSessione == 0 {
		o.DurataSessione = 8 * time.Hour
	}
	if o.ValiditaCertificato == 0 {
		o.ValiditaCertificato = 365 * 24 * time.Hour
	}
	if o.Avvolgi == nil {
		o.Avvolgi = func(h http.Handler) http.Handler { return h }
	}
}

// URL is the base address of the contract, without a final slash.
func (a *Ambiente) URL() string { return a.origine() + Base }

// Telefono is the page where OTP codes arrive.
func (a *Ambiente) Telefono() string { return a.origine() + "/telefono" }

func (a *Ambiente) origine() string { return "https://" + a.ascolto.Addr().String() }

// Prova is the page where faults are put in force; FileGettone has its token.
func (a *Ambiente) Prova() string { return a.origine() + "/prova" }

// FileGettone is where the token of Prova stands on disk.
func (a *Ambiente) FileGettone() string { return filepath.Join(a.dir, fileGettone) }

// CA is the environment's root in PEM: the only trust a client needs.
func (a *Ambiente) CA() []byte { return a.s.firme.RadicePEM() }

// FileCA is where the root stands on disk.
func (a *Ambiente) FileCA() string { return filepath.Join(a.dir, "ca.pem") }

// Medici are the demonstration doctors.
func (a *Ambiente) Medici() []esenpat.UtenteDimostrativo {
	r := make([]esenpat.UtenteDimostrativo, 0, len(a.s.mondo.Medici))
	for _, m := range a.s.mondo.Medici {
		r = append(r, esenpat.UtenteDimostrativo{
			Credenziali: esenpat.CredenzialiAccesso{NomeUtente: m.NomeUtente, Password: m.Password, PIN: m.PIN},
			Nome:        m.Titolo + " " + m.Nome + " " + m.Cognome, Descrizione: m.Descrizione,
			Alias: m.Alias, Provider: m.Provider, PINFirma: m.PINFirma,
		})
	}
	return r
}

// UltimoOTP returns the newest code of an alias, as the telephone shows it.
func (a *Ambiente) UltimoOTP(alias string) (string, bool) { return a.s.firme.UltimoOTP(alias) }

// Guasti injects faults, for tests.
func (a *Ambiente) Guasti() *Guasti { return a.s.guasti }

// GettoneGuasti is what the administrative path /prova/guasti asks for in
// Authorization; it is known only to who started the environment.
func (a *Ambiente) GettoneGuasti() esenpat.Secret { return a.s.gettoneGuasti }

// Autorita is the signing side, for tests that revoke or lock a credential.
func (a *Ambiente) Autorita() *autorita.Autorita { return a.s.firme }

// Archivio is the state, for tests.
func (a *Ambiente) Archivio() *archivio.Archivio { return a.s.archivio }

// Chiudi stops serving, waits for requests in flight until ctx ends, closes
// the state and removes a temporary directory.
func (a *Ambiente) Chiudi(ctx context.Context) error {
	a.mute.chiudi()
	err := a.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, a.http.Close())
	}
	if e := <-a.finito; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return errors.Join(err, a.libera())
}

func (a *Ambiente) libera() error {
	var err error
	if a.s != nil {
		err = a.s.archivio.Chiudi()
	}
	if a.temporal {
		err = errors.Join(err, os.RemoveAll(a.dir))
	}
	return err
}
