"""Is the judge right? Its scores against the labels of people, and the record that is kept of it.

`labelled` and `collections` read claims that people judged, `measuring` asks the judge about
them, `record` keeps the figures where reports find them, `showing` prints them.
"""
