"""What conditions of 亮灯规则 may ask and how they ask it: facts of a task, of a unit, of its pace.

Entry: `facts.facts_of`, `conditions.read_condition`; whether rules are sound: `soundness`.
"""
