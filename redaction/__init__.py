"""Takes secrets and registration numbers out of every text that people read or a state keeps."""
