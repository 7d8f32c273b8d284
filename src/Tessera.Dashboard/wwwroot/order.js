// The form: what can be chosen follows the model; what is chosen is an order.

const form = document.getElementById("order");
const { prompt, model, size, quality, background, seed } = form.elements;
const note = document.getElementById("model-note");
const listeners = [];

// On the element itself, so that it is done before the form's own listener, which reads the choices.
model.addEventListener("input", offerWhatTheModelTakes);
form.addEventListener("input", changed);
for (const idea of form.querySelectorAll("[data-idea]")) {
  idea.addEventListener("click", () => {
    prompt.value = idea.dataset.idea;
    prompt.focus();
    changed();
  });
}
prompt.addEventListener("keydown", (key) => {
  if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) {
    form.requestSubmit(document.getElementById("draw"));
  }
});
offerWhatTheModelTakes();

/** The order as it stands. */
export function order() {
  const chosen = model.selectedOptions[0].dataset;
  return {
    model: model.value,
    modelName: model.selectedOptions[0].textContent,
    prompt: prompt.value,
    size: size.value,
    quality: quality.value,
    background: background.value,
    // Digits stay text: JavaScript's numbers would round a long seed.
    seed: /^\d{1,18}$/.test(seed.value.trim()) ? seed.value.trim().replace(/^0+(?=\d)/, "") : null,
    partials: Number(chosen.partials),
    answersWithUrl: chosen.url === "true",
  };
}

/** Calls back at once and whenever the order changes. */
export function whenOrderChanges(react) {
  listeners.push(react);
  react();
}

function offerWhatTheModelTakes() {
  const can = model.selectedOptions[0].dataset;
  // A model of this machine is quickest at its own size and with one candidate for each picture.
  const own = can.installed === "true";
  offer(size, words(can.sizes), own ? words(can.sizes)[0] : "1024x1024", sizeLabel, own);
  offer(quality, words(can.qualities), own ? "medium" : "high", capital, own);
  offer(background, can.transparent === "true" ? ["auto", "opaque", "transparent"] : ["auto"], "auto", capital);
  seed.placeholder = own ? "by chance" : "from the prompt";
  note.textContent = can.note;
}

function changed() {
  listeners.forEach((react) => react());
}

/** Keeps what was chosen where the model takes it too, unless it begins anew. */
function offer(select, values, preferred, label, anew = false) {
  const kept = [anew ? "" : select.value, preferred, values[0]].find((value) => value && values.includes(value)) ?? "";
  select.replaceChildren(...(values.length > 0 ? values : [""]).map((value) => new Option(value ? label(value) : "Not a choice here", value)));
  select.value = kept;
  select.disabled = values.length < 2;
}

function words(list) {
  return list ? list.split(" ") : [];
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function sizeLabel(value) {
  const [width, height] = value.split("x").map(Number);
  if (!height) {
    return capital(value);
  }
  return `${width} × ${height}`;
}
