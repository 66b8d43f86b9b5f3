package kit

import "fyne.io/fyne/v2"

// The keys that the widgets know. They are plain strings because a key name is
// an open set: a switch over it says what is used and passes the rest on.
const (
	tastoBackspace = string(fyne.KeyBackspace)
	tastoDelete    = string(fyne.KeyDelete)
	tastoDown      = string(fyne.KeyDown)
	tastoEnd       = string(fyne.KeyEnd)
	tastoEnter     = string(fyne.KeyEnter)
	tastoEscape    = string(fyne.KeyEscape)
	tastoF1        = string(fyne.KeyF1)
	tastoF5        = string(fyne.KeyF5)
	tastoHome      = string(fyne.KeyHome)
	tastoLeft      = string(fyne.KeyLeft)
	tastoPageDown  = string(fyne.KeyPageDown)
	tastoPageUp    = string(fyne.KeyPageUp)
	tastoReturn    = string(fyne.KeyReturn)
	tastoRight     = string(fyne.KeyRight)
	tastoSpace     = string(fyne.KeySpace)
	tastoTab       = string(fyne.KeyTab)
	tastoUp        = string(fyne.KeyUp)
)
