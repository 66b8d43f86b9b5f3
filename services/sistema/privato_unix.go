//go:build unix

package sistema

import "io/fs"

// soloMio reports whether nobody but the owner of a file can read it.
func soloMio(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 == 0 }
