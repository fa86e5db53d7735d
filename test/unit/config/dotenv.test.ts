import { describe, expect, test } from "vitest";
import { readDotenv, removeFromDotenv, writeDotenv } from "../../../src/config/dotenv.ts";

describe("reading a variable", () => {
  test.each([
    ["KEY=abc", "abc"],
    ["export KEY=abc", "abc"],
    ["KEY = abc  # the key", "abc"],
    ["KEY: abc", "abc"],
    ["KEY='a # b'", "a # b"],
    ['KEY="line\\nend"', "line\nend"],
    ["KEY=", ""],
    ["KEY=first\nKEY=second", "second"],
    ["OTHER='\nKEY=inside a value\n'\nKEY=outside", "outside"],
    ["\ufeffKEY=abc\r\nB=2", "abc"],
  ])("%j", (text, value) => {
    expect(readDotenv(text, "KEY")).toBe(value);
  });

  test.each(["", "# KEY=abc", "MYKEY=abc", "KEYS=abc"])("%j does not assign it", (text) => {
    expect(readDotenv(text, "KEY")).toBeUndefined();
  });
});

describe("setting a variable", () => {
  test.each([
    ["an empty file", "", "KEY=new\n"],
    ["a file without a line end at its end", "A=1", "A=1\nKEY=new\n"],
    ["Windows line ends", "A=1\r\nB=2\r\n", "A=1\r\nB=2\r\nKEY=new\r\n"],
    [
      "a value in place, its export and its comment",
      "A=1\nexport KEY='old' # mine\n\n# end\n",
      "A=1\nexport KEY=new # mine\n\n# end\n",
    ],
    ["an assignment without a value", "KEY=\nB=2\n", "KEY=new\nB=2\n"],
    ["the last of several, dropping the others", "KEY=1\nA=1\nKEY=2\n", "A=1\nKEY=new\n"],
    ["white space around the value", "KEY =   old   \nB=2", "KEY =   new   \nB=2"],
  ])("%s", (_, before, after) => {
    expect(writeDotenv(before, "KEY", "new")).toBe(after);
  });

  test("a file that already says so is not touched", () => {
    expect(writeDotenv("KEY='same' # c\n", "KEY", "same")).toBe("KEY='same' # c\n");
  });

  test("a value no dotenv file can carry is refused", () => {
    expect(() => writeDotenv("", "KEY", "a\nb")).toThrow(RangeError);
    expect(() => writeDotenv("", "KEY", "'\"`")).toThrow(RangeError);
  });
});

test("removing a variable leaves every other line as it was", () => {
  expect(removeFromDotenv("# top\nKEY=1\n\nA=2\nKEY='x\ny'\n# end", "KEY")).toBe("# top\n\nA=2\n# end");
});

test("a value in quotes is refused where an open quote above would swallow it", () => {
  expect(() => writeDotenv("OTHER='open\n", "KEY", "#b")).toThrow(RangeError);
  expect(writeDotenv("OTHER='open\n", "KEY", "plain")).toBe("OTHER='open\nKEY=plain\n");
});
