"""A returned form with its faults marked, sent back to the unit.

Entry: `build`.
"""
