"""Forms on the screen: one page of questions at a time, kept as one answers, in the language of the conversation."""
