package anteprima

// Occupato reports whether somebody has the turn.
func (m *Motore) Occupato() bool { return len(m.turno) == 0 }
