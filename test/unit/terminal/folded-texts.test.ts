import { expect, test } from "vitest";
import { en } from "../../../src/messages/en.ts";
import { createFoldedTexts } from "../../../src/terminal/folded-texts.ts";

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}`).join("\n");

test("a short text stands for itself", () => {
  expect(createFoldedTexts(en.prompts).fold(lines(8))).toBe(lines(8));
});

test("a long one has something short in its place, which becomes the text again", () => {
  const { fold, unfold } = createFoldedTexts(en.prompts);
  const many = fold(`\n${lines(9)}`);
  const wide = fold("x".repeat(2000));
  expect(many).toBe("[#1 line 0 … 10 lines]");
  expect(wide).toBe(`[#2 ${"x".repeat(30)} … 1 line]`);
  expect(unfold(`a ${many} b ${wide} c ${many}`)).toBe(`a \n${lines(9)} b ${"x".repeat(2000)} c \n${lines(9)}`);
});

test("one that was changed by hand is what it looks like", () => {
  const { fold, unfold } = createFoldedTexts(en.prompts);
  fold(lines(20));
  expect(unfold("[#1 line 0 … 21 lines]")).toBe("[#1 line 0 … 21 lines]");
});
