"""Pages of the office drawn after a job: the merge page, the rehearsal, the list of what was sent.

Each module is one paper.
"""
