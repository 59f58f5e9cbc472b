"""Views of the design layer: the brand stylesheet and the component gallery."""
