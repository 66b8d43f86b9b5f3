package proxy_test

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"encoding/base64"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf16"

	"golang.org/x/crypto/md4" //nolint:staticcheck // NTLM is made of MD4
)

// banco is a proxy on a real socket that opens tunnels once its rule is kept.
type banco struct {
	indirizzo string
	verso     string // where example.com is
	gallerie  atomic.Int32
	visti     atomic.Pointer[[]string] // Proxy-Authorization of the last connection
}

// regola answers a CONNECT: 200, or a refusal with its headers. sfida is what
// was said before on the same connection.
type regola func(autorizzazione string, sfida *[]byte) (stato int, intestazioni string)

func avvia(t *testing.T, r regola, verso string) *banco {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	b := &banco{indirizzo: l.Addr().String(), verso: verso}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go b.servi(c, r)
		}
	}()
	return b
}

func (b *banco) servi(c net.Conn, r regola) {
	defer func() { _ = c.Close() }()
	letto, visti := bufio.NewReader(c), []string{}
	var sfida []byte
	for {
		req, err := http.ReadRequest(letto)
		if err != nil || req.Method != http.MethodConnect {
			return
		}
		a := req.Header.Get("Proxy-Authorization")
		visti = append(visti, a)
		b.visti.Store(&visti)
		stato, altro := r(a, &sfida)
		if stato == http.StatusOK {
			b.gallerie.Add(1)
			b.inoltra(c, letto, req.Host)
			return
		}
		pagina := "<html>proxy</html>"
		_, _ = io.WriteString(c, "HTTP/1.1 "+itoa(stato)+" "+http.StatusText(stato)+"\r\n")
		_, _ = io.WriteString(c, altro+"Content-Length: "+itoa(len(pagina))+"\r\n\r\n"+pagina)
	}
}

func (b *banco) inoltra(c net.Conn, letto io.Reader, dove string) {
	if dove == "example.com:443" { // httpproxy sends no loopback address to a proxy: the service goes by a name
		dove = b.verso
	}
	su, err := net.Dial("tcp", dove)
	if err != nil {
		_, _ = io.WriteString(c, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
		return
	}
	defer func() { _ = su.Close() }()
	_, _ = io.WriteString(c, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() { _, _ = io.Copy(su, letto) }()
	_, _ = io.Copy(c, su)
}

func libero(string, *[]byte) (int, string) { return http.StatusOK, "" }

func vieta(string, *[]byte) (int, string) { return http.StatusForbidden, "" }

func conBasic(utente, password string) regola {
	giusto := "Basic " + base64.StdEncoding.EncodeToString([]byte(utente+":"+password))
	return func(a string, _ *[]byte) (int, string) {
		if a == giusto {
			return http.StatusOK, ""
		}
		return http.StatusProxyAuthRequired, "Proxy-Authenticate: Basic realm=\"ospedale\"\r\n"
	}
}

// conNTLM is the server's side of MS-NLMP: it really computes the proof from
// the password, so only the right one opens.
func conNTLM(schema, dominio, utente, password string) regola {
	const nonce = "\x01\x23\x45\x67\x89\xab\xcd\xef"
	return func(a string, sfida *[]byte) (int, string) {
		_, valore, _ := strings.Cut(a, " ")
		m, err := base64.StdEncoding.DecodeString(valore)
		switch {
		case a == "" || err != nil || len(m) < 12:
			return http.StatusProxyAuthRequired, "Proxy-Authenticate: " + schema + "\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
		case m[8] == 1:
			*sfida = []byte(nonce)
			return http.StatusProxyAuthRequired, "Proxy-Authenticate: " + schema + " " + base64.StdEncoding.EncodeToString(tipo2(nonce)) + "\r\n"
		case m[8] == 3 && *sfida != nil && provaNTLM(m, nonce, dominio, utente, password):
			return http.StatusOK, ""
		}
		*sfida = nil
		return http.StatusProxyAuthRequired, "Proxy-Authenticate: " + schema + "\r\n"
	}
}

func tipo2(nonce string) []byte {
	info := []byte{2, 0, 4, 0, 'A', 0, 'O', 0, 0, 0, 0, 0} // NetBIOS domain "AO", end of list
	m := make([]byte, 48, 48+len(info))
	copy(m, "NTLMSSP\x00")
	m[8] = 2
	binary.LittleEndian.PutUint32(m[16:], 48)
	binary.LittleEndian.PutUint32(m[20:], 0x00828201|0x00080000) // Unicode, NTLM, extended security, target info
	copy(m[24:], nonce)
	binary.LittleEndian.PutUint16(m[40:], uint16(len(info)))
	binary.LittleEndian.PutUint16(m[42:], uint16(len(info)))
	binary.LittleEndian.PutUint32(m[44:], 48)
	return append(m, info...)
}

// provaNTLM checks the NTLMv2 response of a type 3 message (MS-NLMP 3.3.2).
func provaNTLM(m []byte, nonce, dominio, utente, password string) bool {
	campo := func(da int) []byte {
		n, inizio := int(binary.LittleEndian.Uint16(m[da:])), int(binary.LittleEndian.Uint32(m[da+4:]))
		if inizio+n > len(m) {
			return nil
		}
		return m[inizio : inizio+n]
	}
	nt, dom, chi := campo(20), campo(28), campo(36)
	if len(nt) < 16 || !bytes.Equal(chi, utf16le(utente)) || !bytes.Equal(dom, utf16le(dominio)) {
		return false
	}
	h := md4.New()
	_, _ = h.Write(utf16le(password))
	chiave := hmacMD5(h.Sum(nil), utf16le(strings.ToUpper(utente)+dominio))
	return hmac.Equal(nt[:16], hmacMD5(chiave, append([]byte(nonce), nt[16:]...)))
}

func hmacMD5(chiave, dati []byte) []byte {
	h := hmac.New(md5.New, chiave)
	_, _ = h.Write(dati)
	return h.Sum(nil)
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}
