// The call of the form as code for the official clients. Pure: an order in, text out.

/** The parameters of /v1/images/generations that an order gives, in the order in which people write them. */
export function parameters(order) {
  const { model, prompt, size, quality, background, seed, answersWithUrl } = order;
  return {
    model,
    prompt,
    ...(size && { size }),
    ...(quality && { quality }),
    ...(background && background !== "auto" && { background }),
    ...(answersWithUrl && { response_format: "b64_json" }),
    ...(seed !== null && { seed }),
  };
}

/** A string literal that Python, TypeScript and C# read alike: C# takes some rarer line ends for the end of the line. */
function quoted(text) {
  return JSON.stringify(text).replace(/[\u0085\u2028\u2029\u007f]/g, (odd) => "\\u" + odd.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** A JSON object, a line for each value. The seed is written digit by digit: JavaScript's numbers would round a long one. */
export function json(values) {
  const lines = Object.entries(values).map(([name, value]) => `  "${name}": ${name === "seed" ? value : JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}`;
}

function curl(address, order) {
  const body = json(parameters(order)).replaceAll("'", "'\\''");
  return `curl -sS --fail-with-body ${address}/images/generations \\
  -H "Authorization: Bearer $TESSERA_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '${body}' \\
  | jq -r '.data[0].b64_json' | base64 --decode > picture.png`;
}

function python(address, order) {
  const { seed, ...known } = parameters(order);
  const lines = Object.entries(known).map(([name, value]) => `    ${name}=${quoted(value)},`);
  if (seed !== undefined) {
    lines.push(`    extra_body={"seed": ${seed}},`);
  }
  return `import base64
import os

from openai import OpenAI

client = OpenAI(
    base_url="${address}",
    api_key=os.environ["TESSERA_API_KEY"],
)

result = client.images.generate(
${lines.join("\n")}
)

with open("picture.png", "wb") as file:
    file.write(base64.b64decode(result.data[0].b64_json))`;
}

function typescript(address, order) {
  const { seed, ...known } = parameters(order);
  const lines = Object.entries(known).map(([name, value]) => `  ${name}: ${quoted(value)},`);
  if (seed !== undefined) {
    lines.push(`  ...{ seed: ${seed} },`);
  }
  return `import { writeFile } from "node:fs/promises";
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${address}",
  apiKey: process.env.TESSERA_API_KEY,
});

const result = await client.images.generate({
${lines.join("\n")}
});

await writeFile("picture.png", Buffer.from(result.data![0].b64_json!, "base64"));`;
}

function csharp(address, order) {
  const call = order.seed === null ? csharpTyped(order) : csharpBySeed(order);
  return `${call.start}

var client = new ImageClient(
    ${quoted(order.model)},
    new ApiKeyCredential(Environment.GetEnvironmentVariable("TESSERA_API_KEY")!),
    new OpenAIClientOptions { Endpoint = new Uri("${address}") });

${call.rest}`;
}

function csharpTyped(order) {
  const { prompt, size, quality, background } = parameters(order);
  const [width, height] = /^(\d+)x(\d+)$/.exec(size ?? "")?.slice(1) ?? [];
  const options = [
    width && `    Size = new GeneratedImageSize(${width}, ${height}),`,
    quality && quality !== "auto" && `    Quality = new GeneratedImageQuality(${quoted(quality)}),`,
    background && `    Background = new GeneratedImageBackground(${quoted(background)}),`,
    order.answersWithUrl && "    ResponseFormat = GeneratedImageFormat.Bytes,",
  ].filter(Boolean);
  return {
    start: `#pragma warning disable OPENAI001
using System.ClientModel;
using OpenAI;
using OpenAI.Images;`,
    rest: `GeneratedImage image = await client.GenerateImageAsync(${quoted(prompt)}, new ImageGenerationOptions
{
${options.join("\n")}
});
await File.WriteAllBytesAsync("picture.png", image.ImageBytes.ToArray());`,
  };
}

/** The client has no seed, so the body is written out. */
function csharpBySeed(order) {
  const { seed, ...known } = parameters(order);
  const lines = Object.entries(known).map(([name, value]) => `    ${name} = ${quoted(value)},`);
  return {
    start: `using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Images;`,
    rest: `ClientResult result = await client.GenerateImagesAsync(BinaryContent.Create(BinaryData.FromObjectAsJson(new
{
${lines.join("\n")}
    seed = ${seed}L,
})));
using var answer = JsonDocument.Parse(result.GetRawResponse().Content);
var picture = answer.RootElement.GetProperty("data")[0].GetProperty("b64_json");
await File.WriteAllBytesAsync("picture.png", picture.GetBytesFromBase64());`,
  };
}

export const samples = { curl, python, typescript, csharp };
