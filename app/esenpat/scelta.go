package esenpat

// Scelta is a Yes/No question that the doctor must answer: there is no silent
// default (spec 4, SE-45).
type Scelta int8

// Answers. NonScelto is the zero value.
const (
	NonScelto Scelta = iota
	Si
	No
)

// SceltaDi returns the answer for a pointer, nil meaning not answered.
func SceltaDi(b *bool) Scelta {
	switch {
	case b == nil:
		return NonScelto
	case *b:
		return Si
	default:
		return No
	}
}

// Bool returns the answer as a pointer, nil when there is none.
func (s Scelta) Bool() *bool {
	switch s {
	case Si:
		return new(true)
	case No:
		return new(false)
	case NonScelto:
		return nil
	}
	return nil
}

// String returns the word that stands for the answer in forms and in lists of
// differences: "si", "no", "" when there is none.
func (s Scelta) String() string {
	switch s {
	case Si:
		return "si"
	case No:
		return "no"
	case NonScelto:
	}
	return ""
}
