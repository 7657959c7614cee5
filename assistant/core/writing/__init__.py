"""Writing with a language model: evidence to a prompt, its reply to a checked draft."""
