package sistema

import "golang.org/x/sys/windows"

// Indurisci asks Windows not to show its crash box, which offers to write a
// dump of the memory (SE-14). It is called first in main.
func Indurisci() error {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX)
	return nil
}
