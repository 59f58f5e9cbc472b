"""The request hash a consumer's security server puts on every answer (reference 7.4).

SHA-512 over the head as it arrived – order and spelling of the header lines count – and, when there is one, the body.
"""

from __future__ import annotations

import base64
import hashlib

REMOVED = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer"),
        *("transfer-encoding", "upgrade", "host", "user-agent", "server", "content-length", "expect"),
        *("x-road-request-id", "x-road-request-hash"),
    }
)
"""Lines that do not reach the provider and are not hashed."""


def request_hash(
    *,
    method: str,
    target: str,
    headers: tuple[tuple[str, str], ...],
    request_id: str,
    message_id: str,
    body: bytes = b"",
) -> str:
    """Return the Base64 of the hash; ``target`` is the raw path with its query."""
    kept = [(name, value) for name, value in headers if name.lower() not in REMOVED]
    lines = [f"{name}:{value}" for name, value in kept]
    lines.append(f"x-road-request-id:{request_id}")
    if "x-road-id" not in {name.lower() for name, _ in kept}:
        lines.append(f"x-road-id:{message_id}")
    head = "\r\n".join([method, target, *lines]) + "\r\n"
    digest = hashlib.sha512(head.encode()).digest()
    if body:
        digest = hashlib.sha512(digest + hashlib.sha512(body).digest()).digest()
    return base64.b64encode(digest).decode()
