// Reads a stream of server-sent events.

/** Yields { name, data } for each event, whose data is JSON, and { note } for a comment that says something. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const pieces = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    // A picture is one line of megabytes: pieces are joined only once an event has ended.
    pieces.push(value);
    const last = pieces.length > 1 ? pieces.at(-2).slice(-1) + value : value;
    if (!last.includes("\n\n")) {
      continue;
    }
    const blocks = pieces.join("").split("\n\n");
    pieces.length = 0;
    pieces.push(blocks.pop());
    for (const block of blocks) {
      const event = parse(block);
      if (event) {
        yield event;
      }
    }
  }
}

function parse(block) {
  let name = "message";
  let note = "";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) {
      name = line.slice(7);
    } else if (line.startsWith("data: ")) {
      data.push(line.slice(6));
    } else if (line.startsWith(": ") && line !== ": ping") {
      note = line.slice(2);
    }
  }
  return data.length > 0 ? { name, data: JSON.parse(data.join("\n")) } : note ? { note } : null;
}
