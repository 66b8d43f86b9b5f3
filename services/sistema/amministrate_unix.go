//go:build unix && !darwin

package sistema

// FileAmministrate is where an administrator, and nobody else, can write.
func FileAmministrate(func(string) string) string { return "/etc/esenpat-desktop/impostazioni.json" }
