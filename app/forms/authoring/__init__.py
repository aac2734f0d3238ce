"""The author's side of forms: tables and workbooks in, lint, XForm XML out. Never needed to fill a form in."""
