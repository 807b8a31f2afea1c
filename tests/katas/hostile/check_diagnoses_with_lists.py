# side: check
# ends: n: values
import json, os, struct, time
def send(frame):
    os.write(4, struct.pack("<I", len(frame)) + frame)
send(b'R' + json.dumps({"name": "n", "kind": "values", "reason": "r", "line": 10**400, "call": {"a": 1}}).encode())
send(b'V{"broken": "", "checks": 1}')
send(b'D{"name": [1], "reason": {"x": 2}}')
time.sleep(3600)
