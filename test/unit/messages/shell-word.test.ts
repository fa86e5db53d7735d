import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellPath, shellWord } from "../../../src/messages/shell-word.ts";

/** What a POSIX shell makes of the words. */
const read = (words: readonly string[]) =>
  spawnSync("sh", ["-c", `printf '%s\\037' ${words.join(" ")}`], { encoding: "utf8", env: { HOME: "/home/ann" } })
    .stdout.split("\u001f")
    .slice(0, -1);

const texts = ["plain", "two words", "it's", "$(touch /x)", "`id`", "*", "~", "", "-n", 'a"b', "é/あ"];

test("a shell hands on the text as it is", () => {
  expect(read(texts.map(shellWord))).toEqual(texts);
});

test("of a path the shell expands the tilde at its beginning, and nothing else", () => {
  expect(read(["~/.openclaw/.env", "~/my files/~/$HOME", "/etc/a b", "rel/~"].map(shellPath))).toEqual([
    "/home/ann/.openclaw/.env",
    "/home/ann/my files/~/$HOME",
    "/etc/a b",
    "rel/~",
  ]);
});
