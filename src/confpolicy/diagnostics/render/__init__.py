"""Renders findings: a module a format, each a pure function of the findings and the texts that they point into."""
