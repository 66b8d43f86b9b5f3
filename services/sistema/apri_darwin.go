package sistema

func comandoApri(cosa string) (programma string, argomenti []string) {
	return "open", []string{cosa}
}
