"""The laws of the language (section 4 of the design), each a function whose name is what it promises.

A law changes something about a policy or a request and compares the decisions. They hold of every policy and every
request; `catalogue` lists them.
"""
