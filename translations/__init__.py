"""The catalogues of the three languages and the tool that keeps them whole."""
