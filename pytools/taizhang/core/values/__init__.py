"""One cell as somebody wrote it into a value of its kind.

Entry: `read.read_value`.
"""
