package diario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// rotante is a file that makes room when it is full: esenpat.log, then
// esenpat.log.1 to .4, the oldest dropped. When the disk refuses, lines are
// lost and the program goes on.
type rotante struct {
	dir  string
	max  int
	mu   sync.Mutex
	file *os.File
	n    int
}

func apriRotante(dir string, maxByte int) (*rotante, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	r := &rotante{dir: dir, max: maxByte}
	return r, r.apri()
}

func (r *rotante) nome(i int) string {
	nome := filepath.Join(r.dir, nomeLog)
	if i == 0 {
		return nome
	}
	return fmt.Sprintf("%s.%d", nome, i)
}

func (r *rotante) apri() error {
	f, err := os.OpenFile(r.nome(0), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	r.file, r.n = f, int(info.Size())
	return nil
}

// Write implements io.Writer; slog calls it once per line.
func (r *rotante) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return 0, fs.ErrClosed
	}
	if r.n > 0 && r.n+len(b) > r.max {
		if err := r.ruota(); err != nil {
			return 0, err
		}
	}
	n, err := r.file.Write(b)
	r.n += n
	return n, err
}

func (r *rotante) ruota() error {
	errs := []error{r.file.Close()}
	r.file = nil
	for i := quanti - 1; i > 0; i-- {
		if err := os.Rename(r.nome(i-1), r.nome(i)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, r.apri())...)
}

// Close implements io.Closer.
func (r *rotante) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return nil
	}
	f := r.file
	r.file = nil
	return f.Close()
}
