import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { asked, chatHome, sent, withoutWaiting } from "../support/chatting.ts";
import { createHome } from "../support/home.ts";
import { key, startPty } from "../support/pty.ts";
import { venice } from "../support/run.ts";

const program = fileURLToPath(new URL("../../bin/openclaw.js", import.meta.url));
const count = (to: number) => Array.from({ length: to }, (_, at) => String(at + 1)).join(" ");

describe("Ctrl-C", () => {
  test("in the middle of an answer ends it within 200 ms, and what had come is there", async () => {
    const server = await venice({ chat: { reply: count(2000), pauseMilliseconds: 20 } });
    const person = startPty(["chat", "--base-url", server.baseUrl, "Count."], { home: chatHome() });
    await person.see("1 2 3 4 5 6 7");
    person.press(key.ctrlC);
    const { code, milliseconds } = await person.end();
    expect(code).toBe(130);
    expect(milliseconds).toBeLessThan(200);
    expect(person.screen()).toMatch(/^1 2 3 4 5 6 7[\d\s]*(\^C)?\s*$/);
    expect(person.raw()).not.toContain("2000");
  });

  test("while the model still thinks ends what it thinks", async () => {
    const server = await venice({ chat: { reasoning: count(2000), pauseMilliseconds: 20 } });
    const args = ["chat", "--base-url", server.baseUrl, "--reasoning", "Count."];
    const person = startPty(args, { home: chatHome() });
    await person.see("1 2 3 4 5");
    person.press(key.ctrlC);
    expect(await person.end()).toMatchObject({ code: 130 });
    expect(person.screen()).toMatch(/^1 2 3 4 5[\d\s]*(\^C)?\n✖ Cancelled\./);
  });

  test("before the first word ends the wait", async () => {
    const server = await venice({ mode: ({ method }) => (method === "POST" ? "silence" : undefined) });
    const person = startPty(["chat", "--base-url", server.baseUrl, "Hello"], { home: chatHome() });
    await person.see("Waiting for venice/llama-3.3-70b …");
    person.press(key.ctrlC);
    const { code, milliseconds } = await person.end();
    expect(code).toBe(130);
    expect(milliseconds).toBeLessThan(200);
    expect(person.screen()).toContain("Cancelled.");
    expect(person.cursorVisible).toBe(true);
  });

  test("while another try is waited for leaves", async () => {
    const server = await venice({ chat: { refusal: "overloaded" } });
    const person = startPty(["chat", "--base-url", server.baseUrl, "Hello"], { home: chatHome() });
    await person.see("! The model is overloaded. Trying again in 30 s. Ctrl-C leaves.");
    person.press(key.ctrlC);
    expect(await person.end()).toMatchObject({ code: 130 });
    expect(asked(server)).toHaveLength(1);
  });

  test("a signal to end does the same, under its own number", async () => {
    const server = await venice({ chat: { reply: count(2000), pauseMilliseconds: 20 } });
    const person = startPty(["chat", "--base-url", server.baseUrl, "Count."], { home: chatHome() });
    await person.see("1 2 3");
    person.kill("SIGTERM");
    expect(await person.end()).toMatchObject({ code: 143 });
  });
});

describe("on a terminal", () => {
  test.each([
    [
      "anonymized",
      "claude-opus-5",
      "venice/claude-opus-5 is anonymized: Venice AI passes what you send on to its owner,",
    ],
    ["not known to be private", "Odd-Unknown-Keys-8b", "venice/Odd-Unknown-Keys-8b is not known to be private:"],
  ])("one line says who sees what, where the model is %s", async (_, model, line) => {
    const server = await venice();
    const args = ["chat", "--base-url", server.baseUrl, "--model", model, "Hello"];
    const person = startPty(args, { home: chatHome(), columns: 160 });
    await person.see("Hello! Yes, I am working.");
    expect(await person.end()).toMatchObject({ code: 0 });
    expect(person.screen().split("\n").slice(0, 2)).toEqual([
      expect.stringContaining(line),
      "Hello! Yes, I am working.",
    ]);
  });

  test("a private model answers without a word before it", async () => {
    const server = await venice();
    const person = startPty(["chat", "--base-url", server.baseUrl, "Hello"], { home: chatHome() });
    expect(await person.end()).toMatchObject({ code: 0 });
    expect(person.screen()).toBe("Hello! Yes, I am working.");
  });

  test("what the model thinks stands before the answer, dimmed", async () => {
    const server = await venice({ chat: { reasoning: "Let me see." } });
    const person = startPty(["chat", "--base-url", server.baseUrl, "--reasoning", "Hello"], { home: chatHome() });
    expect(await person.end()).toMatchObject({ code: 0 });
    expect(person.screen()).toBe("Let me see.\n\nHello! Yes, I am working.");
    expect(person.raw()).toContain("\x1b[2m");
    expect(person.raw().indexOf("\x1b[2m")).toBeLessThan(person.raw().indexOf("Hello"));
  });

  test("no control sequence of the answer, of what was thought, of pages or of errors comes through", async () => {
    const hostile = (name: string) => `${name}\u001b]0;owned\u0007\u001b[2J\u009b5m\u202e`;
    const server = await venice({
      chat: {
        reply: `${hostile("answer")} end`,
        reasoning: hostile("thought"),
        pages: [{ title: hostile("page"), url: "https://a.invalid" }],
        error: "upstream",
      },
    });
    const flags = ["--reasoning", "--web-search", "on", "--no-color", "Hello"];
    const person = startPty(["chat", "--base-url", server.baseUrl, ...flags], { home: chatHome() });
    await person.see("https://a.invalid");
    expect(await person.end()).toMatchObject({ code: 0 });
    expect(person.raw()).toContain("answer]0;owned[2J5m end");
    // The spinner's own sequences, where it came to be shown, move the cursor and nothing else.
    const own = person.raw().replace(/\x1b\[(\?25[lh]|\d*[GKA])/g, "");
    expect(own).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]/);
  });
});

