"""What charts and boards show, as data and arithmetic: nothing here draws or knows a colour.

Time: times. Tasks and their groups: tasks. Bars and signs in the cells of a chart: bars.
"""
