# side: learner
# ends: output limit
def double(x):
    while True:
        print("x" * 10_000)
