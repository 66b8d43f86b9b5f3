package sistema

import "path/filepath"

// datiLocali takes the local folder, not the roaming one: a database must not
// travel between computers while it is open.
func datiLocali(ambiente func(string) string, casa func() (string, error)) (string, error) {
	if d := ambiente("LOCALAPPDATA"); filepath.IsAbs(d) {
		return d, nil
	}
	h, err := casa()
	if err != nil {
		return "", err
	}
	return filepath.Join(h, "AppData", "Local"), nil
}
