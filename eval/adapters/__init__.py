"""Answers of other programs, read and scored as Byline's own are.

`reading` tells the three forms of file apart, `marks` finds the citations in a text, `placing`
finds the passages in the articles of a suite, `recording` makes records of what was found, and
`scoring` a run of them. Nothing of an answer is mended: a citation of a passage that is not
there stays in the record as what it is.
"""
