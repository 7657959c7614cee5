"""Messages and keys in, what the widgets show out: one screen a file."""
