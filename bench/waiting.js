import { readFileSync } from "node:fs";
import { request } from "node:https";
import { loadFakeVenice } from "../scripts/fake-venice.js";
import { program } from "./commands.js";
import { createHome, environment, key, scratchFolder } from "./homes.js";
import { sitDown } from "./person.js";
import { certificatePath, startRelay, startTlsFront } from "./relay.js";
import { inPairs, spread } from "./statistics.js";

const roundTrip = 60;
const serverTime = 100;

/** From the start to the question that waits for the first key, at a terminal, over an empty program there. */
export async function measureFirstPrompt(/** @type {number} */ pairs) {
  const subject = async () => {
    const person = sitDown([program, "onboard", "--offline", "--auth-choice", "venice-api-key"], withoutKey());
    const seen = await person.see("API key [hidden]");
    person.kill();
    return seen - person.started;
  };
  return await inPairs(pairs, subject, () => sitDown(["-e", "0"], withoutKey()).ended);
}

/**
 * What a person waits for after entering the key, behind a network of 60 ms there and back and a server that takes 100 ms, over
 * what a program makes them wait that opens a connection for each of its two questions and asks them after the key.
 *
 * @param {number} runs
 */
export async function measureWaiting(runs) {
  const { startFakeVenice } = await loadFakeVenice(scratchFolder);
  /** @type {{ wait: number, late: number, naive: number, connections: number, keyless: boolean }[]} */
  const measured = [];
  for (let run = 0; run < runs; run += 1) {
    /** When the answer to a request with a key was let go. */
    let accepted = 0;
    const hold = async (/** @type {{ path: string, key: string | undefined }} */ { path, key }) => {
      await new Promise((resolve) => setTimeout(resolve, serverTime));
      if (key && path.startsWith("/api_keys")) accepted ||= performance.now();
    };
    const server = await startFakeVenice({ hold });
    const front = await startTlsFront(Number(new URL(server.baseUrl).port));
    const relay = await startRelay(front.port, roundTrip);
    const baseUrl = `https://127.0.0.1:${relay.port}${new URL(server.baseUrl).pathname}`;

    const person = sitDown([program, "onboard", "--auth-choice", "venice-api-key", "--base-url", baseUrl], {
      ...withoutKey(),
      NODE_EXTRA_CA_CERTS: certificatePath,
    });
    await person.see("API key [hidden]");
    person.press(key);
    // A person takes longer than the list of models does.
    await new Promise((resolve) => setTimeout(resolve, 2 * roundTrip + 2 * serverTime));
    const keyless = server.requests.every((/** @type {{ key: string | undefined }} */ { key }) => key === undefined);
    const from = person.length;
    const entered = performance.now();
    person.press("\r");
    const shown = await person.see("type to search", from);
    const connections = relay.connections;
    person.kill();

    const naive = performance.now();
    await ask(`${baseUrl}/api_keys/rate_limits`);
    await ask(`${baseUrl}/models`);
    measured.push({
      wait: shown - entered,
      late: shown - (accepted + roundTrip / 2),
      naive: performance.now() - naive,
      connections,
      keyless,
    });
    relay.close();
    front.close();
    await server.close();
  }
  return {
    milliseconds: spread(measured.map(({ wait }) => wait)),
    naiveMilliseconds: spread(measured.map(({ naive }) => naive)),
    ratio: spread(measured.map(({ wait, naive }) => wait / naive)),
    /** From the arrival of the answer that accepts the key to the last byte of the picker. */
    pickerMilliseconds: spread(measured.map(({ late }) => late)),
    connections: Math.max(...measured.map(({ connections }) => connections)),
    keyOnlyAfterEnter: measured.every(({ keyless }) => keyless),
  };
}

/** From a key in the search of the picker to the last byte of what it draws, with 4,000 models. */
export async function measureKeystrokes() {
  const { startFakeVenice } = await loadFakeVenice(scratchFolder);
  const rows = manyRows(4000);
  const server = await startFakeVenice({ rows });
  const person = sitDown(
    [program, "onboard", "--auth-choice", "venice-api-key", "--base-url", server.baseUrl],
    withoutKey(),
  );
  await person.see("API key [hidden]");
  person.press(`${key}\r`);
  await person.see("type to search");
  /** @type {number[]} */
  const times = [];
  for (const word of ["llama", "coder 4", "vision", "model-39"]) {
    for (const letter of word) times.push(await person.draw(letter));
    for (const _ of word) times.push(await person.draw("\x7f"));
  }
  person.kill();
  await server.close();
  return { milliseconds: spread(times), keys: times.length };
}

/** Rows in Venice's shape. */
export function manyRows(/** @type {number} */ count) {
  const families = ["llama", "qwen3-coder", "glm-vision", "hermes", "gemma", "mistral", "deepseek", "model"];
  return Array.from({ length: count }, (_, index) => ({
    id: `${families[index % families.length]}-${index}`,
    object: "model",
    owned_by: "venice.ai",
    type: "text",
    created: 1781568000 + index,
    context_length: 131072,
    model_spec: {
      name: `${families[index % families.length]} ${index}`,
      availableContextTokens: 131072,
      privacy: index % 3 === 0 ? "anonymized" : "private",
      offline: false,
      capabilities: {
        supportsFunctionCalling: true,
        supportsVision: index % 4 === 0,
        supportsReasoning: index % 5 === 0,
      },
      pricing: { input: { usd: 0.1 + (index % 40) / 10 }, output: { usd: 0.4 + (index % 40) / 5 } },
    },
  }));
}

function withoutKey() {
  return { ...environment(createHome()), VENICE_API_KEY: "" };
}

/** @param {string} url */
function ask(url) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent: false, ca: readFileSync(certificatePath), headers: { authorization: `Bearer ${key}` } },
      (answer) => {
        answer.resume().on("end", resolve);
      },
    );
    sent.on("error", reject).end();
  });
}
