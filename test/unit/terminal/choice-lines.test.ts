import stringWidth from "fast-string-width";
import { describe, expect, test } from "vitest";
import type { Choice } from "../../../src/context.ts";
import { choiceList } from "../../../src/terminal/choice-lines.ts";

const all = { title: "All 3", searched: "Matches", legend: "V vision T tools" };
const able = (full: string, short: string) => ({ full, short });
const choices: readonly Choice<string>[] = [
  { value: "b", cells: ["model-b", "General chat"], group: "Recommended", keywords: "everyday" },
  { value: "a", cells: ["model-a", "private", able("vision tools", "VT")], group: all },
  { value: "b", cells: ["model-b", "private", able("tools", "T")], group: all },
  { value: "c", cells: ["model-c", "anonymized", able("", "")], group: all, keywords: "Third Model" },
];
const list = (width: number) => choiceList(choices, width, (count) => `${count} more`);
const texts = (width: number, term = "") =>
  list(width)
    .lines(term)
    .map(({ text }) => text);

test("choices stand under their headings, each group in columns of its own", () => {
  expect(texts(80)).toEqual([
    "Recommended",
    "model-b  General chat",
    "All 3",
    "model-a  private     vision tools",
    "model-b  private     tools",
    "model-c  anonymized",
  ]);
});

test("what short forms mean is said where they are used, and where there is room for it", () => {
  expect(texts(32)).toEqual([
    "Recommended",
    "model-b  General chat",
    "All 3 (V vision T tools)",
    "model-a  private     VT",
    "model-b  private     T",
    "model-c  anonymized",
  ]);
  expect(texts(23)).toContain("All 3");
});

describe("a search", () => {
  test("leaves what holds every word of it, wherever it stands and in whatever case, each value once", () => {
    expect(texts(80, "PRIVATE model")).toEqual([
      "Matches",
      "model-a  private     vision tools",
      "model-b  private     tools",
    ]);
    expect(texts(80, "model-b")).toEqual(["Recommended", "model-b  General chat"]);
    expect(texts(80, "third")).toEqual(["Matches", "model-c  anonymized"]);
  });

  test("finds what a short form stands for", () => {
    expect(texts(32, "vision")).toEqual(["Matches (V vision T tools)", "model-a  private     VT"]);
  });

  test("claims no number that is not there to be seen, and may find nothing", () => {
    expect(texts(80, "model").join("\n")).not.toContain("All 3");
    expect(texts(80, "nothing like it")).toEqual([]);
  });
});

test("a list that is too long to draw at every key says how much is left of it", () => {
  const many = Array.from({ length: 250 }, (_, index) => ({ value: String(index), cells: [`model-${index}`] }));
  const lines = choiceList(many, 80, (count) => `${count} more`).lines("");
  expect(lines).toHaveLength(201);
  expect(lines.at(-1)).toEqual({ choice: undefined, text: "50 more" });
});

test.each([10, 20, 40, 60, 80])("no line is wider than %i columns", (width) => {
  for (const text of texts(width)) expect(stringWidth(text)).toBeLessThanOrEqual(width);
});
