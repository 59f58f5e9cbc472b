"""Components as template tags, grouped by what a page does with them; ``{% load ui %}`` brings them all."""
