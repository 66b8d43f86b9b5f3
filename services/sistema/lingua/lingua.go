// Package lingua gives the process a language where the system names none. The
// toolkit reads the locale while it is being loaded, before main, and writes
// three lines of English on the standard error for «C.UTF-8», the locale of a
// bare Debian and of every container: a script that reads our one line of error
// would find them first. It has to be imported for its effect by the command,
// and to depend on nothing but os and strings, so that it is ready earlier.
package lingua

import (
	"os"
	"strings"
)

func init() { //nolint:gochecknoinits // main is too late: the toolkit has complained by then
	if SenzaLingua(os.Getenv) {
		_ = os.Setenv("LANGUAGE", "it") // if it cannot be set, the lines stay: nothing else changes
	}
}

// SenzaLingua reports whether the locale is a C locale with an encoding, which
// names no language, and LANGUAGE does not name one either.
func SenzaLingua(getenv func(string) string) bool {
	if getenv("LANGUAGE") != "" {
		return false
	}
	for _, k := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(k); v != "" {
			return strings.HasPrefix(v, "C.") || strings.HasPrefix(v, "POSIX.")
		}
	}
	return false
}
