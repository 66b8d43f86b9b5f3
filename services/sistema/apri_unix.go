//go:build unix && !darwin

package sistema

func comandoApri(cosa string) (programma string, argomenti []string) {
	return "xdg-open", []string{cosa}
}
