"""What leaders read: figures with their rows, lists, and sentences of the office's own wording.

Entry: `plan_bulletin`. Nothing here is written or drawn; every number in a sentence is a Figure.
"""
