import { describe, expect, test } from "vitest";
import { readEntry, readPath } from "../../../../src/wizard/chat/slash-command.ts";

describe("what is typed", () => {
  test.each([
    ["Hello", { kind: "message", text: "Hello" }],
    ["  two\nlines ", { kind: "message", text: "  two\nlines " }],
    ["//etc/hosts is a file", { kind: "message", text: "/etc/hosts is a file" }],
    ["", { kind: "nothing" }],
    [" \n\t", { kind: "nothing" }],
    ["/help", { kind: "command", name: "help", argument: "" }],
    ["/HELP ", { kind: "command", name: "help", argument: "" }],
    ["/model  venice/llama-3.2-3b ", { kind: "command", name: "model", argument: "venice/llama-3.2-3b" }],
    ["/system Be brief.\nBe kind.", { kind: "command", name: "system", argument: "Be brief.\nBe kind." }],
    ["/", { kind: "unknown", name: "/" }],
    ["/etc/hosts is a file", { kind: "unknown", name: "/etc/hosts" }],
    ["/helpme", { kind: "unknown", name: "/helpme" }],
    ["/toString", { kind: "unknown", name: "/toString" }],
  ])("%j", (typed, entry) => {
    expect(readEntry(typed)).toEqual(entry);
  });
});

describe("a path", () => {
  test.each([
    ["photo.jpg", "photo.jpg"],
    ["~/photo.jpg", "/home/me/photo.jpg"],
    ["'~/a photo.jpg'", "~/a photo.jpg"],
    ['"a photo.jpg"', "a photo.jpg"],
    ["a\\ photo\\ \\(1\\).jpg", "a photo (1).jpg"],
    ["https://a.invalid/photo.jpg", "https://a.invalid/photo.jpg"],
    ["C:\\photos\\me.jpg", "C:\\photos\\me.jpg"],
  ])("%s", (typed, path) => {
    expect(readPath(typed, "/home/me")).toBe(path);
  });
});
