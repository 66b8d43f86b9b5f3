package regione_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptrace"
	"testing"
	"testing/synctest"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/regione"
)

// lento is a service whose every answer takes its time.
type lento struct {
	copione
	ritardo time.Duration
}

func (l *lento) RoundTrip(r *http.Request) (*http.Response, error) {
	httptrace.ContextClientTrace(r.Context()).GotConn(httptrace.GotConnInfo{}) // from here on it may have arrived
	t := time.NewTimer(l.ritardo)
	defer t.Stop()
	select {
	case <-t.C:
		return l.copione.RoundTrip(r)
	case <-r.Context().Done():
		l.arrivi = append(l.arrivi, time.Now())
		return nil, r.Context().Err()
	}
}

func diLento(t *testing.T, l *lento) *regione.Client {
	t.Helper()
	c, err := regione.New(regione.Opzioni{
		Indirizzo: "https://servizi.example", Orologio: time.Now, Avvolgi: func(http.RoundTripper) http.RoundTripper { return l },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestClient_slowAnswersComeOrTheirLimitIsTold guards FT-21: an answer that
// takes its time is waited for up to 30 s, one to a legal act up to 60 s; then
// the doctor is told, and an act that may have been done is Uncertain and was
// sent once.
func TestClient_slowAnswersComeOrTheirLimitIsTold(t *testing.T) {
	for _, ritardo := range []time.Duration{200 * time.Millisecond, 2 * time.Second, 10 * time.Second, 70 * time.Second} {
		t.Run(ritardo.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				lettura := &lento{ritardo: ritardo, copione: copione{stati: []int{200}}}
				da := time.Now()

				_, err := diLento(t, lettura).Utente(t.Context())

				passati := time.Since(da)
				switch {
				case ritardo < 30*time.Second && (err != nil || passati != ritardo):
					t.Errorf("read: %v after %v", err, passati)
				case ritardo > 30*time.Second:
					codice(t, err, esenpat.Offline, "rete.lenta")
					if passati != 30*time.Second || len(lettura.arrivi) != 1 {
						t.Errorf("told after %v and %d tries", passati, len(lettura.arrivi))
					}
				}
			})
			synctest.Test(t, func(t *testing.T) {
				atto := &lento{ritardo: ritardo, copione: copione{stati: []int{503}}}
				da := time.Now()

				_, err := diLento(t, atto).FirmaCertificato(t.Context(), "k", firma())

				if err == nil || len(atto.arrivi) != 1 {
					t.Fatalf("act: %v, sent %d times", err, len(atto.arrivi))
				}
				if ritardo > time.Minute {
					codice(t, err, esenpat.Uncertain, esenpat.CodeOf(err))
				}
				if passati := time.Since(da); passati != min(ritardo, time.Minute) {
					t.Errorf("act: told after %v", passati)
				}
			})
		})
	}
}

// TestClient_interrompiEndsASlowReadAtOnce guards FT-21.
func TestClient_interrompiEndsASlowReadAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &lento{ritardo: 70 * time.Second}
		ctx, interrompi := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, interrompi)
		da := time.Now()

		_, err := diLento(t, l).Utente(ctx)

		codice(t, err, esenpat.Canceled, "operazione.annullata")
		if passati := time.Since(da); passati != 5*time.Second || len(l.arrivi) != 1 {
			t.Errorf("ended after %v, %d tries", passati, len(l.arrivi))
		}
	})
}

// TestClient_connectionThatIsNeverMadeIsToldAfterTenSeconds guards FT-21.
func TestClient_connectionThatIsNeverMadeIsToldAfterTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tentativi, da := 0, time.Now()
		c, err := regione.New(regione.Opzioni{
			Indirizzo: "https://servizi.example", Orologio: time.Now,
			Componi: func(ctx context.Context, _, _ string) (net.Conn, error) {
				tentativi++
				<-ctx.Done()
				return nil, ctx.Err()
			},
		})
		if err != nil {
			t.Fatal(err)
		}

		_, err = c.FirmaCertificato(t.Context(), "k", firma())

		if passati := time.Since(da); esenpat.KindOf(err) != esenpat.Offline || passati != 10*time.Second || tentativi != 1 {
			t.Errorf("%v after %v, %d tries", err, passati, tentativi)
		}
	})
}
