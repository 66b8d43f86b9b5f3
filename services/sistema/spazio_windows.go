package sistema

import "golang.org/x/sys/windows"

// SpazioLibero returns the bytes that this user can still write under dir.
func SpazioLibero(dir string) (int64, error) {
	nome, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var libero uint64
	err = windows.GetDiskFreeSpaceEx(nome, &libero, nil, nil)
	return int64(libero), err
}
