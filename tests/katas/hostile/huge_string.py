# side: learner
# ends: memory|unreadable
def double(x):
    return "x" * (60 << 20)
