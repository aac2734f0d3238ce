def fill(session, answers): raise NotImplementedError
