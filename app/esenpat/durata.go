package esenpat

// UnitaDurata is the unit of a duration, the regional "durata tipo".
type UnitaDurata string

// Units of a duration. DurataNonNota is not in the regional table: it says
// that no source gives the duration, and is never shown or sent as unlimited.
const (
	DurataNonNota    UnitaDurata = ""
	DurataGiorni     UnitaDurata = "G"
	DurataMesi       UnitaDurata = "M"
	DurataAnni       UnitaDurata = "A"
	DurataIllimitata UnitaDurata = "I"
)

// Durata is how long an exemption lasts from the day of issue.
type Durata struct {
	Valore int // 0 when unlimited or not known
	Unita  UnitaDurata
	Fonte  string // the text that states it, for «Perché?»
}

// Nota reports whether a source states the duration.
func (d Durata) Nota() bool { return d.Unita != DurataNonNota }

// Illimitata reports whether the exemption has no end.
func (d Durata) Illimitata() bool { return d.Unita == DurataIllimitata }

// Fine returns the last valid day of an exemption issued on the given day, by
// calendar arithmetic. There is none for an unlimited or unknown duration.
func (d Durata) Fine(rilascio Data) (Data, bool) {
	switch d.Unita {
	case DurataGiorni:
		return rilascio.PiuGiorni(d.Valore), true
	case DurataMesi:
		return rilascio.PiuMesi(d.Valore), true
	case DurataAnni:
		return rilascio.PiuAnni(d.Valore), true
	case DurataIllimitata, DurataNonNota:
		return Data{}, false
	}
	return Data{}, false
}
