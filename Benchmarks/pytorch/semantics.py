"""Measures a trained codec of Heliograph in PyTorch, on one thread, with the weights of its safetensors file.

The semantics benchmark runs this script (`--python`) on the inputs that it has measured itself and writes them, with its
own outputs, to an exchange file. The script checks that PyTorch's outputs agree, then prints its times as JSON.

    python3 Benchmarks/pytorch/semantics.py models/retrieval-shapes.safetensors exchange.safetensors --rounds 300
"""

import argparse
import json
import struct
import sys
import time

import torch

from questions import Questions
from retrieval import Retrieval
from translation import Translation

# The kinds of models by the metadata key that holds their configuration.
KINDS = {
    "heliograph.retrieval": Retrieval, "heliograph.translation": Translation, "heliograph.vqa": Questions}

TYPES = {"F16": torch.float16, "F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "BOOL": torch.bool}


def read_safetensors(path):
    """The tensors and the metadata of a safetensors file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        contents = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(contents[start:end], dtype=TYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata


def seconds(work, rounds):
    """The seconds that `work(round)` takes, round after round, once it is warm."""
    for index in range(max(3, rounds // 10)):
        work(index)
    times = []
    for index in range(rounds):
        start = time.perf_counter()
        work(index)
        times.append(time.perf_counter() - start)
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", help="the weights, a safetensors file")
    parser.add_argument("exchange", help="inputs and outputs, a safetensors file that the semantics benchmark wrote")
    parser.add_argument("--rounds", type=int, default=300, help="how often one task is encoded and decoded")
    parser.add_argument("--tolerance", type=float, default=1e-4, help="the greatest difference of an output")
    arguments = parser.parse_args()

    torch.set_num_threads(1)
    weights, metadata = read_safetensors(arguments.model)
    exchange, settings = read_safetensors(arguments.exchange)
    kind = next((kind for key, kind in KINDS.items() if key in metadata), None)
    if kind is None:
        sys.exit(f"{arguments.model}: expected one of {', '.join(KINDS)} in the metadata, found {', '.join(metadata)}")

    with torch.inference_mode():
        codec = kind(weights, metadata, exchange, settings)
        count = codec.count
        difference = codec.largest_difference()
        if not difference <= arguments.tolerance:
            sys.exit(f"{arguments.model}: outputs differ by {difference}, more than {arguments.tolerance}")
        times = {
            "encoding": seconds(lambda index: codec.encode(index % count), arguments.rounds),
            "decoding": seconds(lambda index: codec.decode([index % count]), arguments.rounds),
            "batch": seconds(lambda _: codec.decode(list(range(count))), max(1, arguments.rounds // 5)),
        }
    json.dump({"version": torch.__version__, "difference": difference, "seconds": times}, sys.stdout)


if __name__ == "__main__":
    main()
