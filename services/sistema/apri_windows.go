package sistema

// comandoApri uses the shell's own handler and no command interpreter, which
// would read characters of the argument as commands.
func comandoApri(cosa string) (programma string, argomenti []string) {
	return "rundll32.exe", []string{"url.dll,FileProtocolHandler", cosa}
}
