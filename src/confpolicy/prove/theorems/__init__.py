"""The built-in theorems: what should hold of every policy, each asked of one slice at a time."""
