"""Problems, rectifications and enterprises' needs as closed loops: stages, steps, limits, counts.

Entries: `plan.plan_problems`, `counts.count_units`; `steps` is the machine alone.
"""
