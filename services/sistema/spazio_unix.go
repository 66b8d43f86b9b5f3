//go:build unix

package sistema

import "golang.org/x/sys/unix"

// SpazioLibero returns the bytes that this user can still write under dir.
func SpazioLibero(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
