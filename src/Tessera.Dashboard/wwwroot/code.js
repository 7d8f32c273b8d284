// The code below the form: a tab for each language, kept in step with the order; and every copy button of the page.

import { highlight } from "./highlight.js";
import { order, whenOrderChanges } from "./order.js";
import { samples } from "./samples.js";

const text = document.getElementById("sample-text");
const panel = document.getElementById("sample");
const address = document.getElementById("address").textContent;
const tabs = [...document.querySelectorAll('[role="tab"]')];
let language = tabs[0].dataset.language;

whenOrderChanges(write);

for (const tab of tabs) {
  tab.addEventListener("click", () => select(tab));
  tab.addEventListener("keydown", (key) => {
    const next = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[key.key];
    const target = next ? tabs[(tabs.indexOf(tab) + next) % tabs.length] : { Home: tabs[0], End: tabs.at(-1) }[key.key];
    if (target) {
      key.preventDefault();
      target.focus();
      select(target);
    }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => void copy(button));
}

function select(chosen) {
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  language = chosen.dataset.language;
  panel.setAttribute("aria-labelledby", chosen.id);
  write();
}

function write() {
  highlight(text, samples[language](address, order()));
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    // Without https, browsers keep the clipboard to themselves: the text is selected instead, ready for Ctrl+C.
    getSelection().selectAllChildren(source);
    button.textContent = "Selected";
  }
  setTimeout(() => (button.textContent = "Copy"), 1600);
}
