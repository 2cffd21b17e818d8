"""What an office enters by hand and looks after: instructions of leaders, inspections, refusals.

Entries: `plan.plan_registry`, `sampling.plan_sample`; each row is looked at by itself.
"""
