# side: learner
# ends: crash
import os

def double(x):
    os.abort()
