package firma_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

func TestModulo_unErroreDelProxyPortaAlleImpostazioni(t *testing.T) {
	b := molti(t, 1)
	b.errori["c1"] = esenpat.NewError(esenpat.Offline, "rete.proxy-credenziali", "prova")
	b.premi(t, "Firma documenti (1)")

	b.premi(t, "Impostazioni di connessione")

	if b.impostazioni != 1 {
		t.Error("the settings were not shown")
	}
}
