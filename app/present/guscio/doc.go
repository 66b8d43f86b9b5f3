// Package guscio presents the frame around the tabs: who works here, as what
// and where, the connection, what waits to be signed, and the login over an
// open form when the session has ended.
package guscio
