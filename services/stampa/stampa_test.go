//go:build unix

package stampa_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/services/stampa"
)

// programmi answers like the programs of CUPS, in words.
type programmi struct {
	risposte map[string]string // by command line
	lamento  string            // of lp
	muto     bool              // never answers

	lp       []string // how lp was called
	ingresso string
	volte    int
}

func (p *programmi) Esegui(ctx context.Context, ingresso []byte, programma string, argomenti ...string) (uscita, lamento string, err error) {
	if p.muto {
		<-ctx.Done()
		return "", "", ctx.Err()
	}
	if programma == "lp" {
		p.lp, p.ingresso = argomenti, string(ingresso)
		p.volte++
		if p.lamento != "" {
			return "", p.lamento, errors.New("exit status 1")
		}
		return "", "", nil
	}
	riga := programma + " " + strings.Join(argomenti, " ")
	v, ok := p.risposte[riga]
	if !ok {
		return "", "", errors.New("exit status 1")
	}
	return v, "", nil
}

const vivo = "scheduler is running\n"

// TestStampanti_theNamesAreEnough: a system that tells nothing else about its
// printers, and presets that a user has made of one.
func TestStampanti_theNamesAreEnough(t *testing.T) {
	p := &programmi{risposte: map[string]string{"lpstat -r": vivo, "lpstat -e": "Sala\nSala/risparmio\n"}}
	s := stampa.New(p, nil)
	got, err := s.Stampanti(t.Context())
	if want := []esenpat.Stampante{{Nome: "Sala"}, {Nome: "Sala/risparmio"}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}

	p.risposte["lpstat -d"] = "no system default destination\n"
	p.risposte["lpstat -l -p"] = "printer Sala disabled since Sun Nov 22 10:03:02 2026 -\n\tPaused\n\tprinter is idle here\n\tDescription: Sala: piano 2\n"
	p.risposte["lpstat -a"] = "Sala not accepting requests since Sun Nov 22 10:03:02 2026 -\n\treason unknown\n"
	want := esenpat.Stampante{Nome: "Sala/risparmio", Descrizione: "Sala: piano 2", Ferma: true, Rifiuta: true}
	if got, err := s.Stampanti(t.Context()); err != nil || len(got) != 2 || got[1] != want {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestStampa_namesNobodyAndNeverTriesTwice: what the queue shows is a fixed word.
func TestStampa_namesNobodyAndNeverTriesTwice(t *testing.T) {
	p := &programmi{risposte: map[string]string{"lpstat -r": vivo}}
	s := stampa.New(p, nil)
	o := esenpat.OpzioniStampa{Stampante: "-odd", Copie: 12, FronteRetro: true}
	if err := s.Stampa(t.Context(), []byte("%PDF Rossi"), o); err != nil {
		t.Fatal(err)
	}
	want := "-d -odd -n 12 -t Documento -o media=A4 -o sides=two-sided-long-edge -o collate=true -- -"
	if got := strings.Join(p.lp, " "); got != want || p.ingresso != "%PDF Rossi" {
		t.Errorf("lp %s", got)
	}
	p.lamento, p.volte = "lp: Too many active jobs.", 0
	if err := s.Stampa(t.Context(), []byte("%PDF"), o); esenpat.CodeOf(err) != "stampa.non-riuscita" || p.volte != 1 {
		t.Errorf("refused: %v, asked %d times", err, p.volte)
	}
}

// TestStampa_theUserNeedNotWait: giving up ends every question at once and is no error.
func TestStampa_theUserNeedNotWait(t *testing.T) {
	ctx, smetti := context.WithCancel(t.Context())
	smetti()
	s := stampa.New(&programmi{muto: true}, nil)
	_, lista := s.Stampanti(ctx)
	_, lati := s.FronteRetro(ctx, "Sala")
	for _, err := range []error{lista, lati, s.Stampa(ctx, nil, esenpat.OpzioniStampa{})} {
		if esenpat.KindOf(err) != esenpat.Canceled {
			t.Errorf("got %v", err)
		}
	}
}
