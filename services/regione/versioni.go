package regione

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// contratto is the major version of the contract that this program speaks.
const contratto = 1

// testaVersione tells the oldest program that the service still admits.
const testaVersione = "X-Versione-Minima"

// superato is the error of a service that admits only newer programs.
func superato(h http.Header) *esenpat.Error {
	minima := h.Get(testaVersione)
	if !esenpat.PrecedeVersione("0", minima) {
		minima = "?"
	}
	return esenpat.NewError(esenpat.Unavailable, "programma.superato", "").With("minima", minima)
}

// versioni judges whether this program and the service understand each other,
// by what the service says of itself: a version of the contract with another
// first number is another contract. Of what is no version nothing is concluded.
func (c *Client) versioni(s esenpat.Servizio, h http.Header) error {
	var e *esenpat.Error
	if esenpat.PrecedeVersione(c.o.Versione, h.Get(testaVersione)) {
		e = superato(h)
	}
	primo, _, _ := strings.Cut(s.Contratto, ".")
	if n, err := strconv.Atoi(primo); err == nil && e == nil && n != contratto {
		e = superato(http.Header{})
		if n < contratto {
			e = esenpat.NewError(esenpat.Unavailable, "servizio.superato", "")
		}
	}
	if e == nil {
		return nil
	}
	e.Op = "servizioAttivo"
	return e
}
