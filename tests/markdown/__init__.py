"""Examples in Markdown that run as tests: the manual, the language suite, the pages of the diagnostic codes."""
