"""What `goldaw` does without a window, one module per thing it works on; `app.cli` puts them together."""
