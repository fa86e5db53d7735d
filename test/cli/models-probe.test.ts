import { expect, test } from "vitest";
import { redSquare } from "../../src/wizard/chat/probes.ts";
import type { ChatScript } from "../support/fake-venice/chat.ts";
import { keys } from "../support/fake-venice/keys.ts";
import { run, venice } from "../support/run.ts";

/** A model that does all it is asked to. */
const able: Partial<ChatScript> = {
  reply: '{"colour": "red"}',
  reasoning: "It is red.",
  toolCalls: [{ name: "get_time", arguments: '{"city": "Paris"}' }],
};

async function probe(model: string, chat: Partial<ChatScript>, ...flags: string[]) {
  const server = await venice({ chat });
  const result = await run(["models", "probe", model, "--base-url", server.baseUrl, ...flags], {
    env: { VENICE_API_KEY: keys.good },
  });
  const rows = result.stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return { ...result, server, rows, sent: server.requests.filter(({ method }) => method === "POST") };
}

test("what is claimed and what was seen, side by side, and the price of it before and after", async () => {
  const { code, rows, stderr, sent } = await probe("claude-opus-5", able, "--yes");
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ["streaming", "yes", "yes"],
    ["tools", "yes", "yes"],
    ["vision", "yes", "yes"],
    ["json", "yes", "yes"],
    ["reasoning", "yes", "yes"],
  ]);
  expect(stderr).toMatch(/5 small requests to venice\/claude-opus-5, which cost \$0\.\d+ at most\./);
  expect(stderr).toContain("venice/claude-opus-5 does what is claimed of it");
  expect(stderr).toMatch(/Cost: \$0\.\d+/);
  expect(code).toBe(0);
  expect(sent).toHaveLength(5);
  expect(sent.map(({ body }) => JSON.parse(body).stream)).toEqual([true, false, false, false, false]);
});

test("a model that only talks is found out, by exit code 5 as well", async () => {
  const { code, rows, stderr } = await probe("claude-opus-5", {}, "--yes");
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ["streaming", "yes", "yes"],
    ["tools", "yes", "no"],
    ["vision", "yes", "no"],
    ["json", "yes", "no"],
    ["reasoning", "yes", "no"],
  ]);
  expect(stderr).toContain("Claimed and not seen: tools, vision, JSON by a schema, reasoning.");
  expect(code).toBe(5);
});

test("what is not claimed costs nothing: it is not asked for", async () => {
  const { rows, sent } = await probe("llama-3.3-70b", able, "--yes");
  expect(rows.filter((row) => row[2] === "not-asked").map((row) => row.slice(0, 2))).toEqual([
    ["vision", "no"],
    ["reasoning", "no"],
  ]);
  expect(sent).toHaveLength(3);
});

test("a refusal is shown in the provider's words, and the others are asked for all the same", async () => {
  const { code, rows } = await probe("llama-3.3-70b", { refusal: "upstream" }, "--yes");
  expect(rows[0]).toEqual(["streaming", "yes", "refused", "Invalid arguments passed to the model"]);
  expect(rows[1]?.slice(0, 3)).toEqual(["tools", "yes", "refused"]);
  expect(code).toBe(5);
});

test("what would meet every request alike ends it with its own words and code", async () => {
  const { code, stderr, sent } = await probe("llama-3.3-70b", { refusal: "wallet" }, "--yes");
  expect([code, sent.length]).toEqual([4, 1]);
  expect(stderr).toContain("the account cannot pay");
});

test("without anybody to ask, --yes is wanted before anything is sent", async () => {
  const { code, stderr, server } = await probe("llama-3.3-70b", able);
  expect(code).toBe(2);
  expect(stderr).toContain("openclaw models probe llama-3.3-70b --yes");
  expect(server.requests).toEqual([]);
});

test("--json is one document, with the cost of each request", async () => {
  const { stdout } = await probe("claude-opus-5", able, "--yes", "--json");
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({
    ok: true,
    model: "venice/claude-opus-5",
    probes: [
      { ability: "streaming", claimed: true, seen: "yes", detail: "" },
      { ability: "tools", claimed: true, seen: "yes" },
      { ability: "vision" },
      { ability: "json" },
      { ability: "reasoning" },
    ],
  });
  expect(document.cost.actual).toBeCloseTo(5 * document.probes[0].cost);
  expect(document.cost.most).toBeGreaterThan(document.cost.actual);
});

test("an anonymized model is not asked where only private ones may be", async () => {
  const { code, sent } = await probe("claude-opus-5", able, "--yes", "--private-only");
  expect([code, sent]).toEqual([2, []]);
});

test("the picture that is shown to a model is a red one", () => {
  const bytes = Buffer.from(redSquare, "base64");
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  const palette = bytes.indexOf("PLTE") + 4;
  expect([...bytes.subarray(palette, palette + 3)]).toEqual([255, 0, 0]);
});
