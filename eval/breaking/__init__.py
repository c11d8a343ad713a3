"""Right answers broken in known ways, to see whether the scorers notice.

`eval.faults` breaks single sentences, for the judge. Here whole answers are broken: what a
statement says, what its quotation holds, what it cites, what stands beside it. Each fault names
the scorers that should see it.
"""
