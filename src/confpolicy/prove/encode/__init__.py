"""From the core to formulas: a request made of symbols, and what each clause says of it. Reads core and facts only."""
