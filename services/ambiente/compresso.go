package ambiente

import (
	"compress/gzip"
	"net/http"
	"strings"
)

// compresso sends the catalogues gzipped to who accepts it: they are the only
// large answers that are not PDF.
func compresso(dentro http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, Base+"/cataloghi/") || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			dentro.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Accept-Encoding")
		z := &zippata{ResponseWriter: w}
		dentro.ServeHTTP(z, r)
		z.chiudi()
	})
}

// zippata compresses the body of a 200 and leaves everything else as it is.
type zippata struct {
	http.ResponseWriter
	gz *gzip.Writer
}

func (z *zippata) WriteHeader(n int) {
	if n == http.StatusOK {
		z.Header().Set("Content-Encoding", "gzip")
		z.gz = gzip.NewWriter(z.ResponseWriter)
	}
	z.ResponseWriter.WriteHeader(n)
}

func (z *zippata) Write(b []byte) (int, error) {
	if z.gz == nil {
		return z.ResponseWriter.Write(b)
	}
	return z.gz.Write(b)
}

func (z *zippata) chiudi() {
	if z.gz != nil {
		_ = z.gz.Close()
	}
}
