package catalogo

import (
	"bytes"
	"io/fs"
	"time"
)

// memoria is a flat file system over bytes read from the database.
type memoria map[string][]byte

// Open implements fs.FS.
func (m memoria) Open(nome string) (fs.File, error) {
	b, ok := m[nome]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: nome, Err: fs.ErrNotExist}
	}
	return &aperto{Reader: bytes.NewReader(b), nome: nome}, nil
}

// aperto is one open file; it describes itself.
type aperto struct {
	*bytes.Reader
	nome string
}

func (f *aperto) Stat() (fs.FileInfo, error) { return f, nil }
func (*aperto) Close() error                 { return nil }
func (f *aperto) Name() string               { return f.nome }
func (*aperto) Mode() fs.FileMode            { return 0o444 }
func (*aperto) ModTime() time.Time           { return time.Time{} }
func (*aperto) IsDir() bool                  { return false }
func (*aperto) Sys() any                     { return nil }
