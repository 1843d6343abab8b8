"""Words for a decision: why, why not, what would change it. Reads what `decide` found out, never evaluates."""
