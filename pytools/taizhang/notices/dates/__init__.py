"""Deadlines in running text: points, spans, recurrence.

Entry: `deadline.read_deadline`.
"""
