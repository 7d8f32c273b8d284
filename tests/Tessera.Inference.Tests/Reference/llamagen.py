"""Tiny models of the LlamaGen family in torch, one of classes and one of captions, written from the description and nothing else.

It shares no code and no method with the engine: the whole sequence runs again at every step under a mask, and positions are
turned as complex numbers. The weights are the formula of janus.py; the picture tokenizer is that of janus.py too. The
checkpoint is written by torch.save, nested and with the arguments of a training beside it, as the family's makers do.
"""

import argparse
import json

import t5
import torch
from janus import CODES, GRID, HIDDEN, INNER, here, picture, weights
from torch.nn import functional as F

LAYERS, HEADS, KEY_HEADS, CLASSES, WORDS = 2, 4, 2, 10, 12
GUIDANCE, CLASS = 4.0, 7
CAPTION_GUIDANCE, CAPTION = 7.5, "a red balloon"
SIZE = HIDDEN // HEADS


def shapes():
    yield "cls_embedding.embedding_table.weight", (CLASSES + 1, HIDDEN)
    yield "tok_embeddings.weight", (CODES, HIDDEN)
    for i in range(LAYERS):
        yield f"layers.{i}.attention.wqkv.weight", ((HEADS + 2 * KEY_HEADS) * SIZE, HIDDEN)
        yield f"layers.{i}.attention.wo.weight", (HIDDEN, HIDDEN)
        yield f"layers.{i}.feed_forward.w1.weight", (INNER, HIDDEN)
        yield f"layers.{i}.feed_forward.w3.weight", (INNER, HIDDEN)
        yield f"layers.{i}.feed_forward.w2.weight", (HIDDEN, INNER)
        yield f"layers.{i}.attention_norm.weight", (HIDDEN,)
        yield f"layers.{i}.ffn_norm.weight", (HIDDEN,)
    yield "norm.weight", (HIDDEN,)
    yield "output.weight", (CODES, HIDDEN)


w = {name: weights(name, *shape) for name, shape in shapes()}


def norm(x, name):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5) * w[name]


def turns(prefix):
    """(positions, pairs), complex: nothing for the prefix, then e^(i angle) by row for half of the pairs, by column for half."""
    frequency = 10000 ** -(torch.arange(0, SIZE // 2, 2).double() / (SIZE // 2))
    y, x = torch.meshgrid(torch.arange(GRID).double(), torch.arange(GRID).double(), indexing="ij")
    angle = torch.cat([y.reshape(-1, 1) * frequency, x.reshape(-1, 1) * frequency], 1)
    grid = torch.polar(torch.ones_like(angle), angle)
    return torch.cat([torch.zeros(prefix, SIZE // 2, dtype=grid.dtype), grid]).to(torch.complex64)


def turn(x, by):  # (positions, heads, size)
    pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2).contiguous())
    return torch.view_as_real(pairs * by[: len(x), None]).flatten(-2)


def decoder(x, prefix, hidden_before=0):  # (positions, hidden) -> (positions, hidden)
    count = len(x)
    seen = torch.ones(count, count).tril().bool()
    seen[:, :hidden_before] = False
    seen |= torch.eye(count).bool()
    for i in range(LAYERS):
        layer = f"layers.{i}."
        q, k, v = (norm(x, layer + "attention_norm.weight") @ w[layer + "attention.wqkv.weight"].T).split([HIDDEN, KEY_HEADS * SIZE, KEY_HEADS * SIZE], -1)
        q = turn(q.view(count, HEADS, SIZE), turns(prefix))
        k = turn(k.view(count, KEY_HEADS, SIZE), turns(prefix))
        v = v.view(count, KEY_HEADS, SIZE)
        heads = []
        for head in range(HEADS):
            shared = head // (HEADS // KEY_HEADS)
            scores = (q[:, head] @ k[:, shared].T / SIZE**0.5).masked_fill(~seen, float("-inf"))
            heads.append(torch.softmax(scores, -1) @ v[:, shared])
        x = x + torch.cat(heads, -1) @ w[layer + "attention.wo.weight"].T
        n = norm(x, layer + "ffn_norm.weight")
        x = x + (F.silu(n @ w[layer + "feed_forward.w1.weight"].T) * (n @ w[layer + "feed_forward.w3.weight"].T)) @ w[layer + "feed_forward.w2.weight"].T
    return norm(x, "norm.weight")


def draw(streams, guidance, hidden_before=0):
    """The tokens, always the likeliest, and the logits of both streams at every step."""
    prefix, tokens, steps = len(streams[0]), [], []
    for _ in range(GRID * GRID):
        both = [decoder(x, prefix, hidden_before)[-1] @ w["output.weight"].T for x in streams]
        steps.append([[round(v, 6) for v in one.tolist()] for one in both])
        tokens.append(int((both[1] + (both[0] - both[1]) * guidance).argmax()))
        streams = [torch.cat([x, w["tok_embeddings.weight"][tokens[-1]][None]]) for x in streams]
    return tokens, steps


def keep(name, tokens, steps):
    result = {"tokens": tokens, "first_logits": steps[0], "last_logits": steps[-1]}
    (here / f"{name}.json").write_text(json.dumps(result) + "\n")
    (here / f"{name}-pixels.bin").write_bytes(picture(torch.tensor(tokens)).to(torch.uint8).numpy().tobytes())
    print(name, tokens)


def caption():
    """Both streams of a caption: features moved to the end of the line, nothing in front of them; and the learnt ones of no caption."""
    cases = json.loads((here / "tokens-t5/cases.json").read_text())
    ids = next(case["ids"] for case in cases if case["text"] == CAPTION)
    features = t5.encode(ids, WORDS)
    mask = torch.arange(WORDS) >= WORDS - len(ids)
    features = torch.cat([features[len(ids) :], features[: len(ids)]]) * mask[:, None]
    first = weights("cls_embedding.cap_proj.fc1.weight", HIDDEN, t5.WIDTH)
    second = weights("cls_embedding.cap_proj.fc2.weight", HIDDEN, HIDDEN)
    nothing = weights("cls_embedding.uncond_embedding", WORDS, t5.WIDTH)
    return [t5.gelu(x @ first.T) @ second.T for x in (features, nothing)], WORDS - len(ids)


if __name__ == "__main__":
    table = w["cls_embedding.embedding_table.weight"]
    keep("llamagen-c2i", *draw([table[[CLASS]], table[[CLASSES]]], GUIDANCE))
    arguments = argparse.Namespace(gpt_model="GPT-B", image_size=64, lr=1e-4, ema=False, results_dir=None)
    half = {name: tensor.bfloat16() for name, tensor in w.items()}  # the formula's numbers are bf16 already
    torch.save({"model": half, "steps": 300_000, "args": arguments}, here / "llamagen-c2i.pt")
    streams, hidden_before = caption()
    keep("llamagen-t2i", *draw(streams, CAPTION_GUIDANCE, hidden_before))
