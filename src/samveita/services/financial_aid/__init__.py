"""Financial aid (fjárhagsaðstoð): monthly subsistence aid under each municipality's own rules, act no. 40/1991.

The calculation (``rules``, ``calculate``) is pure Python; importing this package must never start Django.
"""
