# side: learner
# ends: unreadable|RecursionError
def double(x):
    loop = []
    loop.append(loop)
    return loop
