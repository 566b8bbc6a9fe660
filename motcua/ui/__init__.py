"""The design system: base pages, parts, icons, print styles; no domain words."""
