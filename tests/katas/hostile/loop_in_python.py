# side: learner
# ends: time limit
def double(x):
    while True:
        pass
