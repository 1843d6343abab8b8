"""The rule of decision and what it needs. No input or output, no clock, no zone of the system's."""
