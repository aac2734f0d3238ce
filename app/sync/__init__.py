"""Changes as bundles: keys and trust, the sealed file, and what is checked before anything is believed."""
