"""One file per paper format: a document in, records and problems out."""
