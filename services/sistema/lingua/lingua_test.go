package lingua_test

import (
	"testing"

	"github.com/esenpat/esenpat-desktop/services/sistema/lingua"
)

// Found by running the program in a container: every verb began with «Fyne
// error: Error parsing user locale C».
func TestSenzaLingua_aCLocaleWithAnEncodingNamesNoLanguage(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"LANG": "C.UTF-8"}, true},
		{map[string]string{"LANG": "it_IT.UTF-8", "LC_ALL": "C.UTF-8"}, true},
		{map[string]string{"LANG": "C.UTF-8", "LC_MESSAGES": "it_IT.UTF-8"}, false},
		{map[string]string{"LANG": "C.UTF-8", "LANGUAGE": "en"}, false},
		{map[string]string{"LANG": "C"}, false}, // the toolkit knows this one
		{map[string]string{"LANG": "it_IT.UTF-8"}, false},
		{nil, false},
	} {
		if got := lingua.SenzaLingua(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%v: %v", c.env, got)
		}
	}
}
