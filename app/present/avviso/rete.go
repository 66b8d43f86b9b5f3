package avviso

import (
	"strconv"
	"strings"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// scartoAmmesso is how far the clock of a workstation may be from the service's
// before signatures, codes and certificates are judged at the wrong time.
const scartoAmmesso = 5 * time.Minute

const codiceOrologio = "rete.orologio"

// Orologio is the notice of a clock that is wrong; empty within five minutes.
// scarto is the service's time minus ours.
func Orologio(t Testi, scarto time.Duration) Avviso {
	verso, quanto := "indietro", scarto
	if scarto < 0 {
		verso, quanto = "avanti", -scarto
	}
	if quanto <= scartoAmmesso {
		return Avviso{}
	}
	return Di(t, esenpat.NewError(esenpat.Unavailable, codiceOrologio, "present.avviso").
		With("minuti", strconv.Itoa(int(quanto.Round(time.Minute).Minutes()))).With("verso", t.T("parti.orologio."+verso)))
}

// DiConnessione reports whether the settings of the connection, or its test,
// are where to go on: proxy, certificates, address, clock.
func (a Avviso) DiConnessione() bool { return strings.HasPrefix(a.Codice, "rete.") }

// DiOrologio reports whether a comes from [Orologio].
func (a Avviso) DiOrologio() bool { return a.Codice == codiceOrologio }
