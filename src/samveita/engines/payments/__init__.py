"""Payments: from a decision to the municipality's accounts, a line for each thing that is paid, run by run.

The room plans, gathers, approves, hands over and keeps account of what came back. It never moves money itself and knows no
service by name: what a decision pays is told by the service (``CaseService.payments``), the money is moved by the
municipality's own accounts, which are reached through an adapter or by a file. Loans and repayment are not here yet.
"""
