"""Two programs beside each other: what both can be asked, where they are alike, and what they decide."""
