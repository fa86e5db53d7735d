import { credentialStep } from "./credential-step.ts";
import type { Draft, Interview } from "./draft.ts";
import { keyStoreStep } from "./key-store-step.ts";
import { modelStep } from "./model-step.ts";
import { providerStep } from "./provider-step.ts";
import type { Step } from "./walk.ts";

/** The questions of onboarding, in their order: provider, key (proven before anything else is asked), model, key store. */
export function questions(interview: Interview): readonly Step<Draft>[] {
  return [
    (draft, canGoBack) => providerStep(interview, draft, canGoBack),
    (draft, canGoBack) => credentialStep(interview, draft, canGoBack),
    (draft, canGoBack) => modelStep(interview, draft, canGoBack),
    (draft, canGoBack) => keyStoreStep(interview, draft, canGoBack),
  ];
}
