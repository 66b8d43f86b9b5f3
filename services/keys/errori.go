package keys

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/zalando/go-keyring"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// traduci maps what go-keyring answers. It wraps D-Bus and operating system
// errors without types of its own, so their texts are looked at here, once,
// and nowhere else (observed texts: spec 5, section 4). The cause is kept only
// as a class: a D-Bus text can name the entry that was asked for.
func traduci(op string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, keyring.ErrNotFound) {
		return esenpat.NewError(esenpat.NotFound, "keyring.voce-assente", op)
	}
	codice := "keyring.rifiutato"
	testo := err.Error()
	switch {
	case errors.Is(err, keyring.ErrUnsupportedPlatform), errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED),
		contiene(testo, "dbus-launch", "not provided by any .service", "ServiceUnknown", "no such file or directory",
			"DBUS_SESSION_BUS_ADDRESS", "autolaunch", "X11 initialization failed"):
		codice = "keyring.assente"
	case contiene(testo, "failed to unlock", "prompt dismissed", "IsLocked", "is locked", "User interaction is not allowed",
		"-25308", "-128", "canceled by the user"):
		codice = "keyring.chiuso"
	}
	return esenpat.NewError(esenpat.Keyring, codice, op).Because(err)
}

func contiene(s string, parti ...string) bool {
	for _, p := range parti {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
