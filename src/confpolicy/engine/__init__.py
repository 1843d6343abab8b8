"""A policy as its callers hold it: `Policy`, and what checks one. Whatever compiles is imported when it is used."""

from confpolicy.engine.policy import Policy, check_file, check_sources

__all__ = ["Policy", "check_file", "check_sources"]
