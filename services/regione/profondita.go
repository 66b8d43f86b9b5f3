package regione

// maxProfondita is how deep an answer may be nested; those of the contract need
// five levels. A million of them are cheap to send, and not to read.
const maxProfondita = 64

// troppoProfondo reports whether a JSON text is nested deeper than that. It
// reads the brackets outside of strings, and judges nothing else.
func troppoProfondo(b []byte) bool {
	livello, testo := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case testo && c == '\\':
			i++
		case c == '"':
			testo = !testo
		case testo:
		case c == '[' || c == '{':
			if livello++; livello > maxProfondita {
				return true
			}
		case c == ']' || c == '}':
			livello--
		}
	}
	return false
}
