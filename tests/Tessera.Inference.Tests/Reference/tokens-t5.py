"""Writes a small tokenizer of T5's kind, trained by SentencePiece, and what SentencePiece itself makes of each case.

Its table of characters is SentencePiece's own rules (nmt_nfkc) for a part of Unicode, compiled by SentencePiece, so that the file
stays small: T5's whole table has 300 KB.
"""

import base64
import json
import re
import tempfile
import unicodedata
from pathlib import Path

import sentencepiece

here = Path(__file__).parent
script = (here / "tokens.mjs").read_text()
corpus = re.search(r"const corpus = `(.*?)`", script, re.S)[1]
texts = json.loads((here / "tokens-plain/cases.json").read_text())
extra = [
    "Ａ　ＲＥＤ　ｂａｌｌｏｏｎ", "ﬁne ﬂowers ﬀ", "™ ½ ¼ № ㎏", "a\u0300\u0301 o\u0308", "zero\u200bwidth\ufeffjoin", "\u0001control\u007f", "～ tilde ~", "x\u3000y\u00a0z",
    "ⅫⅠ ² ³", "a\u0323\u0307", "…… ‥", "a photo of two balloons, one red and one blue, over a house at night " * 4, "\u2581a\u2581b", "u\u0308\u0304ber",
]

rules = {}
for number in [*range(0x20, 0x500), *range(0x2000, 0x2300), *range(0x3000, 0x3040), *range(0x3300, 0x33FF), *range(0xFB00, 0xFB10), *range(0xFF01, 0xFF60)]:
    letter = chr(number)
    whole = unicodedata.normalize("NFKC", letter)
    if whole != letter and number != 0xFF5E:
        rules[letter] = whole
    apart = unicodedata.normalize("NFKD", letter)
    if len(apart) > 1 and apart != letter and unicodedata.combining(apart[-1]):
        rules[apart] = whole
for number in [*range(1, 9), 0xB, *range(0xE, 0x20), 0x7F, 0x8F, 0x9F]:
    rules[chr(number)] = ""
for number in [9, 0xA, 0xC, 0xD, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2581, 0x3000, 0xFEFF, 0xFFFD]:
    rules[chr(number)] = " "


def fields(message):
    """Of a protobuf message: (number, value), values of bytes only."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        key = number()
        if key & 7 == 2:
            length = number()
            yield key >> 3, message[at : at + length]
            at += length
        elif key & 7 == 0:
            number()
        else:
            at += 4 if key & 7 == 5 else 8


with tempfile.TemporaryDirectory() as folder:
    table = Path(folder) / "rules.tsv"
    spell = lambda text: " ".join(f"{ord(letter):X}" for letter in text)
    table.write_text("".join(f"{spell(source)}\t{spell(target)}\n" for source, target in sorted(rules.items())))
    (Path(folder) / "corpus").write_text("\n".join(re.split(r"[.;\n]", corpus)))
    sentencepiece.SentencePieceTrainer.train(
        input=f"{folder}/corpus", model_prefix=f"{folder}/t5", model_type="unigram", vocab_size=220, hard_vocab_limit=False, character_coverage=0.98,
        normalization_rule_tsv=str(table), pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2,
    )
    model = (Path(folder) / "t5.model").read_bytes()

spm = sentencepiece.SentencePieceProcessor(model_proto=model)
charsmap = next(value for field, value in fields(next(value for field, value in fields(model) if field == 3)) if field == 2)
vocab = [[spm.id_to_piece(i), spm.get_score(i)] for i in range(len(spm))]
special = lambda content, i: {"id": i, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
tokenizer = {
    "version": "1.0", "truncation": None, "padding": None,
    "added_tokens": [*(special(content, i) for i, content in enumerate(["<pad>", "</s>", "<unk>"])), special("<extra_id_0>", len(vocab))],
    "normalizer": {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(charsmap).decode()},
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True}]},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
        "pair": [], "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}},
    },
    "decoder": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True},
    "model": {"type": "Unigram", "unk_id": 2, "vocab": [*vocab, ["<extra_id_0>", 0.0]]},
}
cases = [{"text": text, "ids": spm.encode(text, add_eos=True)} for text in [*(case["text"] for case in texts if "<s>" not in case["text"]), *extra]]
(here / "tokens-t5").mkdir(exist_ok=True)
(here / "tokens-t5/tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n")
(here / "tokens-t5/cases.json").write_text("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
print(len(vocab), "words", len(rules), "rules", len(charsmap), "bytes of them")
