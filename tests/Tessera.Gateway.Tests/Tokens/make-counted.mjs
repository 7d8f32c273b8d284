// Makes counted.json again: texts, each with its number of tokens as the npm package `tiktoken` 1.0.22 counts them.
//
//   npm install tiktoken@1.0.22 && node make-counted.mjs > counted.json
//
// A long text is written as [unit, times]. Half a surrogate pair is kept as an escape.

import { get_encoding } from 'tiktoken';

const written = [
  '', ' ', '  ', '   ', '\n', '\r\n', '\n\n\n', ' \n', '  \n  x', 'a\n', 'a \n b', '\t\tx', 'x\t\ty', 'end   ', '\u00a0\u3000x', '\u0085\u2028y', '\ufeffx',
  'a red balloon', 'A RED BALLOON', 'aRedBalloon', 'HTTPServer', 'HTTPSERVERx', 'IPhone iPhone IPHONE', 'Ünïcödé ÄÖÜ', 'ǅ ǆ ǄǅǆA',
  "don't DON'T Don'T we'll WE'LL I've I'VE they're I'd I'm it's IT'S", "x'ſ x'S y'D z'lL z'Ll q'rE q'Ve n't 't 'tis rock'n'roll ''s '''", "日本's 日本'sAB",
  '1', '12', '123', '1234', '1234567890', '3.14159', '1,000,000.00', 'v1.2.3-rc4', '½ ¾ Ⅷ ² x²y', '٣٤٥٦٧', '१२३४', '𝟏𝟐𝟑𝟒',
  '!', '!!', '?!?!', '...', '…', '--help', 'a/b//c///', '//\n//\n', '#!/bin/sh\n', '$5.00 (50% off)!!!', ' !x', ' !! x', '  !! x', '<|endoftext|>', '<|endofprompt|> a',
  'e\u0301', '\u0301e', ' \u0301', '!\u0301', '\u0301\u0301', 'A\u0301B', '\u0301AB', ' \u0301AB', 'ก็', 'नी', 'న్', '\u200d\u200b', 'a\u200db',
  'ひらがなカタカナ漢字', 'ABCひらがなabc', '日AB', '日Ab', '日本ABCdef', 'ʰʱABʰ', 'ªº', '𝐀𝐁𝐜', '𠀀𠀁字', '😀', '😀😀😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', 'a😀b', ' 😀', '🇩🇪🇯🇵', '✈️', '❤️‍🔥',
  '\ud83d', '\ude00', 'a\ud83d', '\ud83d\ud83d\ude00', '\ude00\ud83d x', '\u0000', 'a\u0000b', '\u0001\u0002\u001b[31m', '\u007f',
  'Рыжий кот спит на подоконнике', 'Ευτυχισμένη γάτα', 'قطة برتقالية تنام', 'חתול כתום', 'खिड़की पर सोती हुई बिल्ली', 'แมวสีส้มนอนหลับ', '눈 내리는 밤 창가에서', '一只橙色的猫睡在窗台上', 'Một con mèo màu cam', 'Kissa nukkuu ikkunalaudalla', 'Çağdaş şehir ışıkları İIıi', 'ქართული კატა', 'հայերեն կատու', 'አማርኛ ድመት', 'বাংলা বিড়াল', 'தமிழ் பூனை', 'ខ្មែរ', 'မြန်မာ', 'ᏣᎳᎩ', 'ᚠᚢᚦ', 'ⴰⵎⴰⵣⵉⵖ',
  'for (let i = 0; i < n; i++) {\n  console.log(`${i}: ${items[i]}`);\n}\n', 'def f(x):\n    """Doc."""\n    return {k: v for k, v in x.items()}\n', '{"a":[1,2,{"b":null}],"c":"\\n"}', '<div class="x">\n\t<p>Hi&nbsp;there</p>\n</div>', 'SELECT * FROM t WHERE a >= 10 AND b LIKE \'%x%\';', 'https://example.com/a/b?c=d&e=%20f#g', 'snake_case camelCase PascalCase SCREAMING_CASE kebab-case',
  'pneumonoultramicroscopicsilicovolcanoconiosis', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 'qzxwvkjhgfdsapoiuytrewqmnbvcxz', 'AAAAAAAAAAaaaaaaaaaaAAAAAAAAAA', 'xXxXxXxXxXxX', 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4',
  'Product photo of a matte-black ceramic coffee mug on a walnut table, soft window light from the left, 85mm, shallow depth of field, no text',
];

const long = [['a', 32000], ['ab', 16000], ['A', 32000], ['aB', 16000], ['あ', 32000], ['漢', 10000], ['😀', 16000], ['!', 32000], [' ', 32000], ['\n', 32000], [' \n', 16000], ['1', 32000], ['\u0301', 32000], ['qzx', 10000], ['\ud83d', 10000], ["'s", 16000], ['a ', 16000], ['ſ', 1000], ['Straße', 5000], ['the quick brown fox ', 1600]];

// Short texts out of every kind of character that the vocabulary's pattern tells apart.
const alphabet = ['a', 'b', 's', 't', 'A', 'B', 'S', 'ß', 'É', 'é', 'ǅ', 'ʰ', 'あ', '漢', '\u0301', '\u0903', '1', '2', '½', '٣', ' ', ' ', ' ', '\t', '\n', '\r', '\u00a0', "'", "'", '/', '.', '!', '-', '_', '"', '€', '😀', '𝐀', '𝐚', '𠀀', '𝟏', '\u200d', 'the', 'ing', 'Re', "'re", "'LL", 'ſ'];
let state = 20261121;
const next = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const mixed = Array.from({ length: 1500 }, () => Array.from({ length: 1 + next(14) }, () => alphabet[next(alphabet.length)]).join(''));

const encoding = get_encoding('o200k_base');
const count = (text) => encoding.encode_ordinary(text).length;
const escaped = (text) => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const lines = [
  ...[...written, ...mixed].map((text) => `  [${escaped(text)}, 1, ${count(text)}]`),
  ...long.map(([unit, times]) => `  [${escaped(unit)}, ${times}, ${count(unit.repeat(times))}]`),
];
console.log(`[\n${lines.join(',\n')}\n]`);
