"""The terminal app: typed steps in, screens out; knows core and domain only."""
