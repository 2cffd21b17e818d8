"""What a post has to do, and how often: meetings, field days and topics held against 履职要求.

Entry: `judged`. Bound to posts, never to persons: who follows takes over what is done and what is due.
"""
