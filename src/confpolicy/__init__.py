"""confpolicy: a policy language for confidentiality."""
