package esenpat

import "log/slog"

const masked = "•••"

// Secret is a PIN, an OTP, a password or a token. It never prints its value:
// the pointer keeps fmt from reaching it even inside another type's
// unexported field. It is never stored.
type Secret struct{ v *string }

// NewSecret wraps v.
func NewSecret(v string) Secret { return Secret{&v} }

// Reveal returns the value; call it only where the request is built.
func (s Secret) Reveal() string {
	if s.v == nil {
		return ""
	}
	return *s.v
}

// Empty reports whether there is no value.
func (s Secret) Empty() bool { return s.v == nil || *s.v == "" }

// String implements fmt.Stringer.
func (Secret) String() string { return masked }

// GoString implements fmt.GoStringer.
func (Secret) GoString() string { return masked }

// LogValue implements slog.LogValuer.
func (Secret) LogValue() slog.Value { return slog.StringValue(masked) }

// MarshalText implements encoding.TextMarshaler.
func (Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }
