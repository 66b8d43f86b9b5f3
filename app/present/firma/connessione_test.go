package firma_test

import (
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
	"github.com/esenpat/esenpat-desktop/app/present/firma"
)

func TestTabella16_TLS_PROXY_portanoAlleImpostazioni(t *testing.T) {
	for _, codice := range []string{"rete.certificato-sconosciuto", "rete.nome-diverso", "rete.proxy-serve-accesso", "rete.proxy-credenziali"} {
		t.Run(codice, func(t *testing.T) {
			b := nuovo(t)
			b.compila(t)
			b.provoca(t, riga{err: nuovoErr(esenpat.Offline, codice)})

			b.p.Impostazioni()

			if !b.s.Rete || b.s.Avviso.Codice != codice || b.aperte != 1 || b.s.Modulo.Alias != "FRRBCI" || b.s.Fase != firma.FaseModulo {
				t.Errorf("%d, %+v", b.aperte, b.s)
			}
		})
	}
}

func TestTabella16_CLOCK_SKEW_siDiceAllApertura(t *testing.T) {
	for scarto, codice := range map[time.Duration]string{4 * time.Minute: "", -20 * time.Minute: "rete.orologio"} {
		b := nuovo(t)
		b.scarto = scarto
		b.compila(t)

		if b.s.Avviso.Codice != codice || b.s.Rete != (codice != "") || !b.s.Modulo.PuoFirmare {
			t.Errorf("%v: %+v", scarto, b.s.Avviso)
		}
	}
}
