"""Planning: milestones backwards from a deadline, the check at half time, phases, 五个一.

Entry: `plans` for 倒排工期, `phases` for 阶段小结, `five` for 五个一.
"""
