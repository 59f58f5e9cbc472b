"""The desk (Vinnuborð): where staff of a municipality or a joint office handle cases to a lawful decision.

The desk shows and asks; every change is a verb of the rooms below. It knows no service by name: forms, calculation,
process and letters come from what each service has declared.
"""
