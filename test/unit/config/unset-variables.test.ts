import { expect, test } from "vitest";
import { unsetVariables } from "../../../src/config/unset-variables.ts";

const names = (config: unknown, env: Record<string, string> = {}, dotenv = "") =>
  unsetVariables({ config, env, dotenv }, [["passed", "over"]]).map(({ name, at }) => `${name} ${at.join(".")}`);

test.each<[string, unknown, string[]]>([
  ["in any text, at any depth, by its first place", { a: ["x", { b: "${A}/v1" }], c: "${A}" }, ["A a.1.b"]],
  ["several in one text", { a: "${A}${B_2}" }, ["A a", "B_2 a"]],
  ["an escaped one is none", { a: "$${A}" }, []],
  ["other spellings are none", { a: "$A ${a} ${1A}" }, []],
  ["a place that is passed over", { passed: { over: "${A}" }, other: "${B}" }, ["B other"]],
])("%s", (_, config, expected) => {
  expect(names(config)).toEqual(expected);
});

test("a value in any of OpenClaw's places will do; an empty one will not", () => {
  const config = { env: { vars: { A: "1" } }, a: "${A} ${B} ${C} ${D}" };
  expect(names(config, { B: "1", D: "" }, "C=1\n")).toEqual(["D a"]);
});

test("lists of a million and configs that nest a hundred thousand deep are looked through", () => {
  const list = Array.from({ length: 1_000_000 }, () => "x");
  let deep: unknown = "${B}";
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  expect(names({ list: [...list, "${A}"], deep })).toEqual(["A list.1000000", `B deep${".0".repeat(100_000)}`]);
});
