package regionetest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/ambiente/archivio"
)

// What a workstation does, for the history.
const (
	attoCrea     = "create"
	attoFirma    = "sign"
	attoAnnulla  = "annul"
	attoRilascia = "issue or request"
	attoScarta   = "discard"
	attoLeggi    = "read"
)

// esito is what a workstation was told: the three values of a history.
type esito int

const (
	ignoto    esito = iota // unknown: perhaps it happened
	fatto                  // acknowledged
	rifiutato              // it did not happen
)

// errSenzaCodice is a signature that was not even sent.
var errSenzaCodice = errors.New("no code")

// voce is one line of the history: an act on one thing, from an instant to
// another of a common order.
type voce struct {
	chi         int
	atto        string
	oggetto     string // the draft of a creation, else the certificate
	da, a       int64
	esito       esito
	certificato string // of a creation
	stato       esenpat.StatoCertificato
}

// storia is what all workstations did and were told.
type storia struct {
	mu  sync.Mutex
	ora atomic.Int64
	t   []*voce
}

func (s *storia) apri(chi int, atto, oggetto string) *voce {
	v := &voce{chi: chi, atto: atto, oggetto: oggetto, da: s.ora.Add(1)}
	s.mu.Lock()
	s.t = append(s.t, v)
	s.mu.Unlock()
	return v
}

// chiudi notes what was told. What may have left without an answer is unknown,
// and so is a creation that is going to be tried again under its key.
func (s *storia) chiudi(v *voce, c esenpat.Certificato, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v.a = s.ora.Add(1)
	k := esenpat.KindOf(err)
	switch {
	case err == nil:
		v.esito, v.stato, v.certificato = fatto, c.Stato, c.ID
	case v.atto != attoCrea && (errors.Is(err, errSenzaCodice) || k != esenpat.Uncertain):
		v.esito = rifiutato
	}
}

// vero is a certificate as the server has it in the end.
type vero struct {
	archivio.Certificato
	firme     int // signatures in its document
	annullata int // signatures in its annulling document
	esenzioni int // it became, or moved the end of
	nate      int // exemptions that say they come from it
}

// String tells no name: what a history is about.
func (v vero) String() string {
	return fmt.Sprintf("%s %s: %d signatures, %d of the annulment, %d exemptions (%d of its own)", v.ID, v.Stato, v.firme, v.annullata, v.esenzioni, v.nate)
}

// verita reads the server's state, not its answers.
func (s *squadra) verita() map[string]vero {
	s.t.Helper()
	ctx, db := s.t.Context(), s.uno.Archivio().DB()
	conta := func(query, id string) (n int) {
		s.uno.bene(db.QueryRowContext(ctx, query, id).Scan(&n))
		return n
	}
	firme := func(id string) int {
		var pdf []byte
		if err := db.QueryRowContext(ctx, `SELECT pdf FROM documenti WHERE id = ?`, id).Scan(&pdf); err != nil {
			return 0
		}
		return bytes.Count(pdf, []byte("ETSI.CAdES.detached"))
	}
	righe, err := db.QueryContext(ctx, `SELECT corpo FROM certificati`)
	s.uno.bene(err)
	var corpi [][]byte
	for righe.Next() {
		var b []byte
		s.uno.bene(righe.Scan(&b))
		corpi = append(corpi, b)
	}
	s.uno.bene(errors.Join(righe.Err(), righe.Close()))
	out := map[string]vero{}
	for _, b := range corpi {
		var c archivio.Certificato
		s.uno.bene(json.Unmarshal(b, &c))
		v := vero{
			Certificato: c, firme: firme(c.ID), nate: conta(`SELECT count(*) FROM esenzioni WHERE json_extract(corpo, '$.CertificatoID') = ?`, c.ID),
			esenzioni: conta(`SELECT count(*) FROM esenzioni WHERE id = ?`, c.EsenzioneID),
		}
		if c.Annullativo != nil {
			v.annullata = firme(c.Annullativo.ID)
		}
		out[c.ID] = v
	}
	return out
}

