"""Comparing: papers side by side by aspect, every cell a quotation with its address, or 'not stated'."""
