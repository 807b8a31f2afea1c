# side: learner
# ends: unreadable|RecursionError
def double(x):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
