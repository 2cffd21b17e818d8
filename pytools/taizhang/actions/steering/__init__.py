"""Jobs that look ahead: 倒排工期, 五个一, 报送日历, 履职核对, 阶段小结.

Each writes a paper or milestones; none judges a task.
"""
