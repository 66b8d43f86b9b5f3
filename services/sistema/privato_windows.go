package sistema

import "io/fs"

// soloMio is left to the access list of the folder: a user's own are private.
func soloMio(fs.FileInfo) bool { return true }
