"""Task lists and unit lists as somebody typed them: which row is a task, which cell means what.

Entry: `find_tables` for what a file holds, `plan_load` for what the ledger makes of it; in
`tasklist` and `unitlist` a typed row becomes a row of the ledger, in `registering` a draft does.
"""
