"""From a tree to a checked policy: names, types, and what each clause may say. `run.check` is the way in."""
