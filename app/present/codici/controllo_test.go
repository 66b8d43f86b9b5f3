package codici_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// servizio answers a check for newer catalogues.
type servizio struct {
	cambiato bool
	err      error
	versione esenpat.VersioneCatalogo
}

func (s *servizio) Controlla(context.Context) (bool, error) { return s.cambiato, s.err }

func (s *servizio) InUso() (esenpat.VersioneCatalogo, time.Time) {
	return s.versione, time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
}

func TestControlla_saysWhatCameOfIt(t *testing.T) {
	versione := esenpat.VersioneCatalogo{Nome: "esenzioni", Versione: "2-abc", AggiornatoIl: esenpat.NewData(2026, 11, 21)}
	senzaRete := esenpat.NewError(esenpat.Offline, "rete.assente", "test")
	for nome, c := range map[string]struct {
		srv    servizio
		vuole  []string
		avviso bool
	}{
		"newer":        {servizio{true, nil, versione}, []string{"aggiornato", "2-abc", "21/11/2026"}, false},
		"unchanged":    {servizio{false, nil, versione}, []string{"Nessuna novità", "2-abc"}, false},
		"off line":     {servizio{false, senzaRete, versione}, []string{"non risponde", "copia del 21/11/2026", "22/11/2026 09:30"}, false},
		"never had it": {servizio{false, senzaRete, esenpat.VersioneCatalogo{}}, []string{"non risponde", "catalogo del programma"}, false},
		"not saved":    {servizio{true, esenpat.NewError(esenpat.Storage, "archivio.guasto", "test"), versione}, []string{"copia del 21/11/2026"}, true},
	} {
		p := apri(t)
		*p.srv = c.srv
		p.Controlla()
		if m := p.State().Messaggio; !strings.Contains(m, "Si chiede al servizio") {
			t.Errorf("%s: while it asks: %q", nome, m)
		}
		p.coda.Fino(t, func() bool { return !strings.Contains(p.State().Messaggio, "Si chiede") })
		for _, x := range c.vuole {
			if !strings.Contains(p.State().Messaggio, x) {
				t.Errorf("%s: %q without %q", nome, p.State().Messaggio, x)
			}
		}
		if p.State().Avviso.Vuoto() == c.avviso {
			t.Errorf("%s: %+v", nome, p.State().Avviso)
		}
	}
}
