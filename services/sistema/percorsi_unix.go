//go:build unix && !darwin

package sistema

import "path/filepath"

// datiLocali follows the XDG base directory specification: a relative path in
// the variable is to be ignored.
func datiLocali(ambiente func(string) string, casa func() (string, error)) (string, error) {
	if d := ambiente("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return d, nil
	}
	h, err := casa()
	if err != nil {
		return "", err
	}
	return filepath.Join(h, ".local", "share"), nil
}
