package codifica

import (
	"fmt"
	"strconv"
	"time"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Limits of the week that a pregnancy code carries (national rows 23, Veneto
// 401-441, Sicilia row 25).
const (
	SettimanaMin = 1
	SettimanaMax = 41
)

// giorniGravidanza is the usual length from the first day of the last period
// to the expected birth (Naegele): 40 weeks.
const giorniGravidanza = 280

// FaseGravidanza is the situation asked for.
type FaseGravidanza string

// Situations. Only Ordinaria needs a week.
const (
	Ordinaria       FaseGravidanza = "ordinaria"
	Preconcezionale FaseGravidanza = "preconcezionale"
	Rischio         FaseGravidanza = "rischio"
	SettimanaIgnota FaseGravidanza = "settimana-ignota"
)

// SettimanaCompiuta returns the completed weeks from the first day of the last
// period to the day of the prescription: 13 days are week 1. The documents do
// not say how weeks are counted; this rule is shown with every answer.
func SettimanaCompiuta(ultima, al esenpat.Data) int {
	g := giorni(ultima, al)
	if g < 0 {
		return -1
	}
	return g / 7
}

// UltimaMestruazione returns the first day of the last period for an expected
// birth: 280 days before.
func UltimaMestruazione(parto esenpat.Data) esenpat.Data { return parto.PiuGiorni(-giorniGravidanza) }

func giorni(da, a esenpat.Data) int {
	return int(a.Inizio(time.UTC).Sub(da.Inizio(time.UTC)) / (24 * time.Hour))
}

// CodiceSettimana returns the code of an ordinary pregnancy in week n, false
// outside 1-41 or for a coding without pregnancy codes.
func CodiceSettimana(c esenpat.Codifica, n int) (string, bool) {
	p, ok := prefissoGravidanza(c)
	if !ok || n < SettimanaMin || n > SettimanaMax {
		return "", false
	}
	return fmt.Sprintf("%s%02d", p, n), true
}

// CodiceFase returns the code of a situation without week. Sicilia has none for
// an unknown week.
func CodiceFase(c esenpat.Codifica, f FaseGravidanza) (string, bool) {
	p, ok := prefissoGravidanza(c)
	if !ok {
		return "", false
	}
	switch f {
	case Preconcezionale:
		return p + "00", true
	case Rischio:
		return p + "50", true
	case SettimanaIgnota:
		switch c { //nolint:exhaustive // the other codings have no code for it
		case esenpat.CodificaNazionale:
			return p + "99", true
		case esenpat.CodificaVeneto:
			return p + "90", true
		}
	case Ordinaria:
	}
	return "", false
}

func prefissoGravidanza(c esenpat.Codifica) (string, bool) {
	switch c {
	case esenpat.CodificaNazionale, esenpat.CodificaSicilia:
		return "M", true
	case esenpat.CodificaVeneto:
		return "4", true
	case esenpat.CodificaDM329, esenpat.CodificaPiemonte:
	}
	return "", false
}

// VerificaSettimana refuses a week outside 1-41 with the code
// "catalogo.settimana".
func VerificaSettimana(n int) error {
	if n >= SettimanaMin && n <= SettimanaMax {
		return nil
	}
	return esenpat.NewError(esenpat.Invalid, "catalogo.settimana", "codifica.VerificaSettimana").At("settimana").With("settimana", strconv.Itoa(n))
}
