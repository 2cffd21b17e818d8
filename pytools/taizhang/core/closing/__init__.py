"""销号 and 延期: what leads to a closed task, and to a later deadline; nothing is written here.

Entries: `plan.plan_closing`, `extending.plan_extending`; `loop` is the state machine alone.
"""
