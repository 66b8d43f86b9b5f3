package task

import "time"

// Later runs f on the UI thread once d has passed, unless cancel is called
// first. It is how a presenter waits (autosave, countdown) without a goroutine
// or a clock of its own: production passes a timer, tests move the hands.
type Later func(d time.Duration, f func()) (cancel func())
