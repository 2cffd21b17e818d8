"""督办: what follows from lamps, reports and papers; whose turn it is; numbers; what a slip says.

Pure: tables, the day and the calendar come as arguments. Proposals are the office's to confirm.
"""
