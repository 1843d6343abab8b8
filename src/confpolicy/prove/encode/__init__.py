"""From the core to formulas: a request made of symbols, and what clauses say of it. Reads core and facts only."""
