"""Who leads and who helps: clauses, names, persons.

Entry: `clause.read_clause`.
"""
