import { CliError } from "../../errors.ts";
import { isObject } from "../../providers/answer.ts";
import type { ResponseFormat } from "../../providers/chat-request.ts";
import { readJsonFile } from "./input-file.ts";

/** What an answer must be besides text. */
export interface AnswerFormat {
  readonly wanted: ResponseFormat;
  /**
   * Makes sure that the answer is what was wanted.
   *
   * @throws CliError "answer-not-json" or "answer-against-schema", which show it
   */
  check(answer: string): void;
}

/**
 * The form that --response-format names: "json", or the path of a JSON Schema.
 *
 * @throws CliError "input-file-unexpected" for a schema that is none, and what `readJsonFile` throws
 */
export async function readAnswerFormat(given: string, cwd: string): Promise<AnswerFormat> {
  if (given === "json") return { wanted: { type: "json_object" }, check: parseAnswer };
  const schema = readJsonFile("--response-format", given, cwd);
  const unexpected = () =>
    new CliError("input-file-unexpected", { flag: "--response-format", path: given, expected: "schema" });
  if (!isObject(schema)) throw unexpected();
  const { Validator } = await import("@cfworker/json-schema");
  const validator = new Validator(schema, draftOf(schema), false);
  try {
    // A reference that leads nowhere shows only when it is followed, and then the answer would be paid for already.
    validator.validate({});
  } catch {
    throw unexpected();
  }
  return {
    wanted: { type: "json_schema", json_schema: { name: nameOf(schema.title), strict: true, schema } },
    check(answer) {
      const { valid, errors } = validator.validate(parseAnswer(answer));
      if (valid) return;
      // The outer complaints only say that there is an inner one.
      const { instanceLocation, error } = errors.reduce((deepest, next) =>
        next.instanceLocation.length >= deepest.instanceLocation.length ? next : deepest,
      );
      throw new CliError("answer-against-schema", { at: instanceLocation.slice(1), detail: error, answer });
    },
  };
}

function parseAnswer(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch (error) {
    throw new CliError("answer-not-json", { detail: error instanceof Error ? error.message : "", answer });
  }
}

function draftOf({ $schema }: { readonly $schema?: unknown }): "4" | "7" | "2019-09" | "2020-12" {
  const [draft] = /draft-0?[47]\b|2019-09/.exec(String($schema)) ?? [];
  if (draft === "2019-09") return draft;
  return draft?.endsWith("4") ? "4" : draft?.endsWith("7") ? "7" : "2020-12";
}

/** The API wants a name of letters, digits, "_" and "-", 64 at most. */
function nameOf(title: unknown): string {
  const name = typeof title === "string" ? title.replace(/[^\w-]+/g, "_").slice(0, 64) : "";
  return name.replace(/_/g, "") === "" ? "answer" : name;
}
