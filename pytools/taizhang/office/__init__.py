"""What every job stands on: the open ledger, its folder, the moment, what is said and written.

Knows no single job; `office.Office.carry_out` is how all of them write.
"""
