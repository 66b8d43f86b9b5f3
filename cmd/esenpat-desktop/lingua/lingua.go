// Package lingua gives the process a locale that names a language before the
// toolkit looks for one: on a bare system (LANG=C, as in containers) the
// toolkit complains on stderr at every start, also of the verbs that open no
// window. It imports nothing but os and so is initialised before the toolkit.
package lingua

import "os"

func init() { //nolint:gochecknoinits // the toolkit reads the locale in its own init: main would be too late
	for _, nome := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch v := os.Getenv(nome); v {
		case "":
			continue
		case "C", "C.UTF-8", "C.utf8", "POSIX":
			_ = os.Setenv(nome, "it_IT.UTF-8")
			return
		default:
			return
		}
	}
	_ = os.Setenv("LANG", "it_IT.UTF-8")
}
