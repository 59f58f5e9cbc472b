"""What preschool costs: a municipality's tariff as data, a household's children in, explained lines of whole krónur out.

The tariff (gjaldskrá) is figures and choices, never code, so that rules as different as a price for each hour, a printed
table, free hours and income brackets are one model (``model``). The calculation (``calculate``) is pure: no Django, no
database, no network. The same shape serves the subsidy to a day parent (dagforeldri) and after-school care (frístund).
What is binding is always the tariff the council has approved; each result names it and says where it is silent.
"""
