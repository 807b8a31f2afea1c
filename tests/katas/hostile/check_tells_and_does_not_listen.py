# side: check
# ends: n: values
import json, os, struct

os.close(3)
frame = b"R" + json.dumps({"name": "n", "kind": "values", "reason": "r"}).encode()
os.write(4, struct.pack("<I", len(frame)) + frame)
os._exit(0)
