//go:build windows

package stampa

import (
	"context"
	"errors"
	"slices"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

const (
	locali, connesse = 0x2, 0x4 // PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS
	scollegata       = 0x400    // PRINTER_ATTRIBUTE_WORK_OFFLINE
	capacitaLati     = 7        // DC_DUPLEX
)

func spooler(nome string) *windows.LazyProc {
	return windows.NewLazySystemDLL("winspool.drv").NewProc(nome)
}

// attendi runs f, which Windows may keep for as long as it likes, and leaves it
// behind when ctx ends.
func attendi[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type risposta struct {
		v   T
		err error
	}
	c := make(chan risposta, 1)
	go func() {
		v, err := f()
		c <- risposta{v, err}
	}()
	select {
	case r := <-c:
		return r.v, r.err
	case <-ctx.Done():
		var niente T
		return niente, ctx.Err()
	}
}

// Stampanti lists the printers, none where there is none. A read. The error is
// "stampa.non-risponde" (Unavailable).
func (s *Sistema) Stampanti(ctx context.Context) ([]esenpat.Stampante, error) {
	const op = "stampa.Stampanti"
	var out []esenpat.Stampante
	err := entro(ctx, s.lista, op, esenpat.Unavailable, "stampa.non-risponde", func(ctx context.Context) error {
		v, err := attendi(ctx, elenca)
		if err != nil {
			return esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", op).Because(err)
		}
		out = v
		return nil
	})
	return out, err
}

// info4 is PRINTER_INFO_4W: what Windows knows without asking the network.
type info4 struct {
	nome, servente *uint16
	attributi      uint32
}

func elenca() ([]esenpat.Stampante, error) {
	p := spooler("EnumPrintersW")
	if err := p.Find(); err != nil {
		return nil, err
	}
	var (
		memoria       []uint64 // aligned as the structures want
		serve, quante uint32
	)
	for range 4 { // a printer may come between two questions
		var dove unsafe.Pointer
		if len(memoria) > 0 {
			dove = unsafe.Pointer(&memoria[0])
		}
		ok, _, err := p.Call(locali|connesse, 0, 4, uintptr(dove), uintptr(len(memoria)*8), uintptr(unsafe.Pointer(&serve)), uintptr(unsafe.Pointer(&quante)))
		switch {
		case ok != 0 && quante == 0:
			return nil, nil
		case ok != 0:
			solita := predefinita()
			var out []esenpat.Stampante
			for _, x := range unsafe.Slice((*info4)(dove), quante) {
				nome := windows.UTF16PtrToString(x.nome)
				out = append(out, esenpat.Stampante{Nome: nome, Predefinita: nome == solita, Ferma: x.attributi&scollegata != 0})
			}
			return out, nil
		case !errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER):
			return nil, err
		}
		memoria = make([]uint64, serve/8+1)
	}
	return nil, windows.ERROR_INSUFFICIENT_BUFFER
}

// predefinita is the user's own printer, "" when there is none.
func predefinita() string {
	p := spooler("GetDefaultPrinterW")
	if p.Find() != nil {
		return ""
	}
	nome := make([]uint16, 1024)
	lungo := uint32(len(nome))
	if ok, _, _ := p.Call(uintptr(unsafe.Pointer(&nome[0])), uintptr(unsafe.Pointer(&lungo))); ok == 0 {
		return ""
	}
	return windows.UTF16ToString(nome)
}

// FronteRetro tells whether a printer's driver says that it prints on both
// sides. A read. Errors as those of Stampanti.
func (s *Sistema) FronteRetro(ctx context.Context, nome string) (bool, error) {
	const op = "stampa.FronteRetro"
	puo := false
	err := entro(ctx, s.lista, op, esenpat.Unavailable, "stampa.non-risponde", func(ctx context.Context) error {
		v, err := attendi(ctx, func() (bool, error) {
			n, err := windows.UTF16PtrFromString(nome)
			if err != nil {
				return false, err
			}
			p := spooler("DeviceCapabilitiesW")
			if err := p.Find(); err != nil {
				return false, err
			}
			r, _, _ := p.Call(uintptr(unsafe.Pointer(n)), 0, capacitaLati, 0, 0)
			return int32(r) == 1, nil
		})
		if err != nil {
			return esenpat.NewError(esenpat.Unavailable, "stampa.non-risponde", op).Because(err)
		}
		puo = v
		return nil
	})
	return puo, err
}

// Stampa draws a document on a printer, once: nothing is tried again. Errors:
// those of the drawing, "stampa.non-riuscita" (Unavailable),
// "stampa.stampante-assente" (NotFound), and "stampa.senza-risposta"
// (Uncertain): it may be in the queue.
func (s *Sistema) Stampa(ctx context.Context, pdf []byte, o esenpat.OpzioniStampa) error {
	const op = "stampa.Stampa"
	return entro(ctx, s.invio, op, esenpat.Uncertain, "stampa.senza-risposta", func(ctx context.Context) error {
		pdf := slices.Clone(pdf) // it may be left behind with the printer
		_, err := attendi(ctx, func() (struct{}, error) { return struct{}{}, s.disegna(ctx, pdf, o) })
		_, nostro := errors.AsType[*esenpat.Error](err)
		switch {
		case err == nil, ctx.Err() != nil, nostro:
			return err
		case errors.Is(err, windows.ERROR_CANCELLED): // the driver's own window, such as that of a PDF printer
			return esenpat.NewError(esenpat.Canceled, "operazione.annullata", op).Because(err)
		case errors.Is(err, windows.ERROR_INVALID_PRINTER_NAME):
			return esenpat.NewError(esenpat.NotFound, "stampa.stampante-assente", op).With("stampante", o.Stampante).Because(err)
		}
		return esenpat.NewError(esenpat.Unavailable, "stampa.non-riuscita", op).With("stampante", o.Stampante).Because(err)
	})
}
