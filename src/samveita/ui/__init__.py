"""The design layer: base pages, components as template tags, brand colours and formats.

Everything a person sees is put together from here, on top of Designsystemet's stylesheet and tokens. The room knows
nothing of cases, people or organisations: pages hand it plain values and the small dataclasses of ``ui.parts``, and
the rooms above fill the context variables that ``ui/base.html`` names (docs/developer/ui.md lists them).
"""
