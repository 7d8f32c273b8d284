// The prompt box: sends the order, shows the picture as it grows, and says what it would have cost.

import { events } from "./events.js";
import { order, whenOrderChanges } from "./order.js";
import { json, parameters } from "./samples.js";
import "./code.js";

const at = (id) => document.getElementById(id);
const studio = at("studio");
const token = document.querySelector('meta[name="tessera-page-token"]').content;
let pictures = [];

at("order").addEventListener("submit", (submit) => {
  submit.preventDefault();
  void draw(order());
});
whenOrderChanges(() => shape(order().size));
at("draw").disabled = false;

async function draw(asked) {
  begin(asked);
  const started = performance.now();
  try {
    const answer = await fetch("/playground/images", {
      method: "POST",
      headers: { "content-type": "application/json", "x-tessera-page-token": token },
      body: json({ ...parameters(asked), ...(asked.partials > 0 && { stream: true, partial_images: asked.partials }) }),
    });
    if (!answer.ok) {
      throw new Refusal((await answer.json()).error.message);
    }
    await follow(events(answer.body), asked, started);
  } catch (trouble) {
    fail(trouble instanceof Refusal ? trouble.message : "The gateway did not answer to the end. Is it still running?");
  } finally {
    at("draw").disabled = false;
    at("draw").textContent = "Draw it";
    at("stage").setAttribute("aria-busy", "false");
  }
}

/** A sentence of the gateway, shown as it is. */
class Refusal extends Error {}

async function follow(stream, asked, started) {
  let completed = null;
  let finished = false;
  for await (const { name, data, note } of stream) {
    if (note) {
      at("status").textContent = `Drawing: ${note}`;
    } else if (name === "image_generation.partial_image") {
      await show(data);
      at("status").textContent = `Drawing, partial picture ${data.partial_image_index + 1} of ${asked.partials}`;
    } else if (name === "image_generation.completed") {
      completed = data;
      await show(data);
    } else if (name === "tessera.receipt") {
      finish(asked, completed, data, performance.now() - started);
      finished = true;
    } else if (name === "error") {
      throw new Refusal(data.error.message);
    }
  }
  if (!finished) {
    throw new Error("the stream ended early");
  }
}

function begin(asked) {
  studio.dataset.state = "drawing";
  shape(asked.size);
  at("draw").disabled = true;
  at("draw").textContent = "Drawing";
  at("stage").setAttribute("aria-busy", "true");
  at("status").textContent = "Drawing";
  at("trouble").hidden = true;
  at("result").hidden = true;
  at("caption").textContent = "No picture yet";
  at("layers").replaceChildren();
  pictures.forEach(URL.revokeObjectURL);
  pictures = [];
}

/** Lays a picture over the coarser one before it. */
async function show(event) {
  const bytes = Uint8Array.from(atob(event.b64_json), (character) => character.charCodeAt(0));
  pictures.push(URL.createObjectURL(new Blob([bytes], { type: `image/${event.output_format ?? "png"}` })));
  const layer = new Image();
  layer.src = pictures.at(-1);
  layer.alt = "";
  layer.toggleAttribute("data-clear", event.background === "transparent");
  await layer.decode();
  shape(`${layer.naturalWidth}x${layer.naturalHeight}`);
  at("layers").append(layer);
}

function finish(asked, completed, receipt, milliseconds) {
  studio.dataset.state = "done";
  at("layers").lastElementChild.alt = asked.prompt;
  at("caption").textContent = asked.prompt;
  at("status").textContent = `Finished in ${milliseconds < 995 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`}`;
  at("price").textContent = receipt.cost_usd === null ? "unknown" : `$${receipt.cost_usd}`;
  at("price-label").textContent = receipt.provider === "engine" ? "It cost" : `${receipt.model_name} would cost`;
  at("tokens").textContent = receipt.has_tokens ? completed.usage.total_tokens.toLocaleString("en") : "priced by the picture";
  at("honest").textContent = honestly(receipt, completed);
  say(at("unknown"), receipt.adjusted.find((entry) => entry.field === "prompt"));
  at("generation").textContent = receipt.generation_id;
  at("download").href = pictures.at(-1);
  at("download").download = `${receipt.generation_id}.${completed.output_format ?? "png"}`;
  at("result").hidden = false;
}

function honestly(receipt, completed) {
  if (receipt.provider === "engine") {
    const chosen = receipt.adjusted.find((entry) => entry.field === "seed");
    return `Drawn by ${receipt.model_name} on this machine, and free.${chosen ? ` Its seed was ${chosen.note.split(",")[0]}.` : ""}`;
  }
  const own = receipt.model === "tessera/sketch";
  const partial = receipt.partial_image_tokens
    ? ` ${receipt.partial_image_tokens} of the ${completed.usage.output_tokens.toLocaleString("en")} output tokens are for the partial pictures.`
    : "";
  return own
    ? "Drawn by Sketch, the painter inside Tessera. It is not a neural model: it draws from a vocabulary, and is free."
    : `Drawn by the painter inside Tessera, not by ${receipt.model_name}, and free. Size, tokens and price are those of the real call.${partial}`;
}

function say(line, entry) {
  line.hidden = !entry;
  if (entry) {
    const list = document.createElement("strong");
    list.textContent = entry.note;
    line.replaceChildren("The painter has no drawing for: ", list, ". These words only changed the composition.");
  }
}

function fail(sentence) {
  studio.dataset.state = "failed";
  at("layers").replaceChildren();
  at("status").textContent = "";
  at("trouble").textContent = sentence;
  at("trouble").hidden = false;
}

/** The frame takes the shape of the picture before it is there. */
function shape(size) {
  const [width, height] = (size ?? "").split("x").map(Number);
  at("stage").style.setProperty("--ratio", height ? String(width / height) : "1");
}
