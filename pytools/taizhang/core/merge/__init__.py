"""What comes back set against the ledger: three-way merge, reports, rulings, log, register.

Entry: `merge`.
"""
