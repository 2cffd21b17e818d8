"""One function per job: read, think (core), write. Reached by a button and by the terminal alike.

A job takes an xlwings Book and a Desk. It never knows whether Excel is behind the book.
"""
