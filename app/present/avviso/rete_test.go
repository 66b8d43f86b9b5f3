package avviso_test

import (
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/avviso"
)

func TestOrologio_oltreCinqueMinutiSiDice(t *testing.T) {
	c := carica(t)
	for scarto, vuole := range map[time.Duration]string{
		0: "", 5 * time.Minute: "", -5 * time.Minute: "",
		5*time.Minute + time.Second: "5 minuti indietro", -3 * time.Hour: "180 minuti avanti",
		20*time.Minute - time.Second: "20 minuti indietro",
	} {
		a := avviso.Orologio(c, scarto)
		if a.Vuoto() != (vuole == "") || !strings.Contains(a.Causa, vuole) || strings.Contains(a.Causa, "{") {
			t.Errorf("%v: %+v", scarto, a)
		}
	}
}

func TestAvviso_diConnessione(t *testing.T) {
	c := carica(t)
	for codice, vuole := range map[string]bool{
		"rete.certificato-sconosciuto": true, "rete.proxy-credenziali": true, "rete.orologio": true, "firma.pin-errato": false,
	} {
		if got := avviso.Di(c, esenpat.NewError(esenpat.Offline, codice, "prova")).DiConnessione(); got != vuole {
			t.Errorf("%s: %v", codice, got)
		}
	}
}
