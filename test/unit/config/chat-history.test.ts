import { chmodSync, mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { keepInChatHistory, readChatHistory, withEntry } from "../../../src/config/chat-history.ts";
import { resolvePaths } from "../../../src/config/paths.ts";
import { createHome } from "../../support/home.ts";

const path = ".openclaw/chat-history";
const host = { platform: process.platform, pid: process.pid, uid: process.geteuid?.(), isAlive: () => true };

function historyOf(text?: string) {
  const home = createHome(text === undefined ? { ".openclaw/openclaw.json": "{}" } : { [path]: text });
  return { home, paths: resolvePaths({ env: {}, homeDir: home.path, cwd: home.path }) };
}

test("the oldest entries make room, and what comes twice in a row is there once", () => {
  const full = Array.from({ length: 1000 }, (_, at) => String(at));
  expect(withEntry(full, "new")).toEqual([...full.slice(1), "new"]);
  expect(withEntry(["a", "b"], "b")).toEqual(["a", "b"]);
  expect(withEntry(["a", "b"], "a")).toEqual(["a", "b", "a"]);
});

test("lines that are no entries are passed over", () => {
  expect(readChatHistory(historyOf('"one"\nbroken\n{"a": 1}\n"two\\nlines"\n').paths)).toEqual(["one", "two\nlines"]);
});

test("what another conversation added meanwhile stays, and a file that others could read is closed to them", async () => {
  const { home, paths } = historyOf('"another\'s"\n');
  chmodSync(home.at(path), 0o644);
  await keepInChatHistory(paths, "mine", host);
  expect(home.files()[path]).toBe('"another\'s"\n"mine"\n');
  expect(home.mode(path)).toBe(0o600);
});

test("a history that cannot be kept is no failure", async () => {
  const { home, paths } = historyOf();
  mkdirSync(home.at(path));
  await keepInChatHistory(paths, "mine", host);
  expect(readChatHistory(paths)).toEqual([]);
});
