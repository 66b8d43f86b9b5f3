package pades_test

import (
	"encoding/asn1"
	"encoding/hex"
	"testing"
)

// senzaZeri decodes a /Contents and drops its padding.
func senzaZeri(t *testing.T, esa []byte) []byte {
	t.Helper()
	b := make([]byte, hex.DecodedLen(len(esa)))
	if _, err := hex.Decode(b, esa); err != nil {
		t.Fatal(err)
	}
	var v asn1.RawValue
	if _, err := asn1.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v.FullBytes
}
