package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// diModifica reports whether s edits text and so belongs to an entry.
func diModifica(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true // copy, cut, paste, select all, undo, redo
	}
	switch string(c.KeyName) {
	case tastoLeft, tastoRight:
		return c.Modifier&fyne.KeyModifierAlt == 0
	case tastoBackspace, tastoDelete, tastoHome, tastoEnd:
		return true
	default:
		return false
	}
}
