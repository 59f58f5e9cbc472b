"""The page behind the link that stops notices."""
