package stampa

import (
	"context"
	"errors"
	"image"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// finezza is how finely a page is drawn: what office printers print.
const finezza = 300

// Questions to a printer's canvas (GetDeviceCaps) and what else GDI is told.
const (
	puntiX, puntiY     = 88, 90   // LOGPIXELSX, LOGPIXELSY
	margineX, margineY = 112, 113 // PHYSICALOFFSETX, PHYSICALOFFSETY
	copia              = 0x00CC0020
	riempi, prendi     = 2, 8 // DM_OUT_BUFFER, DM_IN_BUFFER
)

func gdi(nome string) *windows.LazyProc { return windows.NewLazySystemDLL("gdi32.dll").NewProc(nome) }

// tela is a printer's canvas (a device context) with a document begun on it.
type tela struct{ dc uintptr }

// disegna draws every page of a document. When ctx ends between two pages the
// document is taken back.
func (s *Sistema) disegna(ctx context.Context, pdf []byte, o esenpat.OpzioniStampa) error {
	runtime.LockOSThread() // a canvas belongs to a thread
	defer runtime.UnlockOSThread()
	t, err := apri(o)
	if err != nil {
		return err
	}
	defer func() { _, _, _ = gdi("DeleteDC").Call(t.dc) }()
	if err := t.inizia(); err != nil {
		return err
	}
	err = s.disegno.CiascunaPagina(ctx, pdf, finezza, func(p image.Image) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return t.pagina(p)
	})
	if err != nil {
		_, _, _ = gdi("AbortDoc").Call(t.dc)
		return err
	}
	return riuscita(gdi("EndDoc").Call(t.dc))
}

// riuscita turns the answer of a call into an error: what it returns is above
// zero when it did what was asked.
func riuscita(r, _ uintptr, err error) error {
	switch {
	case int32(r) > 0:
		return nil
	case errors.Is(err, windows.ERROR_SUCCESS):
		return errors.New("the printer's canvas does not answer")
	}
	return err
}

// apri makes the canvas of a printer, with paper, copies and sides as wanted.
func apri(o esenpat.OpzioniStampa) (*tela, error) {
	nome, err := windows.UTF16PtrFromString(o.Stampante)
	if err != nil {
		return nil, err
	}
	modo, err := modoDi(nome, o)
	if err != nil {
		return nil, err
	}
	via := windows.StringToUTF16Ptr("WINSPOOL")
	dc, _, err := gdi("CreateDCW").Call(uintptr(unsafe.Pointer(via)), uintptr(unsafe.Pointer(nome)), 0, uintptr(unsafe.Pointer(&modo[0])))
	runtime.KeepAlive(modo)
	if dc == 0 {
		return nil, errors.Join(errors.New("no canvas"), err)
	}
	return &tela{dc}, nil
}

// modoDi returns the driver's DEVMODEW with the choices in it, looked over by
// the driver.
func modoDi(nome *uint16, o esenpat.OpzioniStampa) ([]byte, error) {
	var stampante windows.Handle
	ok, _, err := spooler("OpenPrinterW").Call(uintptr(unsafe.Pointer(nome)), uintptr(unsafe.Pointer(&stampante)), 0)
	if ok == 0 {
		return nil, err
	}
	defer func() { _, _, _ = spooler("ClosePrinter").Call(uintptr(stampante)) }()
	proprieta := spooler("DocumentPropertiesW")
	lungo, _, err := proprieta.Call(0, uintptr(stampante), uintptr(unsafe.Pointer(nome)), 0, 0, 0)
	if int32(lungo) <= 0 {
		return nil, errors.Join(errors.New("no properties"), err)
	}
	memoria := make([]uint64, lungo/8+1) // aligned as the structure wants
	modo := unsafe.Slice((*byte)(unsafe.Pointer(&memoria[0])), len(memoria)*8)
	dove := uintptr(unsafe.Pointer(&memoria[0]))
	// IDOK is 1.
	if err := riuscita(proprieta.Call(0, uintptr(stampante), uintptr(unsafe.Pointer(nome)), dove, 0, riempi)); err != nil {
		return nil, err
	}
	if !imposta(modo, o) {
		return nil, errors.New("properties too short")
	}
	err = riuscita(proprieta.Call(0, uintptr(stampante), uintptr(unsafe.Pointer(nome)), dove, dove, prendi|riempi))
	runtime.KeepAlive(memoria)
	return modo, err
}

// documento is DOCINFOW.
type documento struct {
	misura               int32
	nome, uscita, genere *uint16
	tipo                 uint32
}

func (t *tela) inizia() error {
	d := documento{nome: windows.StringToUTF16Ptr(titolo)}
	d.misura = int32(unsafe.Sizeof(d))
	return riuscita(gdi("StartDocW").Call(t.dc, uintptr(unsafe.Pointer(&d))))
}

func (t *tela) chiedi(cosa uintptr) int {
	v, _, _ := gdi("GetDeviceCaps").Call(t.dc, cosa) // cannot fail on a canvas that exists
	return int(int32(v))
}

// pagina puts a page on the paper in its own size: what lies in the margin that
// the printer cannot reach is cut, nothing is made smaller.
func (t *tela) pagina(p image.Image) error {
	if err := riuscita(gdi("StartPage").Call(t.dc)); err != nil {
		return err
	}
	r := p.Bounds()
	testa, righe := bitmap(p)
	err := riuscita(gdi("StretchDIBits").Call(
		t.dc, uintptr(-t.chiedi(margineX)), uintptr(-t.chiedi(margineY)),
		uintptr(r.Dx()*t.chiedi(puntiX)/finezza), uintptr(r.Dy()*t.chiedi(puntiY)/finezza),
		0, 0, uintptr(r.Dx()), uintptr(r.Dy()),
		uintptr(unsafe.Pointer(&righe[0])), uintptr(unsafe.Pointer(&testa[0])), 0, copia,
	))
	if err != nil {
		return err
	}
	return riuscita(gdi("EndPage").Call(t.dc))
}
