"""Login with Ísland.is (OpenID Connect, authorisation code with PKCE) and everything around it.

``provider`` talks to the login service, ``tokens`` judges what it says, ``identification`` turns that into people,
``asking`` keeps what was asked until the browser comes back, ``entering`` opens and closes sessions, ``tickets`` carries
a login from the central host to a municipality's own. Why this is no library's client: docs/decisions/0010.
"""
