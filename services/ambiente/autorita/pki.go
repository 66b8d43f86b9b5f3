package autorita

import (
	"context"
	"crypto"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strings"
	"time"

	"golang.org/x/crypto/ocsp"

	"github.com/esenpat/esenpat-desktop/services/firma/marca"
)

const (
	maxRichiesta  = 64 << 10 // bytes of an OCSP or time stamp request
	durataRevoche = time.Hour
)

// PKI serves certificates, revocation and time stamps under the paths ca/, crl/,
// ocsp and tsa; mount it with http.StripPrefix. What ImpostaStato commits is
// visible at the next request (SB-08).
func (a *Autorita) PKI(db *sql.DB) http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /ca.pem", func(w http.ResponseWriter, _ *http.Request) {
		rispondi(w, "application/x-pem-file", a.RadicePEM(), nil)
	})
	m.HandleFunc("GET /ca/{nome}", func(w http.ResponseWriter, r *http.Request) {
		e, ok := a.intermi[strings.TrimSuffix(r.PathValue("nome"), ".crt")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		rispondi(w, "application/pkix-cert", e.cert.Raw, nil)
	})
	m.HandleFunc("GET /crl/{nome}", func(w http.ResponseWriter, r *http.Request) {
		e, ok := a.intermi[strings.TrimSuffix(r.PathValue("nome"), ".crl")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		der, err := a.crl(r.Context(), db, strings.TrimSuffix(r.PathValue("nome"), ".crl"), e)
		rispondi(w, "application/pkix-crl", der, err)
	})
	m.HandleFunc("POST /ocsp", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRichiesta))
		a.rispondiOCSP(w, r, db, b, err)
	})
	m.HandleFunc("GET /ocsp/{richiesta...}", func(w http.ResponseWriter, r *http.Request) {
		b, err := base64.StdEncoding.DecodeString(r.PathValue("richiesta"))
		a.rispondiOCSP(w, r, db, b, err)
	})
	m.HandleFunc("POST /tsa", a.rispondiTSA)
	return m
}

func rispondi(w http.ResponseWriter, tipo string, b []byte, err error) {
	if err != nil {
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", tipo)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(b) //nolint:gosec // DER or PEM of our own making, never markup
}

func (a *Autorita) crl(ctx context.Context, db *sql.DB, provider string, e emittente) ([]byte, error) {
	rows, err := db.QueryContext(ctx, `SELECT seriale, motivo, dal FROM autorita_revocato WHERE provider = ? ORDER BY dal, seriale`, provider)
	if err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	defer rows.Close() //nolint:errcheck // read only; rows.Err is what matters
	ora := a.o.Orologio()
	modello := &x509.RevocationList{Number: big.NewInt(ora.UnixMilli()), ThisUpdate: ora, NextUpdate: ora.Add(durataRevoche)}
	for rows.Next() {
		var seriale string
		var motivo int
		var dal int64
		if err := rows.Scan(&seriale, &motivo, &dal); err != nil {
			return nil, fmt.Errorf("autorita: %w", err)
		}
		n, ok := new(big.Int).SetString(seriale, 16)
		if !ok {
			return nil, errors.New("autorita: malformed serial number")
		}
		modello.RevokedCertificateEntries = append(modello.RevokedCertificateEntries,
			x509.RevocationListEntry{SerialNumber: n, RevocationTime: time.UnixMilli(dal), ReasonCode: motivo})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return x509.CreateRevocationList(a.o.Caso, modello, e.cert, e.chiave)
}

func (a *Autorita) rispondiOCSP(w http.ResponseWriter, r *http.Request, db *sql.DB, b []byte, err error) {
	const tipo = "application/ocsp-response"
	if err != nil {
		rispondi(w, tipo, ocsp.MalformedRequestErrorResponse, nil)
		return
	}
	q, err := ocsp.ParseRequest(b)
	if err != nil {
		rispondi(w, tipo, ocsp.MalformedRequestErrorResponse, nil)
		return
	}
	der, err := a.ocsp(r.Context(), db, q)
	if errors.Is(err, errNonMio{}) {
		rispondi(w, tipo, ocsp.UnauthorizedErrorResponse, nil)
		return
	}
	rispondi(w, tipo, der, err)
}

// errNonMio: the request is about a certificate of another authority.
type errNonMio struct{}

func (errNonMio) Error() string { return "autorita: not one of my certificates" }

func (a *Autorita) ocsp(ctx context.Context, db *sql.DB, q *ocsp.Request) ([]byte, error) {
	ca, ok := a.emittenteDi(q)
	if !ok {
		return nil, errNonMio{}
	}
	ora := a.o.Orologio()
	out := ocsp.Response{
		Status: ocsp.Good, SerialNumber: q.SerialNumber, ThisUpdate: ora, NextUpdate: ora.Add(durataRevoche), IssuerHash: q.HashAlgorithm,
	}
	var dal int64
	err := db.QueryRowContext(ctx, `SELECT motivo, dal FROM autorita_revocato WHERE seriale = ?`, q.SerialNumber.Text(16)).
		Scan(&out.RevocationReason, &dal)
	switch {
	case err == nil:
		out.Status, out.RevokedAt = ocsp.Revoked, time.UnixMilli(dal)
	case !errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("autorita: %w", err)
	}
	return ocsp.CreateResponse(ca.cert, ca.cert, out, ca.chiave)
}

// emittenteDi finds the authority by the hash of its key.
func (a *Autorita) emittenteDi(q *ocsp.Request) (emittente, bool) {
	if !q.HashAlgorithm.Available() {
		return emittente{}, false
	}
	for _, e := range a.intermi {
		if string(improntaChiave(e.cert, q.HashAlgorithm)) == string(q.IssuerKeyHash) {
			return e, true
		}
	}
	return emittente{}, false
}

// improntaChiave hashes the bits of the public key, as RFC 6960 (4.1.1) wants.
func improntaChiave(c *x509.Certificate, h crypto.Hash) []byte {
	var info struct {
		Algoritmo pkix.AlgorithmIdentifier
		Chiave    asn1.BitString
	}
	if _, err := asn1.Unmarshal(c.RawSubjectPublicKeyInfo, &info); err != nil {
		return nil
	}
	w := h.New()
	w.Write(info.Chiave.RightAlign())
	return w.Sum(nil)
}

func (a *Autorita) rispondiTSA(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRichiesta))
	if err != nil {
		http.Error(w, http.StatusText(http.StatusRequestEntityTooLarge), http.StatusRequestEntityTooLarge)
		return
	}
	q, err := marca.LeggiRichiesta(b)
	if err != nil {
		b, err = marca.Rifiuto()
		rispondi(w, marca.MediaRisposta, b, err)
		return
	}
	token, err := a.timbra(r.Context(), q)
	if CodiceDi(err) == TSAGiu {
		http.Error(w, http.StatusText(http.StatusServiceUnavailable), http.StatusServiceUnavailable)
		return
	}
	if err == nil {
		b, err = marca.Risposta(token)
	}
	rispondi(w, marca.MediaRisposta, b, err)
}
