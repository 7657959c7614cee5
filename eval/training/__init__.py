"""The support model: open labelled sets and generated pairs in, a small cross-encoder out."""
