"""Commands: arguments in, exit code out; one file per command, nothing heavy at import."""
