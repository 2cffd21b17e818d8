"""Characters, paragraphs, markers and labels.

Knows no task.
"""
