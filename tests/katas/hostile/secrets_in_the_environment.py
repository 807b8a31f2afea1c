# side: learner
# ends: KeyError
import os

def double(x):
    return os.environ["STUDYBUDDY_CANARY"]
