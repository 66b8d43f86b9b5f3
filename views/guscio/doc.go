// Package guscio draws the frame around the tabs: header, tabs, status bar, the
// shortcuts of the window and the login over an open form.
package guscio
