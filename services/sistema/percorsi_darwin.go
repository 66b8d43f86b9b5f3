package sistema

import "path/filepath"

func datiLocali(_ func(string) string, casa func() (string, error)) (string, error) {
	h, err := casa()
	if err != nil {
		return "", err
	}
	return filepath.Join(h, "Library", "Application Support"), nil
}
