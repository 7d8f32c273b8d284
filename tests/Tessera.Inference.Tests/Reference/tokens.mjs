// Writes two small tokenizers, trained on the text below, and what @huggingface/tokenizers makes of each case.
// TOKENIZERS is the address of that package's module: TOKENIZERS=file:///…/tokenizers.mjs node tokens.mjs

import { mkdirSync, writeFileSync } from "node:fs";

const { Tokenizer } = await import(process.env.TOKENIZERS ?? "@huggingface/tokenizers");
const here = new URL(".", import.meta.url);

const corpus = `a red balloon over a green field. a blue car beside a white house at night, and two yellow stars above the house.
the wooden box is left of the glass mug. a small fish under the big tree; the balloon is striped. photo of a shiny metal key on a plain background
A picture of the sea, with the sun going down. Hello, how are you? I am well. 1024 by 1536 pixels. ein roter Ballon über dem Haus. Привет мир. 你好世界`;

// Bytes to letters, as GPT-2 numbered them.
const letters = [];
for (let value = 0, next = 256; value < 256; value++) {
  const prints = (value >= 33 && value <= 126) || (value >= 161 && value <= 172) || value >= 174;
  letters.push(String.fromCodePoint(prints ? value : next++));
}
const spell = (text) => [...new TextEncoder().encode(text)].map((value) => letters[value]);

function train(count) {
  const words = corpus.match(/\s?[\p{L}]+|\s?[^\s\p{L}]+|\s+/gu).map(spell);
  const merges = [];
  while (merges.length < count) {
    const seen = new Map();
    for (const word of words)
      for (let i = 0; i + 1 < word.length; i++) {
        const pair = word[i] + " " + word[i + 1];
        seen.set(pair, (seen.get(pair) ?? 0) + 1);
      }
    if (seen.size === 0) break;
    const [best] = [...seen].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a));
    merges.push(best);
    const [left, right] = best.split(" ");
    for (const word of words)
      for (let i = 0; i + 1 < word.length; i++)
        if (word[i] === left && word[i + 1] === right) word.splice(i, 2, left + right);
  }
  return merges;
}

function file(preTokenizer, postProcessor, added, pairs) {
  const merges = train(300);
  const vocab = {};
  for (const word of [...letters, ...merges.map((pair) => pair.replace(" ", ""))]) vocab[word] ??= Object.keys(vocab).length;
  const first = Object.keys(vocab).length;
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added.map((token, i) => ({
      id: first + i, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...token,
    })),
    normalizer: pairs ? null : { type: "Sequence", normalizers: [] },
    pre_tokenizer: preTokenizer,
    post_processor: postProcessor(first),
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE", dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null,
      fuse_unk: false, byte_fallback: false, vocab, merges: pairs ? merges.map((pair) => pair.split(" ")) : merges,
    },
  };
}

const split = (regex) => ({ type: "Split", pattern: { Regex: regex }, behavior: "Isolated", invert: false });

// The steps of DeepSeek-LLM's file; the list of letters is shorter.
const deepseek = file(
  {
    type: "Sequence",
    pretokenizers: [
      split("[\r\n]"),
      split("\\s?[A-Za-zµÀ-ÖØ-öø-ƺͰ-ͳΑ-ΡΣ-ϵЀ-ҁԱ-Ֆ\u{10400}-\u{1044f}\u{118a0}-\u{118df}]+"),
      split("\\s?[!-/:-~！-／：-～‘-‟　-。]+"),
      split("\\s+$"),
      split("[一-龥ࠀ-一가-\ud7ff]+"),
      { type: "Digits", individual_digits: true },
      { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
    ],
  },
  () => ({ type: "ByteLevel", add_prefix_space: true, trim_offsets: false, use_regex: true }),
  [
    { content: "<｜begin▁of▁sentence｜>", normalized: true },
    { content: "<｜▁pad▁｜>", normalized: true },
    { content: "<|User|>" },
    { content: "<|Assistant|>" },
    { content: "<begin_of_image>" },
  ],
  false,
);

const plain = file(
  { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
  (first) => ({
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "</s>", type_id: 0 } }],
    pair: [],
    special_tokens: { "<s>": { id: "<s>", ids: [first], tokens: ["<s>"] }, "</s>": { id: "</s>", ids: [first + 1], tokens: ["</s>"] } },
  }),
  [{ content: "<s>" }, { content: "</s>" }, { content: "<mask>", lstrip: true }, { content: "<tail>", rstrip: true }, { content: "<mask>s" }],
  true,
);

const texts = [
  "", " ", "a", "Hello, how are you?", "a red balloon", "A RED balloon", "  two  spaces  ", "tabs\tand\r\nlines\n\nhere ",
  "1024x1536 and 3.14", "ein roter Ballon über dem Haus", "Привет, мир!", "你好世界。好", "café naïve Ångström", "don't we'll I'M it's",
  "🎈 a balloon 🎈🎈", "\u{10400}\u{10401} deseret \u{118a0}", "x²y ½ ٣٤ Ⅷ", "“quoted” – dash … end", "a\u0301 combining e\u0301", "한국어 문장",
  "<|User|>: a red balloon\n\n<|Assistant|>:<begin_of_image>", "<|User|><|User|> <|Usr|>", "a <mask> b<tail>  c <mask>s", "<s>x</s>",
  "balloonballoonballoon", "the the the  the", "\u200bzero\u00a0width", "a_b-c/d\\e", "!?!?…!!", "trailing space ", "\n", " \n ",
];

for (const [name, tokenizer, config] of [
  ["tokens-deepseek", deepseek, { add_bos_token: true, add_eos_token: false, bos_token: { content: "<｜begin▁of▁sentence｜>" }, tokenizer_class: "LlamaTokenizerFast" }],
  ["tokens-plain", plain, null],
]) {
  mkdirSync(new URL(name, here), { recursive: true });
  const reference = new Tokenizer(tokenizer, config ?? {});
  const bos = config ? [tokenizer.added_tokens[0].id] : [];
  const cases = texts.map((text) => ({ text, ids: [...bos, ...reference.encode(text, { add_special_tokens: !config }).ids] }));
  writeFileSync(new URL(`${name}/tokenizer.json`, here), JSON.stringify(tokenizer, null, 0) + "\n");
  writeFileSync(new URL(`${name}/cases.json`, here), "[\n" + cases.map((one) => JSON.stringify(one)).join(",\n") + "\n]\n");
  if (config) writeFileSync(new URL(`${name}/tokenizer_config.json`, here), JSON.stringify(config, null, 2) + "\n");
}
