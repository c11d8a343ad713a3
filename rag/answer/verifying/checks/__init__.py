"""Rules that compare a claim with its evidence, one module for each kind of fact."""
