# side: learner
# ends: unreadable
def double(x):
    return 1 << 1_000_000
