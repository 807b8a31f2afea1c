# side: learner
# ends: time limit|unreadable

def double(x):
    return {(2**61 - 1) * n: 0.0 for n in range(1, 99_000)}
