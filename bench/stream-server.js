// A provider that does nothing but answer, fast: 25 models, and as many pieces of an answer as the model's id says ("pieces-100000").
// The pieces of "clock-300" come one by one, each the time on this machine's clock when it was sent, in nanoseconds.
import { createServer } from "node:http";
import { manyRows } from "./waiting.js";

const piece = (/** @type {string} */ content) =>
  `data: ${JSON.stringify({
    id: "chatcmpl-0123456789abcdef",
    object: "chat.completion.chunk",
    created: 1781568000,
    model: "llama-3.3-70b",
    choices: [{ index: 0, delta: { content }, finish_reason: null, logprobs: null }],
  })}\n\n`;
const last = `data: ${JSON.stringify({ id: "x", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;

const models = JSON.stringify({
  object: "list",
  type: "text",
  data: [...manyRows(25), ...["pieces-1", "pieces-100000", "clock-300"].map((id) => ({ ...manyRows(1)[0], id }))],
});
const thousand = Buffer.from(piece(" word").repeat(1000));

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const body = [];
  request.on("data", (chunk) => body.push(chunk));
  request.on("end", async () => {
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "application/json" }).end(models);
      return;
    }
    const [kind, count] = JSON.parse(Buffer.concat(body).toString()).model.split("-");
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.socket?.setNoDelay(true);
    if (kind === "clock") await tellTime(response, Number(count));
    else await pour(response, Number(count));
    response.end(last);
  });
});

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} count
 */
async function pour(response, count) {
  if (count < 1000) response.write(piece(" word").repeat(count));
  for (let sent = 0; sent + 1000 <= count; sent += 1000) {
    if (!response.write(thousand)) await new Promise((resolve) => response.once("drain", resolve));
  }
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} count
 */
async function tellTime(response, count) {
  for (let sent = 0; sent < count; sent += 1) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    response.write(piece(`${process.hrtime.bigint()}\n`));
  }
}

server.listen(0, "127.0.0.1", () => {
  process.send?.(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
});
process.on("disconnect", () => process.exit());
