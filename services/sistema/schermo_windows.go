package sistema

import (
	"context"
	"runtime"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/esenpat/esenpat-desktop/app/esenpat"
)

// versioneMinima is the OpenGL that the toolkit needs. Windows without a
// graphics driver, and often over RDP, offers 1.1 (spec 6, section 6).
const versioneMinima = 2

// Constants of wingdi.h, gl.h and winuser.h.
const (
	pfdDrawToWindow  = 0x4
	pfdSupportOpenGL = 0x20
	pfdDoubleBuffer  = 0x1
	glVersion        = 0x1F02
	wsPopup          = 0x80000000
)

// formatoPixel is PIXELFORMATDESCRIPTOR; the next line does not compile unless
// it is as long as Windows wants it.
const _ = uint(unsafe.Sizeof(formatoPixel{})-40) + uint(40-unsafe.Sizeof(formatoPixel{}))

type formatoPixel struct {
	size, version                                               uint16
	flags                                                       uint32
	pixelType, colorBits, _, _, _, _, _, _, _, _, _, _, _, _, _ uint8
	depthBits, stencilBits, auxBuffers, layerType, reserved     uint8
	layerMask, visibleMask, damageMask                          uint32
}

// Schermo says whether a window can open here: it makes an OpenGL context on a
// window that is never shown and asks for the version. Error, Unavailable:
// "schermo.senza-opengl".
func Schermo(context.Context, func(string) string) error {
	// A context belongs to the thread that made it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if maggiore(versioneOpenGL()) < versioneMinima {
		return esenpat.NewError(esenpat.Unavailable, "schermo.senza-opengl", "sistema.Schermo")
	}
	return nil
}

func maggiore(versione string) int {
	testo, _, _ := strings.Cut(versione, ".")
	n, err := strconv.Atoi(testo)
	if err != nil {
		return 0
	}
	return n
}

// versioneOpenGL returns what the driver says, "" when there is no context.
func versioneOpenGL() string {
	user, gdi, gl := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll"), windows.NewLazySystemDLL("opengl32.dll")
	if user.Load() != nil || gdi.Load() != nil || gl.Load() != nil {
		return ""
	}
	classe, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return ""
	}
	finestra, _, _ := user.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(classe)), 0, wsPopup, 0, 0, 1, 1, 0, 0, 0, 0)
	if finestra == 0 {
		return ""
	}
	defer func() { _, _, _ = user.NewProc("DestroyWindow").Call(finestra) }()
	dc, _, _ := user.NewProc("GetDC").Call(finestra)
	if dc == 0 {
		return ""
	}
	defer func() { _, _, _ = user.NewProc("ReleaseDC").Call(finestra, dc) }()
	f := formatoPixel{version: 1, flags: pfdDrawToWindow | pfdSupportOpenGL | pfdDoubleBuffer, colorBits: 24, depthBits: 24}
	f.size = uint16(unsafe.Sizeof(f))
	scelto, _, _ := gdi.NewProc("ChoosePixelFormat").Call(dc, uintptr(unsafe.Pointer(&f)))
	if scelto == 0 {
		return ""
	}
	if ok, _, _ := gdi.NewProc("SetPixelFormat").Call(dc, scelto, uintptr(unsafe.Pointer(&f))); ok == 0 {
		return ""
	}
	return conContesto(gl, dc)
}

func conContesto(gl *windows.LazyDLL, dc uintptr) string {
	contesto, _, _ := gl.NewProc("wglCreateContext").Call(dc)
	if contesto == 0 {
		return ""
	}
	defer func() { _, _, _ = gl.NewProc("wglDeleteContext").Call(contesto) }()
	if ok, _, _ := gl.NewProc("wglMakeCurrent").Call(dc, contesto); ok == 0 {
		return ""
	}
	defer func() { _, _, _ = gl.NewProc("wglMakeCurrent").Call(0, 0) }()
	testo, _, _ := gl.NewProc("glGetString").Call(glVersion)
	if testo == 0 {
		return ""
	}
	return windows.BytePtrToString(*(**byte)(unsafe.Pointer(&testo)))
}
