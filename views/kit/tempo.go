package kit

import "time"

// Tempo is the only way a widget knows of time. Production gives the real
// clock and a timer that calls back on the UI thread; tests move it by hand.
type Tempo interface {
	// Adesso returns the current instant.
	Adesso() time.Time
	// Dopo calls f on the UI thread after d, once, unless the returned func
	// was called before; calling that func twice does no harm.
	Dopo(d time.Duration, f func()) (annulla func())
}

// TempoFermo is a Tempo for tests and pictures: it stands still until
// Avanza moves it.
type TempoFermo struct {
	ora    time.Time
	attese []*attesaFerma
}

type attesaFerma struct {
	quando time.Time
	f      func()
}

// NewTempoFermo returns a clock standing at ora.
func NewTempoFermo(ora time.Time) *TempoFermo { return &TempoFermo{ora: ora} }

// Adesso implements Tempo.
func (t *TempoFermo) Adesso() time.Time { return t.ora }

// Dopo implements Tempo.
func (t *TempoFermo) Dopo(d time.Duration, f func()) func() {
	a := &attesaFerma{quando: t.ora.Add(d), f: f}
	t.attese = append(t.attese, a)
	return func() { a.f = nil }
}

// Avanza moves the clock by d and runs what became due, in order.
func (t *TempoFermo) Avanza(d time.Duration) {
	t.ora = t.ora.Add(d)
	for i := 0; i < len(t.attese); i++ {
		a := t.attese[i]
		if a.f != nil && !a.quando.After(t.ora) {
			f := a.f
			a.f = nil
			f()
		}
	}
}
