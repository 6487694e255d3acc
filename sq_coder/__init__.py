"""sq-coder."""
