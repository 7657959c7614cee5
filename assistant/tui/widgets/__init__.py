"""What to show in, pixels of a terminal and messages to the screen out: one widget a file."""
