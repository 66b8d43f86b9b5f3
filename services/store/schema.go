package store

// Schema returns the newest schema of the local database that this version of
// the program writes; a database with a higher one is refused.
func Schema() int { return ultima() }
