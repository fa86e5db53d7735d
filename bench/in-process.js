// What is measured inside one process, printed as JSON. Run by bench.js in a process of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import JSON5 from "json5";
import { rolldown } from "rolldown";
import { root } from "../scripts/install.js";
import { scratchFolder } from "./homes.js";
import { spread } from "./statistics.js";
import { manyRows } from "./waiting.js";

const subjects = await bundle();
const manifest = JSON5.parse(readFileSync(join(root, "templates/providers/venice.json5"), "utf8"));
console.log(JSON.stringify({ edit: await measureEdit(), table: measureTable(), search: measureSearch() }));

async function bundle() {
  const built = await rolldown({ input: join(root, "bench/subjects.ts"), platform: "node", resolve: {} });
  await built.write({ dir: scratchFolder, format: "esm", entryFileNames: "subjects.mjs", minify: true });
  await built.close();
  return await import(pathToFileURL(join(scratchFolder, "subjects.mjs")).href);
}

/** Sets the default model and a row of it, as `models set` does, in a commented config of that size. */
async function measureEdit() {
  const checked = await subjects.editor();
  return [2_000, 200_000, 10_000_000].map((size) => {
    const before = commented(size);
    const operations = [
      { op: "set", path: ["agents", "defaults", "model", "primary"], value: "venice/llama-3.3-70b" },
      {
        op: "set",
        path: ["models", "providers", "venice", "models"],
        value: [{ id: "llama-3.3-70b", name: "Llama 3.3 70B" }],
      },
    ];
    const runs = size > 1_000_000 ? 5 : size > 100_000 ? 25 : 300;
    /** @type {{ edit: number[], whole: number[], parse: number[] }} */
    const times = { edit: [], whole: [], parse: [] };
    for (let run = -3; run < runs; run += 1) {
      const edit = timeOf(() => subjects.edit(before, operations));
      const whole = timeOf(() => checked(before, operations));
      const parse = timeOf(() => subjects.parse(before));
      if (run < 0) continue;
      times.edit.push(edit);
      times.whole.push(whole);
      times.parse.push(parse);
    }
    const over = (/** @type {readonly number[]} */ each) =>
      spread(each.map((time, index) => time / (times.parse[index] ?? 1)));
    return {
      bytes: before.length,
      edit: { ratio: over(times.edit), milliseconds: spread(times.edit) },
      editAndCheck: { ratio: over(times.whole), milliseconds: spread(times.whole) },
      parse: { milliseconds: spread(times.parse) },
    };
  });
}

function measureTable() {
  return [25, 500, 5000].map((models) => {
    const rows = manyRows(models);
    const times = timesOf(models > 1000 ? 10 : 100, () => subjects.tabulate(manifest, rows));
    const { median } = spread(times);
    return {
      models,
      milliseconds: spread(times),
      microsecondsPerModel: Number(((median * 1000) / models).toPrecision(3)),
    };
  });
}

function measureSearch() {
  const search = subjects.searchIn(manifest, manyRows(4000));
  const terms = ["l", "ll", "lla", "llama", "c", "coder", "coder 4", "vision", "v", "39", "nothing like it"];
  const times = Array.from({ length: 20 }, () => terms.map((term) => timeOf(() => search(term)))).flat();
  return { models: 4000, milliseconds: spread(times) };
}

/**
 * @param {number} runs
 * @param {() => unknown} work
 */
function timesOf(runs, work) {
  for (let run = 0; run < 3; run += 1) work();
  return Array.from({ length: runs }, () => timeOf(work));
}

/** @param {() => unknown} work */
function timeOf(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** A config of about that many bytes, as somebody has written it: comments, bare keys, single quotes, trailing commas. */
function commented(/** @type {number} */ bytes) {
  const row = (/** @type {number} */ index) => `          {
            id: 'model-${index}', // number ${index}
            name: "Model ${index}",
            reasoning: ${index % 2 === 0},
            input: ['text', 'image'],
            cost: { input: 0.5, output: 1.25, cacheRead: 0, cacheWrite: 0 },
            contextWindow: 131072,
            maxTokens: 8192,
          },
`;
  const head = `// Mine. Do not touch.
{
  agents: {
    defaults: {
      model: { primary: "openai/gpt-5.2", fallbacks: ["openai/gpt-5.2-mini"] }, // the usual
      workspace: "~/work",
    },
  },
  models: {
    mode: "merge",
    providers: {
      /* A list that
         grew over the years. */
      openai: {
        baseUrl: "https://api.openai.com/v1",
        models: [
`;
  const tail = `        ],
      },
    },
  },
  channels: { telegram: { enabled: false } },
}
`;
  const count = Math.max(1, Math.round((bytes - head.length - tail.length) / row(100).length));
  return head + Array.from({ length: count }, (_, index) => row(index)).join("") + tail;
}
