"""Random policies and requests, the laws of the language, and a pytest plugin. Needs the extra `testing`."""
