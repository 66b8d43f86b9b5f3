package openapi_test

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// TestContratto_loadsAndValidates keeps the contract readable by the library
// that validates every exchange in the tests.
func TestContratto_loadsAndValidates(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromFile("apiopesenpat.yaml")
	if err != nil {
		t.Fatal(err)
	}

	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
}
