package cda

import (
	"regexp"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// ControllaRadice returns Invalid "documento.radice" for what cannot be the root
// of document identifiers: an OID of at most 64 characters, which leaves room
// for the extension (256 with the root; spec 3, section 5). "" is the default.
func ControllaRadice(s string) error {
	ok, err := regexp.MatchString(`^([0-2](\.(0|[1-9][0-9]*))+)?$`, s)
	if err != nil || !ok || len(s) > 64 {
		return esenpat.NewError(esenpat.Invalid, "documento.radice", "cda.ControllaRadice").With("radice", s).Because(err)
	}
	return nil
}
