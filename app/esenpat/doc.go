// Package esenpat holds the domain: the nouns and the legal acts of the
// exemption from the health ticket by illness (esenzione per patologia), as
// the law and the regional API spell them. It imports only the standard
// library, does no I/O and knows neither the toolkit nor the wire format.
package esenpat
