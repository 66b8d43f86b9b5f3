package sistema

import (
	"context"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// Inattivita tells for how long nobody has touched keyboard or mouse.
type Inattivita struct{ ultimo, adesso *windows.LazyProc }

// NewInattivita asks the session of this user. The error is
// "schermo.inattivita" (Unavailable): then the workstation locks on demand only.
func NewInattivita() (*Inattivita, error) {
	i := &Inattivita{
		windows.NewLazySystemDLL("user32.dll").NewProc("GetLastInputInfo"),
		windows.NewLazySystemDLL("kernel32.dll").NewProc("GetTickCount"),
	}
	for _, p := range []*windows.LazyProc{i.ultimo, i.adesso} {
		if err := p.Find(); err != nil {
			return nil, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", "sistema.NewInattivita").Because(err)
		}
	}
	return i, nil
}

// Da returns the time since the last key or movement.
func (i *Inattivita) Da(context.Context) (time.Duration, error) {
	info := struct{ misura, tempo uint32 }{misura: 8}
	if ok, _, err := i.ultimo.Call(uintptr(unsafe.Pointer(&info))); ok == 0 { //nolint:gosec // the structure that the call fills
		return 0, esenpat.NewError(esenpat.Unavailable, "schermo.inattivita", "sistema.Inattivita").Because(err)
	}
	ora, _, _ := i.adesso.Call() // cannot fail
	return time.Duration(uint32(ora)-info.tempo) * time.Millisecond, nil
}

// Chiudi has nothing to end here.
func (*Inattivita) Chiudi() {}
