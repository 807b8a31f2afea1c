# side: learner
# ends: OSError|PermissionError
import subprocess

def double(x):
    subprocess.run(["/bin/sh", "-c", "sleep 3600 &"], check=True)
    return x * 2
