# side: learner
# ends: time limit
while True:
    pass
