import type { Prompter } from "../context.ts";
import type { ProviderManifest } from "../providers/provider.ts";
import { type ConnectOptions, connect } from "../wizard/connect.ts";
import type { Credential } from "../wizard/credential.ts";
import type { Interview, QuestionOptions } from "../wizard/draft.ts";
import { refuseInclusion } from "../wizard/inclusion.ts";
import type { Run } from "./run.ts";

/** An interview, and how to give up what it holds. */
export interface OpenInterview<Options extends QuestionOptions> {
  readonly interview: Interview<Options>;
  /** Closes every connection that was made. */
  close(): void;
}

/** Makes ready to ask, under the policy that holds for the run. Whoever connects to a provider learns at once whether its part of the config is ours to write. */
export function openInterview<Options extends QuestionOptions & ConnectOptions>(
  run: Run,
  options: Options,
  prompt: Prompter | undefined,
  given: Credential | undefined,
): OpenInterview<Options> {
  const { context, paths, files } = run;
  const closing: (() => void)[] = [];
  async function connectTo(manifest: ProviderManifest) {
    const connection = connect(context, options, paths, files, manifest);
    closing.push(() => connection.client.close());
    await refuseInclusion(paths, files, connection, options.keyStore, context.now());
    return connection;
  }
  return {
    interview: {
      ...run,
      options: { ...options, privateOnly: run.policy.privateOnly },
      prompt,
      given,
      connect: connectTo,
    },
    close() {
      for (const end of closing) end();
    },
  };
}
