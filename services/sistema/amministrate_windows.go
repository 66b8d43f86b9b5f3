package sistema

import "path/filepath"

// FileAmministrate is where an administrator, and nobody else, can write: the
// installer gives that folder the rights of Program Files.
func FileAmministrate(ambiente func(string) string) string {
	return filepath.Join(ambiente("ProgramData"), "esenpat-desktop", "impostazioni.json")
}
