# side: learner
# ends: time limit
def double(x):
    return 9 ** 9 ** 9
