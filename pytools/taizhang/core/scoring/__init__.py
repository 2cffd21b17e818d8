"""Points: schemes as rows, what they take from the ledger, scores that can be traced, ranks.

Entry: `score`; then `ranks` and `lists` for what is printed of it.
"""
