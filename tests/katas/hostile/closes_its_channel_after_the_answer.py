# side: learner
# ends: protocol|exit
import os, sys

class Out:
    count = 0
    def flush(self):
        Out.count += 1
        if Out.count == 2:
            os.close(4)
            while True:
                pass
    write = lambda self, text: None

sys.stdout = Out()

def double(x):
    return x * 2
