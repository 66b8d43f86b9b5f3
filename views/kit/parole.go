package kit

import (
	"strings"

	"fyne.io/fyne/v2/lang"
)

// parola returns the kit's sentence of key "kit.<key>" with {name} replaced
// by the value that follows the name in kv. A missing key shows in brackets.
func parola(key string, kv ...string) string {
	s := lang.X("kit."+key, "⟦kit."+key+"⟧")
	if len(kv) == 0 {
		return s
	}
	args := make([]string, 0, len(kv))
	for i := 0; i+1 < len(kv); i += 2 {
		args = append(args, "{"+kv[i]+"}", kv[i+1])
	}
	return strings.NewReplacer(args...).Replace(s)
}
