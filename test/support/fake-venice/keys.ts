const inferenceKey = (name: string) => `VENICE_INFERENCE_KEY_${name.padEnd(42, "0x7Qv9")}`;

/** The keys that the fake server knows, by what is special about their account. To any other key it answers 401. */
export const keys = {
  good: inferenceKey("good"),
  admin: `VENICE_ADMIN_KEY_${"admin".padEnd(42, "0x7Qv9")}`,
  /** The form of OpenClaw's provider page. */
  page: "vapi_page0123456789abcdefghijkl",
  /** The form of February 2026. */
  hyphens: `VENICE-INFERENCE-KEY-${"hyphens".padEnd(42, "0x7Qv9")}`,
  /** The form before that. */
  unprefixed: "unprefixed-4Jk2pQ8sTzV6wX1yB3nM5cR7",
  /** May ask what it may do, and is told: nothing. */
  notPermitted: inferenceKey("notPermitted"),
  noFunds: inferenceKey("noFunds"),
  spendLimit: inferenceKey("spendLimit"),
  accessDisabled: inferenceKey("accessDisabled"),
  /** Valid until the last day of 2099. */
  expiring: inferenceKey("expiring"),
  /** Whose account tells no balances. */
  withoutBalances: inferenceKey("withoutBalances"),
  privateOnly: inferenceKey("privateOnly"),
  betaAccess: inferenceKey("betaAccess"),
  /** Whose requests per minute are used up. */
  rateLimited: inferenceKey("rateLimited"),
  /** Known to the provider Acme only. */
  acme: "acme_0123456789abcdefghij",
} as const;

/** Two keys that nobody knows, in the form of real ones. */
export const unknownKeys = {
  venice: inferenceKey("nobody"),
  acme: "acme_nobody0123456789",
} as const;
