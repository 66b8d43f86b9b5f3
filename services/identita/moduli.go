package identita

import (
	"os"
	"path/filepath"
	"runtime"
)

// ModuloPresente returns the first PKCS#11 module for Italian cards found where
// its installer puts it, "" when there is none: what is used while nobody has
// named one in the settings.
func ModuloPresente(ambiente func(string) string) string {
	var posti []string
	switch runtime.GOOS {
	case "windows":
		sistema := filepath.Join(ambiente("SystemRoot"), "System32")
		posti = []string{
			filepath.Join(sistema, "bit4xpki.dll"), filepath.Join(sistema, "bit4ipki.dll"),
			filepath.Join(ambiente("ProgramFiles"), "OpenSC Project", "OpenSC", "pkcs11", "opensc-pkcs11.dll"),
		}
	case "darwin":
		posti = []string{"/Library/bit4id/pkcs11/libbit4xpki.dylib", "/Library/OpenSC/lib/opensc-pkcs11.so"}
	default:
		posti = []string{
			"/usr/lib/bit4id/libbit4xpki.so", "/usr/lib/libbit4xpki.so",
			"/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so", "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so", "/usr/lib64/opensc-pkcs11.so",
		}
	}
	for _, p := range posti {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return ""
}
