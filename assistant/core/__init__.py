"""What the product does: pure functions over ports; knows no vendor."""
