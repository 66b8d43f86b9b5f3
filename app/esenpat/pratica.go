package esenpat

import (
	"log/slog"
	"slices"
	"time"
)

// AzioneEsenzione is something the server allows on a pratica now.
type AzioneEsenzione string

// Actions of azioni_ammesse of a pratica.
const (
	PuoRinnovare          AzioneEsenzione = "RINNOVA"
	PuoAnnullareRichiesta AzioneEsenzione = "ANNULLA_RICHIESTA"
	PuoRimandare          AzioneEsenzione = "RIMANDA"
)

// Ammette reports whether the server allows a on the pratica.
func (e Esenzione) Ammette(a AzioneEsenzione) bool { return slices.Contains(e.Azioni, a) }

// ComunicazioneASL is what an operator of the ASL wrote to the doctor about a
// request: why it came back (INM) or was rejected (RES).
type ComunicazioneASL struct {
	Motivo Motivo
	Note   string
	Il     time.Time
}

// LogValue implements slog.LogValuer: what an operator writes may name a patient.
func (ComunicazioneASL) LogValue() slog.Value { return slog.StringValue("comunicazione " + masked) }

// RiferimentoEsenzione addresses one pratica in a state-changing call.
type RiferimentoEsenzione struct {
	AssistitoID string
	ID          string
	ETag        string
}

// RinvioRichiesta is «Rimanda ad Operatore»: the new certificate that the ASL
// asked for, with what the doctor has to say.
type RinvioRichiesta struct {
	Riferimento   RiferimentoEsenzione
	CertificatoID string
	Note          string
}

// LogValue implements slog.LogValuer.
func (r RinvioRichiesta) LogValue() slog.Value {
	return slog.StringValue("rinvio della pratica " + r.Riferimento.ID)
}

// MassimoNotaRinvio is how long the note of a RinvioRichiesta may be.
const MassimoNotaRinvio = 1000

// giorniInScadenza is how long before its end an exemption is announced as
// expiring: there must be time for a visit and a new certificate.
const giorniInScadenza = 90

// AlGiorno is the state on the day oggi of an exemption that ends with the day
// fine: one in force that ends soon is expiring, and expired after its last
// day (spec 1, 1.5: VAL -> VIS -> SCA by date). Other states do not move.
func (s StatoEsenzione) AlGiorno(fine, oggi Data) StatoEsenzione {
	switch {
	case !s.Attiva() || fine.Vuota():
		return s
	case fine.Prima(oggi):
		return EsenzioneScaduta
	case s == EsenzioneValidata && !oggi.PiuGiorni(giorniInScadenza).Prima(fine):
		return EsenzioneValidaInScadenza
	}
	return s
}

// Rilasciata reports whether e was issued, now or once. An annulled one may be
// a request that nobody ever issued, and then it has no papers: the code of the
// attestato tells, or the history.
func (e Esenzione) Rilasciata(storico []EventoStorico) bool {
	if e.Stato != EsenzioneAnnullata {
		return e.Stato.Rilasciata()
	}
	return e.CodiceAttestato != "" ||
		slices.ContainsFunc(storico, func(v EventoStorico) bool { return StatoEsenzione(v.Stato).Attiva() })
}

// InScadenza reports whether it is in force and ends soon.
func (s StatoEsenzione) InScadenza() bool {
	return s == EsenzioneValidaInScadenza || s == EsenzioneInScadenza
}

// InAttesa reports whether it was asked for and nobody has decided yet.
func (s StatoEsenzione) InAttesa() bool { return s.InCorso() && !s.Attiva() }
