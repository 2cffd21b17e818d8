"""Projects: what each has done in the year, their rates with the base named, and places compared.

Pure. A rate is never cut off at 100; one without a base is no number, and an issue says why.
"""
