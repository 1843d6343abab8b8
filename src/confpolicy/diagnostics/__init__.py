"""Findings about policies and requests: data first, words from one catalogue, several renderings."""