// controlla holds the history against the truth.
func (s *storia) controlla(t *testing.T, server map[string]vero) {
	t.Helper()
	diBozza := map[string]string{}
	for id, c := range server {
		if altro, gia := diBozza[c.IDClient]; gia {
			t.Errorf("draft %s became %s and %s", c.IDClient, id, altro)
		}
		diBozza[c.IDClient] = id
	}
	s.riconosciuti(t, server, diBozza)
	s.senzaFantasmi(t, server)
	s.monotone(t)
}

// riconosciuti: what was acknowledged is there, once.
func (s *storia) riconosciuti(t *testing.T, server map[string]vero, diBozza map[string]string) {
	t.Helper()
	firmata := map[string]int{}
	for _, v := range s.t {
		if v.esito != fatto {
			continue
		}
		c, ce := server[v.oggetto]
		switch v.atto {
		case attoCrea:
			ce = diBozza[v.oggetto] == v.certificato && v.certificato != ""
		case attoFirma:
			if altra, gia := firmata[v.oggetto]; gia && altra != v.chi {
				t.Errorf("%s: two workstations were told that they signed it", v.oggetto)
			}
			firmata[v.oggetto] = v.chi
			ce = ce && c.firme == 1 && c.Stato != esenpat.DaFirmare
		case attoAnnulla:
			ce = ce && c.annullata == 1 && c.Stato == esenpat.Annullato
		case attoScarta:
			ce = ce && c.Stato == esenpat.Annullato && c.firme == 0
		case attoRilascia:
			ce = ce && c.esenzioni == 1
		}
		if !ce {
			t.Errorf("acknowledged and lost: %+v, the server has %s", *v, c)
		}
	}
}

// senzaFantasmi: what is there was asked for by somebody who was not told that
// it was refused, and is there once.
func (s *storia) senzaFantasmi(t *testing.T, server map[string]vero) {
	t.Helper()
	chiesto := map[[2]string]bool{}
	for _, v := range s.t {
		if v.esito != rifiutato {
			chiesto[[2]string{v.atto, v.oggetto}] = true
		}
	}
	for id, c := range server {
		for atto, n := range map[string]int{attoFirma: c.firme, attoAnnulla: c.annullata, attoRilascia: max(c.esenzioni, c.nate)} {
			if n > 1 || (n == 1 && !chiesto[[2]string{atto, id}]) {
				t.Errorf("%s: %q is there %d times, asked for: %v", id, atto, n, chiesto[[2]string{atto, id}])
			}
		}
		if !chiesto[[2]string{attoCrea, c.IDClient}] {
			t.Errorf("%s: nobody wrote draft %s", id, c.IDClient)
		}
		if c.Stato == esenpat.Annullato && c.annullata == 0 && !chiesto[[2]string{attoScarta, id}] {
			t.Errorf("%s: nobody discarded it", id)
		}
	}
}

// monotone: whoever looked later never saw an earlier state.
func (s *storia) monotone(t *testing.T) {
	t.Helper()
	visti := map[string][]*voce{}
	for _, v := range s.t {
		if v.esito == fatto && v.stato != "" {
			id := v.oggetto
			if v.atto == attoCrea {
				id = v.certificato
			}
			visti[id] = append(visti[id], v)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(visti)) {
		for _, prima := range visti[id] {
			for _, dopo := range visti[id] {
				if prima.a < dopo.da && rango(dopo.stato) < rango(prima.stato) {
					t.Errorf("%s went back from %s to %s: %+v, %+v", id, prima.stato, dopo.stato, *prima, *dopo)
				}
			}
		}
	}
}

func rango(s esenpat.StatoCertificato) int {
	return slices.Index([]esenpat.StatoCertificato{esenpat.DaFirmare, esenpat.Valido, esenpat.Annullato}, s)
}

// riepilogo counts outcomes over all histories.
type riepilogo struct {
	mu     sync.Mutex
	storie int
	esiti  map[string]map[esito]int
}

func (r *riepilogo) aggiungi(s *storia) (storie int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.storie++
	if r.esiti == nil {
		r.esiti = map[string]map[esito]int{}
	}
	for _, v := range s.t {
		if r.esiti[v.atto] == nil {
			r.esiti[v.atto] = map[esito]int{}
		}
		r.esiti[v.atto][v.esito]++
	}
	return r.storie
}
