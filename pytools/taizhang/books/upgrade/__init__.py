"""An older or damaged ledger brought up to the schema, nothing of the office's lost.

`tables`, `hidden` and `models` work on the open workbook, in Excel or in a file alike; `graft` and
`pages` on the parts of a closed one, for what no open workbook lets a program replace.
"""