describe("in a shell", () => {
  test("what is piped in is added to the message", async () => {
    const server = await venice();
    const home = chatHome({ files: { "article.txt": "Venice is sinking.\n" } });
    const shell = `cat article.txt | "$1" "$2" chat --base-url ${server.baseUrl} "summarise"`;
    const person = startPty([], { home, shell });
    expect(await person.end()).toMatchObject({ code: 0 });
    expect(withoutWaiting(person.screen())).toBe("Hello! Yes, I am working.");
    expect(sent(server).messages).toEqual([{ role: "user", content: "summarise\n\nVenice is sinking." }]);
  });

  test("a file may stand for the keyboard", async () => {
    const server = await venice();
    const home = chatHome({ files: { "article.txt": "Venice is sinking.\n" } });
    const person = startPty([], {
      home,
      shell: `"$1" "$2" chat --base-url ${server.baseUrl} < article.txt > answer.txt`,
    });
    expect(await person.end()).toMatchObject({ code: 0 });
    expect(home.files()["answer.txt"]).toBe("Hello! Yes, I am working.\n");
    expect(sent(server).messages).toEqual([{ role: "user", content: "Venice is sinking." }]);
  });

  test("a pipe that nobody closes is waited for, and that is said", async () => {
    const server = await venice();
    const shell = `mkfifo pipe; { sleep 10 > pipe & }; "$1" "$2" chat --base-url ${server.baseUrl} "Hello" < pipe`;
    const person = startPty([], { home: chatHome(), shell });
    await person.see("Reading what is piped in … (nothing is? Add: < /dev/null)");
    person.press(key.ctrlC);
    expect((await person.end()).milliseconds).toBeLessThan(1000);
    expect(server.requests).toEqual([]);
  });

  test("a reader that has enough ends the answer, and that is no failure", async () => {
    const lines = Array.from({ length: 2000 }, (_, at) => `line ${at + 1}`).join("\n");
    const server = await venice({ chat: { reply: lines, pauseMilliseconds: 10 } });
    const shell = `{ "$1" "$2" chat --base-url ${server.baseUrl} "Count."; echo "code $?" >&2; } | head -1`;
    const person = startPty([], { home: chatHome(), shell });
    await person.see("code 0");
    await person.end();
    // All of it would take 40 seconds.
    expect(withoutWaiting(person.screen())).toBe("line 1\ncode 0");
  });
});

test("an answer of 100,000 chunks goes through a program that has no room for it", async () => {
  const words = "word ".repeat(100_000).trim();
  const server = await venice({ chat: { reply: words } });
  const home = createHome(chatHome().files());
  const child = spawn(
    process.execPath,
    // The room for young objects, too: Node 24 takes much of it before it tidies up, which says nothing about the stream.
    ["--max-old-space-size=24", "--max-semi-space-size=4", program, "chat", "--base-url", server.baseUrl, "Talk."],
    {
      env: { HOME: home.path, PATH: process.env.PATH ?? "" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let received = "";
  let errors = "";
  let peak = 0;
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  child.stdout.on("data", (chunk) => {
    received += chunk;
    if (process.platform === "linux" && received.length > words.length * 0.9) peak ||= peakMegabytes(child.pid);
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, errors: withoutWaiting(errors) }).toEqual({ code: 0, errors: "" });
  expect(received).toBe(`${words}\n`);
  // Some 45 MB are Node's own; the stream has 25.
  expect(peak).toBeLessThan(100);
});

function peakMegabytes(pid: number | undefined): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}
