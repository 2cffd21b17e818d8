"""Cadence: how often a task reports, until when, and what is due in a period.

Entry: `rules` for the sheet 报送周期; `calendar` for who owes what when.
"""
