"""The development set: harder questions by kind in, a table of the product's weak points out."""
