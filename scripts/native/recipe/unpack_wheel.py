"""Unpacks from a TensorFlow wheel what an add-on is compiled and linked with: python3 unpack_wheel.py WHEEL FOLDER"""

import re
import sys
import zipfile

WANTED = re.compile(
    r"tensorflow/(libtensorflow_(cc|framework)\.so\.2"
    r"|include/(tensorflow/c|tensorflow/core/platform|tsl/platform|xla/tsl/c)/.*\.h)"
)

with zipfile.ZipFile(sys.argv[1]) as wheel:
    for name in wheel.namelist():
        if WANTED.fullmatch(name):
            wheel.extract(name, sys.argv[2])
