"""Prints the tree as text again: nodes → words → lines, with the comments put back where they stood."""
