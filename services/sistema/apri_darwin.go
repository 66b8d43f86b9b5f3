package sistema

func comandoApri(cosa string) (programma string, argomenti []string) {
	return "open", []string{cosa}
}

// stampaDaIngresso is false: on macOS the doctor chooses printer and pages in
// the viewer.
func stampaDaIngresso() bool { return false }
