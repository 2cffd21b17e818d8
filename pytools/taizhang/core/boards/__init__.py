"""What leaders look at each period: 看板, the page of a unit, of a leader, and the card of a task.

Pure: tables in, lines of text out; what changed since the last period is part of a line.
"""
