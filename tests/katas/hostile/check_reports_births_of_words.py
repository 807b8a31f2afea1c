# side: check
# ends: n: values
import json, os, struct

frame = b"R" + json.dumps({"name": "n", "kind": "values", "reason": "r", "births": [["x", 1, 2]]}).encode()
os.write(4, struct.pack("<I", len(frame)) + frame)
os._exit(0)
