"""What was proved, for readers: text, documents, findings. Reads outcomes and evaluates nothing."""
