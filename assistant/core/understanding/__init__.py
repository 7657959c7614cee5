"""A question, the turns before it and the collection's names in, a Query out."""
