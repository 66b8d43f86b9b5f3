package autorita

import (
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"
)

const maxMessaggi = 100

// Messaggio is one text message or call received by the test telephone.
type Messaggio struct {
	Alias, Provider, Modalita string
	Destinazione              string // masked number
	Codice                    string // the OTP
	Testo                     string
	Arrivato, Scade           time.Time
}

// LogValue implements slog.LogValuer: an OTP never reaches a log.
func (Messaggio) LogValue() slog.Value { return slog.StringValue("messaggio •••") }

// Format implements fmt.Formatter for the same reason.
func (Messaggio) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("messaggio •••")) }

// Telefono holds the messages in memory only: codes never touch the disk.
type Telefono struct {
	mu       sync.Mutex
	orologio func() time.Time
	messaggi []Messaggio // oldest first

	dispositivi map[string]*dispositivo // by alias: app or token of the doctor
}

// dispositivo makes codes on its own; nothing is sent to it.
type dispositivo struct {
	provider  string
	mostrato  string // the code that the token shows since its last press
	modo      ModoOTP
	segreto   []byte
	contatore uint64 // HOTP: presses so far
}

func (t *Telefono) aggiungi(alias string, d *dispositivo) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dispositivi == nil {
		t.dispositivi = map[string]*dispositivo{}
	}
	t.dispositivi[alias] = d
}

// UltimoOTP returns the code that the doctor would type now: the current one
// of the app, the next of the token (which counts as pressing its button), or
// the last message received.
func (t *Telefono) UltimoOTP(alias string) (string, bool) {
	if codice, ok := t.premi(alias); ok {
		return codice, true
	}
	for _, m := range t.Messaggi() {
		if m.Alias == alias {
			return m.Codice, true
		}
	}
	return "", false
}

func (t *Telefono) premi(alias string) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	d, ok := t.dispositivi[alias]
	if !ok {
		return "", false
	}
	if d.modo == OTPTOTP {
		return codiceHOTP(d.segreto, passo(t.orologio())), true
	}
	d.contatore++
	d.mostrato = codiceHOTP(d.segreto, d.contatore-1)
	return d.mostrato, true
}

// Dispositivo is an app or a token of a doctor, as the telephone lists it.
type Dispositivo struct {
	Alias, Provider string
	ATempo          bool   // app: its code changes by itself
	Mostrato        string // token: the code of its last press, empty before the first
}

// LogValue implements slog.LogValuer.
func (d Dispositivo) LogValue() slog.Value { return slog.StringValue("dispositivo " + d.Provider) }

// Dispositivi returns apps and tokens, by alias.
func (t *Telefono) Dispositivi() []Dispositivo {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Dispositivo
	for _, alias := range slices.Sorted(maps.Keys(t.dispositivi)) {
		d := t.dispositivi[alias]
		out = append(out, Dispositivo{Alias: alias, Provider: d.provider, ATempo: d.modo == OTPTOTP, Mostrato: d.mostrato})
	}
	return out
}

func (t *Telefono) consegna(m Messaggio) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.messaggi = append(t.messaggi, m)
	if n := len(t.messaggi) - maxMessaggi; n > 0 {
		t.messaggi = slices.Delete(t.messaggi, 0, n)
	}
}

// Messaggi returns what has arrived, newest first.
func (t *Telefono) Messaggi() []Messaggio {
	t.mu.Lock()
	defer t.mu.Unlock()
	ora := t.orologio()
	var out []Messaggio
	for _, m := range slices.Backward(t.messaggi) {
		if !m.Arrivato.After(ora) {
			out = append(out, m)
		}
	}
	return out
}
