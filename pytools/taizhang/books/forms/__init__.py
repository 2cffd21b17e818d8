"""The form that a unit fills in: one workbook without macros a unit.

Entry: `build`.
"""
