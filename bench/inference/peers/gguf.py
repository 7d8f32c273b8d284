"""Writes a GGUF file of Janus-Pro-1B's decoder and picture head with random weights, in q8_0 or q4_0, for llama.cpp.

usage: gguf.py q8_0|q4_0 FILE [layers=24]
"""

import struct
import sys

import numpy as np

HIDDEN, INNER, HEADS, VOCABULARY, ALIGNMENT = 2048, 5632, 16, 16384, 32
F32, Q4_0, Q8_0 = 0, 2, 8  # ggml's numbers of types
UINT32, INT32, FLOAT32, STRING, ARRAY = 4, 5, 6, 8, 9  # GGUF's


def text(value):
    encoded = value.encode()
    return struct.pack("<Q", len(encoded)) + encoded


def value(kind, given):
    if kind == STRING:
        return text(given)
    return struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f"}[kind], given)


def field(name, kind, given):
    return text(name) + struct.pack("<I", kind) + value(kind, given)


def array(name, kind, given):
    return text(name) + struct.pack("<IIQ", ARRAY, kind, len(given)) + b"".join(value(kind, one) for one in given)


def tensors(layers):
    yield "token_embd.weight", (VOCABULARY, HIDDEN)
    for i in range(layers):
        yield f"blk.{i}.attn_norm.weight", (HIDDEN,)
        for part in ("q", "k", "v", "output"):
            yield f"blk.{i}.attn_{part}.weight", (HIDDEN, HIDDEN)
        yield f"blk.{i}.ffn_norm.weight", (HIDDEN,)
        yield f"blk.{i}.ffn_gate.weight", (INNER, HIDDEN)
        yield f"blk.{i}.ffn_up.weight", (INNER, HIDDEN)
        yield f"blk.{i}.ffn_down.weight", (HIDDEN, INNER)
    yield "output_norm.weight", (HIDDEN,)
    yield "output.weight", (VOCABULARY, HIDDEN)


def stored(kind, shape, random):
    if len(shape) == 1:
        return np.ones(shape, np.float32).tobytes()
    # Blocks of 32 weights: a scale in 16 bits, and 8 or 4 bits each.
    blocks = shape[0] * shape[1] // 32
    bytes_ = 32 if kind == Q8_0 else 16
    data = np.empty((blocks, 2 + bytes_), np.uint8)
    scale = np.array([1 / np.sqrt(shape[1]) / (40 if kind == Q8_0 else 3)], np.float16)
    data[:, :2] = scale.view(np.uint8)
    data[:, 2:] = random.integers(0, 256, (blocks, bytes_), dtype=np.uint8)
    return data.tobytes()


def main():
    kind = {"q8_0": Q8_0, "q4_0": Q4_0}[sys.argv[1]]
    layers = int(sys.argv[3]) if len(sys.argv) > 3 else 24
    words = ["<unk>", "<s>", "</s>"] + [f"<0x{i:02X}>" for i in range(256)]
    words += [f"w{i}" for i in range(VOCABULARY - len(words))]
    kinds = [2, 3, 3] + [6] * 256 + [1] * (VOCABULARY - 259)
    fields = [
        field("general.architecture", STRING, "llama"),
        field("general.alignment", UINT32, ALIGNMENT),
        field("llama.block_count", UINT32, layers),
        field("llama.context_length", UINT32, 2048),
        field("llama.embedding_length", UINT32, HIDDEN),
        field("llama.feed_forward_length", UINT32, INNER),
        field("llama.attention.head_count", UINT32, HEADS),
        field("llama.attention.head_count_kv", UINT32, HEADS),
        field("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-6),
        field("llama.rope.freq_base", FLOAT32, 10000.0),
        field("llama.rope.dimension_count", UINT32, HIDDEN // HEADS),
        field("llama.vocab_size", UINT32, VOCABULARY),
        field("tokenizer.ggml.model", STRING, "llama"),
        array("tokenizer.ggml.tokens", STRING, words),
        array("tokenizer.ggml.scores", FLOAT32, [0.0] * VOCABULARY),
        array("tokenizer.ggml.token_type", INT32, kinds),
        field("tokenizer.ggml.bos_token_id", UINT32, 1),
        field("tokenizer.ggml.eos_token_id", UINT32, 2),
    ]
    named = list(tensors(layers))
    random = np.random.default_rng(1)
    sizes = {F32: lambda n: 4 * n, Q8_0: lambda n: n // 32 * 34, Q4_0: lambda n: n // 32 * 18}
    table, at = [], 0
    for name, shape in named:
        type_ = F32 if len(shape) == 1 else kind
        table.append(text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *reversed(shape)) + struct.pack("<IQ", type_, at))
        at += -(-sizes[type_](int(np.prod(shape))) // ALIGNMENT) * ALIGNMENT
    with open(sys.argv[2], "wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(named), len(fields)))
        file.write(b"".join(fields + table))
        file.write(b"\0" * (-file.tell() % ALIGNMENT))
        for name, shape in named:
            file.write(stored(kind, shape, random))
            file.write(b"\0" * (-file.tell() % ALIGNMENT))


main()
