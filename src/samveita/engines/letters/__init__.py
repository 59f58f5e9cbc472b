"""Letters: typst templates and data in, one archival and accessible PDF (PDF/A-2a and PDF/UA-1) and its plain text out.

Data reach a template as JSON and are never read as markup. Legal paragraphs are locked in the template; paragraphs
declared local may be replaced by a municipality's own plain text. The room knows no service, stores nothing and needs
no Django.
"""
