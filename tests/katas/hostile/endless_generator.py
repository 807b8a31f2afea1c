# side: learner
# ends: unreadable
def double(x):
    while True:
        yield x
