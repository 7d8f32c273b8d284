// Where the gateway under test is and which key to use; a script prints one line of JSON, which the test looks at.
export const origin = process.env.TESSERA_ORIGIN;
export const key = process.env.TESSERA_KEY;

export const tell = (result) => console.log(JSON.stringify(result));

// Width and height of a PNG, so that a picture is known to be one.
export function sizeOf(bytes) {
  const view = Buffer.from(bytes);
  if (view.toString("latin1", 1, 4) !== "PNG") {
    throw new Error("not a PNG");
  }

  return `${view.readUInt32BE(16)}x${view.readUInt32BE(20)}`;
}

export async function thrownBy(act) {
  try {
    await act();
  } catch (error) {
    return error;
  }

  throw new Error("nothing was thrown");
}
