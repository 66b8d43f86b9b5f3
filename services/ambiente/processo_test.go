package ambiente_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/services/ambiente"
	"github.com/esenpat/esenpat-desktop/services/ambiente/ambientetest"
)

const (
	variabileDir   = "ESENPAT_PROVA_DIR"
	variabilePunto = "ESENPAT_PROVA_PUNTO"
)

// TestProcesso_servizio is the other process of the test below: alone it does
// nothing. It serves until it kills itself in the middle of a signature.
func TestProcesso_servizio(t *testing.T) {
	dir := os.Getenv(variabileDir)
	if dir == "" {
		return
	}
	o := ambientetest.Opzioni(t, nil)
	o.Dir = dir
	a, err := ambiente.Avvia(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	processo, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	a.Guasti().Aggiungi(ambiente.Guasto{Operazione: "firmaCertificato", Punto: ambiente.Punto(os.Getenv(variabilePunto)), Fai: func() { _ = processo.Kill() }})
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"url": a.URL()}); err != nil {
		t.Fatal(err)
	}
	select {} // until killed
}

// TestProcesso_killedAroundTheCommit: a server that dies in a signature leaves
// the old state or the new one, and the same request then ends well.
func TestProcesso_killedAroundTheCommit(t *testing.T) {
	for punto, firme := range map[ambiente.Punto]int{ambiente.PuntoPrimaDelCommit: 0, ambiente.PuntoDopoIlCommit: 1} {
		t.Run(string(punto), func(t *testing.T) {
			dir := t.TempDir()
			b := avvia(t, func(o *ambiente.Opzioni) { o.Dir = dir })
			c := b.medico(t, "luisa.gallo") // signs without a code: telephones do not survive
			v := c.crea(c.assistito(cfAdulto), c.bozza())
			b.ferma(t)
			k := nuovaChiave()
			firma := func() *esito {
				return c.chiama("POST", v.percorso()+"/firma", oggetto{"provider": "NAMIRIAL", "alias": "gallo-prova", "pin": "97531864", "sha256": v.sha}, chiave(k), seEtag(v.etag))
			}

			c.base = servi(t, dir, punto)
			if e := firma(); e.err == nil {
				t.Fatalf("the server answered %d", e.stato)
			}

			d := avvia(t, func(o *ambiente.Opzioni) { o.Dir = dir })
			c.base = d.URL()
			if n := d.conta(t); n.Firme != firme {
				t.Errorf("%d signatures after the kill", n.Firme)
			}
			stato := c.chiama("GET", "/operazioni/"+k, nil).stato
			if want := map[int]int{0: http.StatusNotFound, 1: http.StatusOK}[firme]; stato != want {
				t.Errorf("the act is %d, want %d", stato, want)
			}
			firma().vuole(200)
			if n := d.conta(t); n.Firme != 1 || n.Validi != 1 {
				t.Errorf("%+v", n)
			}
		})
	}
}

// servi starts the other process on dir and returns its address.
func servi(t *testing.T, dir string, punto ambiente.Punto) string {
	t.Helper()
	p := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProcesso_servizio$", "-test.timeout="+time.Minute.String())
	p.Env = append(os.Environ(), variabileDir+"="+dir, variabilePunto+"="+string(punto))
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err = p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Wait() })
	riga, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ URL string }
	if err = json.Unmarshal(riga, &v); err != nil {
		t.Fatalf("%v: %s", err, riga)
	}
	return v.URL
}
