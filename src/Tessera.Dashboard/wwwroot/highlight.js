// Colours for code, as far as they help the eye: strings, comments, and a few words. Text goes in as text, never as markup.

const pieces = /(?<note>^#pragma.*$)|(?<text>"(?:[^"\\\n]|\\.)*"(?:u8)?|'(?:[^'\\]|\\.)*')|(?<word>(?<![\w-])(?:import|from|with|as|const|await|new|var|using|curl|jq)(?![\w-]))/gm;

/** Fills an element with coloured code. */
export function highlight(element, code) {
  const parts = [];
  let end = 0;
  for (const match of code.matchAll(pieces)) {
    parts.push(code.slice(end, match.index));
    const span = document.createElement("span");
    span.className = match.groups.note ? "n" : match.groups.text ? "t" : "k";
    span.textContent = match[0];
    parts.push(span);
    end = match.index + match[0].length;
  }
  parts.push(code.slice(end));
  element.replaceChildren(...parts);
}
