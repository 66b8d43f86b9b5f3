package ambiente

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/x509"
	"database/sql"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
	"github.com/esenpat/esenpat-desktop/services/ambiente/autorita"
	"github.com/esenpat/esenpat-desktop/services/ambiente/filo"
	"github.com/esenpat/esenpat-desktop/services/ambiente/mondo"
)

// verificaDiAccesso says which user it is, or why not, inside the transaction
// that writes the counters and the token.
type verificaDiAccesso func(tx *sql.Tx) (utente string, rif *filo.Rifiuto, err error)

// metodoAccesso picks how the login is checked.
func (s *server) metodoAccesso(ctx context.Context, r *richiesta, c filo.Credenziali) (verificaDiAccesso, error) {
	switch c.Metodo {
	case "", filo.MetodoCredenziali:
		if c.NomeUtente == "" || c.Password == "" || c.PIN == "" {
			return nil, s.nega("PARAMETRI_MANCANTI")
		}
		return func(tx *sql.Tx) (string, *filo.Rifiuto, error) {
			rif, err := s.verificaAccesso(ctx, tx, c)
			return c.NomeUtente, rif, err
		}, nil
	case filo.MetodoCertificato:
		m, rif := s.medicoDelCertificato(r.http)
		return s.senzaSegreti(ctx, m, rif)
	case filo.MetodoOIDC:
		m, rif := s.medicoDelCodice(c)
		return s.senzaSegreti(ctx, m, rif)
	}
	return nil, s.nega("DATI_INCONGRUENTI").Al("metodo")
}

// senzaSegreti is a login that somebody else has checked.
func (s *server) senzaSegreti(ctx context.Context, m *mondo.Medico, rif *filo.Rifiuto) (verificaDiAccesso, error) {
	if rif != nil {
		return nil, rif
	}
	return func(tx *sql.Tx) (string, *filo.Rifiuto, error) {
		a, err := archivio.LeggiAccesso(ctx, tx, m.NomeUtente)
		if err != nil {
			return "", nil, err
		}
		a.UltimoAccesso = s.ora()
		return m.NomeUtente, nil, archivio.SalvaAccesso(ctx, tx, a)
	}, nil
}

// medicoDelCertificato reads the certificate of the connection: the handshake
// has already proved who holds its key.
func (s *server) medicoDelCertificato(hr *http.Request) (*mondo.Medico, *filo.Rifiuto) {
	if hr.TLS == nil || len(hr.TLS.PeerCertificates) == 0 {
		return nil, s.nega("CERTIFICATO_ACCESSO_ASSENTE")
	}
	cf, err := s.firme.IdentificaTLS(hr.TLS.PeerCertificates, s.ora())
	if err != nil {
		return nil, s.nega("CERTIFICATO_ACCESSO_RIFIUTATO")
	}
	for _, m := range s.medici {
		if m.CodiceFiscale == cf {
			return m, nil
		}
	}
	return nil, s.nega("CERTIFICATO_ACCESSO_RIFIUTATO")
}

// medicoDelCodice spends a code of the identity provider; the verifier proves
// that it was this client that began (RFC 7636, 4.6).
func (s *server) medicoDelCodice(c filo.Credenziali) (*mondo.Medico, *filo.Rifiuto) {
	v, ok := s.codici.spendi(c.CodiceOIDC, s.ora())
	somma := sha256.Sum256([]byte(c.Verificatore))
	sfida := base64.RawURLEncoding.EncodeToString(somma[:])
	if !ok || v.ritorno != c.URIRitorno || subtle.ConstantTimeCompare([]byte(v.sfida), []byte(sfida)) != 1 {
		return nil, s.nega("CODICE_OIDC_RIFIUTATO")
	}
	return s.medici[v.utente], nil
}

// accessi are the ways that this server offers.
func (s *server) accessi() *filo.Accessi {
	return &filo.Accessi{Certificato: true, OIDC: &filo.AccessoOIDC{
		IndirizzoAutorizzazione: s.origine + percorsoOIDC, IDClient: clientOIDC, Ambito: "openid",
	}}
}

// PasswordIdentita opens the PKCS#12 files of the demonstration doctors.
const PasswordIdentita = "prova"

// scaricaIdentita serves a new login certificate of a demonstration doctor, as
// a PKCS#12 file: what a real doctor gets from the ASL. Its key is made here
// and kept nowhere.
func (s *server) scaricaIdentita(w http.ResponseWriter, r *http.Request) {
	m, ok := s.medici[strings.TrimSuffix(r.PathValue("utente"), ".p12")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	p12, err := s.identitaPKCS12(m, s.ora(), 365*24*time.Hour)
	if err != nil {
		http.Error(w, "identita", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/x-pkcs12")
	w.Header().Set("Content-Disposition", `attachment; filename="`+m.NomeUtente+`.p12"`)
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(p12)
}

func (s *server) identitaPKCS12(m *mondo.Medico, da time.Time, durata time.Duration) ([]byte, error) {
	chiave, err := ecdsa.GenerateKey(elliptic.P256(), s.o.Caso)
	if err != nil {
		return nil, err
	}
	der, err := s.firme.EmettiIdentita(autorita.Medico{CodiceFiscale: m.CodiceFiscale, Nome: m.Nome, Cognome: m.Cognome}, chiave.Public(), da.Add(-time.Minute), da.Add(durata))
	if err != nil {
		return nil, err
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	return pkcs12.Modern.Encode(chiave, c, []*x509.Certificate{s.firme.Radice()}, PasswordIdentita)
}
