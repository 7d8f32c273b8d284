"""How the tiny model of janus.py sees a picture, and its edit by instruction as Janus-4o does it, in torch.

Written from the description of the architecture and nothing else. The whole sequence is run again under a mask at each step.
"""

import json

import torch
from torch.nn import functional as F

from janus import CODE, CODES, GRID, HIDDEN, WORDS, codes, embed, here, linear, logits, nearest, weights

BLOCKS, WIDTH, SIDE, PATCH, HEADS = 2, 64, 64, 16, 4
GUIDANCE, SEEN_WEIGHT = 5.0, 5.0
PROMPT = "a red balloon"
TOWER = "vision_model.vision_tower."


def layer_norm(x, name):
    return F.layer_norm(x, (WIDTH,), weights(name + ".weight", WIDTH), weights(name + ".bias", WIDTH), 1e-6)


def see(pixels):  # (height, width, 3) of bytes -> (places, hidden)
    x = ((pixels.float() / 255 - 0.5) / 0.5).permute(2, 0, 1)[None]
    x = F.conv2d(x, weights(TOWER + "patch_embed.proj.weight", WIDTH, 3, PATCH, PATCH), weights(TOWER + "patch_embed.proj.bias", WIDTH), stride=PATCH)
    x = x[0].flatten(1).T + weights(TOWER + "pos_embed", 1, GRID * GRID, WIDTH)[0]
    for i in range(BLOCKS):
        block = f"{TOWER}blocks.{i}."
        qkv = linear(layer_norm(x, block + "norm1"), block + "attn.qkv", 3 * WIDTH)
        q, k, v = qkv.view(-1, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3)
        a = torch.softmax(q @ k.transpose(1, 2) / (WIDTH // HEADS) ** 0.5, -1) @ v
        x = x + linear(a.transpose(0, 1).reshape(-1, WIDTH), block + "attn.proj", WIDTH)
        x = x + linear(F.gelu(linear(layer_norm(x, block + "norm2"), block + "mlp.fc1", 2 * WIDTH)), block + "mlp.fc2", WIDTH)
    x = layer_norm(x, TOWER + "norm")
    return linear(F.gelu(linear(x, "aligner.layers.0", HIDDEN)), "aligner.layers.2", HIDDEN)


def picture():  # any picture will do; SeeingTests.cs makes the same
    y, x, c = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), torch.arange(3), indexing="ij")
    return ((x * 3 + y * 5 + c * 40 + (x * y) // 7) % 256).to(torch.uint8)


def prompt():
    """The user's turn: the picture twice, then the words; and where the two pictures begin."""
    cases = {case["text"]: case["ids"] for case in json.loads((here / "tokens-deepseek/cases.json").read_text())}
    added = {token["content"]: token["id"] for token in json.loads((here / "tokens-deepseek/tokenizer.json").read_text())["added_tokens"]}
    bos, space = cases[" "]
    user, colon, *_ = cases[f"<|User|>: {PROMPT}\n\n<|Assistant|>:<begin_of_image>"][1:]
    rest = cases[f"<|User|>: {PROMPT}\n\n<|Assistant|>:<begin_of_image>"][-5:]
    begin, pad = added["<begin_of_image>"], added["<｜▁pad▁｜>"]
    placeholder, end = max(added.values()) + 1, max(added.values()) + 2  # as TinyJanus.cs adds them
    places = GRID * GRID
    ids = [bos, user, colon, space, begin, *[placeholder] * places, end, begin, *[pad] * places, end, *cases[PROMPT][1:], *rest]
    return ids, [ids[0], *[pad] * (len(ids) - 2), ids[-1]], 5, 5 + places + 2


def rounded(x):
    return [[round(v, 6) for v in row] for row in x.tolist()]


if __name__ == "__main__":
    pixels = picture()
    seen = see(pixels)
    z, book = codes(pixels), weights("gen_vision_model.quantize.embedding.weight", CODES, CODE)
    encoded, margin = nearest(F.normalize(z, dim=-1), F.normalize(book, dim=-1))
    assert margin > 1e-4, margin

    ids, blank, at_seen, at_drawn = prompt()
    table = weights("language_model.model.embed_tokens.weight", WORDS, HIDDEN)
    part = table[ids].clone()
    part[at_seen : at_seen + GRID * GRID] = seen
    full = part.clone()
    full[at_drawn : at_drawn + GRID * GRID] = torch.stack([embed(token) for token in encoded])
    streams = [full, part, table[blank]]
    tokens, first, margins = [], None, []
    for _ in range(GRID * GRID):
        three = torch.stack([logits(x) for x in streams])
        first = rounded(three) if first is None else first
        wanted = (three[0] + SEEN_WEIGHT * three[1]) / (1 + SEEN_WEIGHT)
        best = (three[2] + GUIDANCE * (wanted - three[2])).topk(2)
        tokens.append(int(best.indices[0]))
        margins.append(float(best.values[0] - best.values[1]))
        streams = [torch.cat([x, embed(tokens[-1])[None]]) for x in streams]

    print("encoded", encoded, "tokens", tokens, "least margin", min(margins), "seen", seen.mean().item(), seen.std().item())
    print("streams differ by", [(torch.tensor(first[i]) - torch.tensor(first[(i + 1) % 3])).abs().max().item() for i in range(3)])
    result = {"words": ids, "blank": blank, "seen": rounded(seen), "encoded": encoded, "first_logits": first, "tokens": tokens}
    (here / "vision.json").write_text(json.dumps(result) + "\n")
