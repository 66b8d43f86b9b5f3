package sistema

// FileAmministrate is where an administrator, and nobody else, can write.
func FileAmministrate(func(string) string) string {
	return "/Library/Application Support/esenpat-desktop/impostazioni.json"
}
