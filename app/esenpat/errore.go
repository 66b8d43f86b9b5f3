package esenpat

import (
	"errors"
	"log/slog"
	"maps"
)

// Kind says what the user can do about an error. The UI switches on it.
type Kind int

// Kinds of error. Internal is the zero value: what nobody classified is ours.
const (
	Internal        Kind = iota // a defect or an unknown answer: show the assistance code
	Invalid                     // the input must be corrected; Field says where
	NotFound                    // what was asked for does not exist
	Conflict                    // the state on the server does not allow it
	Unauthenticated             // the session ended: log in again, the form stays
	Forbidden                   // no right to do this
	Offline                     // no connection: the request did not leave
	Unavailable                 // the service answered that it cannot work now
	Rejected                    // a business refusal with the server's own words
	Firma                       // the signature was refused: stay on the signature form
	Uncertain                   // sent, but the outcome is unknown: never resend, ask
	Storage                     // the local disk or database
	Keyring                     // the key ring of the operating system
	Canceled                    // the user cancelled: show nothing
)

// Error is the only error type that reaches a presenter. Adapters build it at
// their edge; nothing above them looks at error texts.
type Error struct {
	Kind      Kind
	Code      string            // key of the three Italian texts, for example "firma.otp-errato"
	Op        string            // where it happened, for the log
	Field     string            // form field at fault (the JSON name of the API), empty if none
	Params    map[string]string // values for the texts' {placeholders}; never patient data
	Dettaglio string            // the server's own sentence for Rejected; shown, never logged
	RequestID string            // assistance code, a UUID v4
	Err       error             // cause, for the log only
}

// NewError returns an Error of the given kind, code and operation.
func NewError(kind Kind, code, op string) *Error {
	return &Error{Kind: kind, Code: code, Op: op}
}

// Error implements error. It never prints parameters or the server's words.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Op + ": " + e.Code
	}
	return e.Op + ": " + e.Code + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is(err, &Error{Code: c}) true for every Error of that code.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// With returns a copy with one more text parameter.
func (e *Error) With(key, value string) *Error {
	c := *e
	c.Params = maps.Clone(e.Params)
	if c.Params == nil {
		c.Params = map[string]string{}
	}
	c.Params[key] = value
	return &c
}

// At returns a copy that points to a form field.
func (e *Error) At(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// Because returns a copy with a cause.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Err = cause
	return &c
}

// LogValue implements slog.LogValuer: code, operation and assistance code only.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(slog.String("code", e.Code), slog.String("op", e.Op), slog.String("request_id", e.RequestID))
}

// AsError returns err as an *Error; what is not one becomes Internal with the
// code "errore.imprevisto". It returns nil for nil.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: Internal, Code: "errore.imprevisto", Op: "?", Err: err}
}

// KindOf returns the kind of err, Internal when it is not an [Error] and for nil.
func KindOf(err error) Kind {
	if e := AsError(err); e != nil {
		return e.Kind
	}
	return Internal
}

// CodeOf returns the code of err, or "" for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	return AsError(err).Code
}
