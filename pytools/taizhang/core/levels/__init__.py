"""City, county, township: tasks given to lower offices, their figures taken back, one chain.

Entry: `plan_giving` and `plan_taking`; `chain` for the page that shows a task through all levels.
"""
