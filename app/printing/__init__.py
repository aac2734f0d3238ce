"""Paper: the plan, the consent, the sheets that make a laptop safe; tagged A4 PDF with letters of its own."""
