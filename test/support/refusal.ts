import { CliError, type ErrorCode, type ErrorParameters } from "../../src/errors.ts";
import { en } from "../../src/messages/en.ts";

export interface Refusal {
  readonly code: ErrorCode;
  readonly exit: number;
  readonly message: string;
  readonly hint: string;
}

/** What work is refused with, in the words a person reads. */
export async function refusalOf(work: () => unknown): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    return inWords(error);
  }
  throw new Error("nothing was refused");
}

/** An error that a person can act on, in the words they read. Throws any other one. */
export function inWords(error: unknown): Refusal {
  if (!(error instanceof CliError)) throw error;
  const { code, parameters, exitCode }: CliError = error;
  const explain = en.errors[code] as (facts: ErrorParameters<ErrorCode>) => { message: string; hint: string };
  return { code, exit: exitCode, ...explain(parameters) };
}
