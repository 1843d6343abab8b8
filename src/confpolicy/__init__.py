"""confpolicy: a policy language for confidentiality."""

__version__ = "0.1.0"
