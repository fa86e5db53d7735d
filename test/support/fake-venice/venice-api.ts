import { type ChatScript, complete, refusals } from "./chat.ts";
import { keys } from "./keys.ts";
import { type JsonObject, parseBody, type RecordedRequest, type Reply, type Routes } from "./reply.ts";
import { type FakeRow, otherRows } from "./rows.ts";

const insufficient =
  "Insufficient USD or Diem balance to complete request. Visit https://venice.ai/settings/api to add credits.";
const spendLimitReached =
  "API key USD spend limit exceeded. Your account may still have USD balance, but this API key has reached its configured USD spending limit.";
const tooManyErrors =
  "Too many failed attempts (> 50) resulting in a non-success status code. Please wait 30 seconds and try again. See https://docs.venice.ai/api-reference/rate-limiting for more information.";

const aliases: Readonly<Record<string, string>> = {
  "gpt-4o": "llama-3.3-70b",
  "gpt-4.1": "qwen3-235b-a22b-instruct-2507",
  "claude-3-5-sonnet-20241022": "llama-3.3-70b",
  "qwen3-235b": "qwen3-235b-a22b-thinking-2507",
};

const modelTypes = ["asr", "embedding", "image", "music", "text", "tts", "upscale", "inpaint", "video", "decision"];

/** The top-level keys that Venice takes; it refuses a request that has any other. */
const chatKeys = new Set(
  [
    "model messages temperature top_p top_k min_p min_temp max_temp repetition_penalty frequency_penalty",
    "presence_penalty max_completion_tokens max_tokens n seed stop stop_token_ids stream stream_options",
    "response_format tools tool_choice parallel_tool_calls logprobs top_logprobs reasoning_effort reasoning",
    "prompt_cache_key prompt_cache_retention verbosity anon_user_id fallbacks venice_parameters input",
    "max_output_tokens include metadata user store",
  ].flatMap((line) => line.split(" ")),
);

/** After more errors than that in that time, all requests of a key for a model are answered 429. */
const errorBudget = { errors: 50, milliseconds: 30_000 };

/** Venice's API, below the base URL. `chat` is asked anew for every request. */
export function veniceRoutes(
  rows: readonly FakeRow[],
  chat: () => ChatScript,
  now: () => number,
  goodKeyEnds: string | null = null,
): Routes {
  const errors = new Map<string, number[]>();

  return {
    "GET /models": listModels,
    "GET /models/traits": () => ({ status: 200, body: { object: "list", type: "text", data: traits() } }),
    "GET /models/compatibility_mapping": listAliases,
    "GET /api_keys/rate_limits": withKey(rateLimits),
    "GET /api_keys": withKey(adminOnly(() => ({ status: 200, body: keyList }))),
    "GET /billing/balance": withKey(adminOnly(() => ({ status: 200, body: balance }))),
    "GET /billing/usage": () => refuse(410, "This endpoint has been retired. Use /billing/usage-history instead."),
    "POST /chat/completions": withKey(chatWithinBudget),
  };

  /** The rows that this key sees. A key that Venice does not know sees what everybody sees. */
  function rowsFor(key: string | undefined): FakeRow[] {
    return rows.filter((row) => {
      const { privacy, beta } = row?.model_spec ?? {};
      return (key !== keys.privateOnly || privacy === "private") && (beta !== true || key === keys.betaAccess);
    });
  }

  function listModels({ key, path }: RecordedRequest): Reply {
    const type = query(path, "type") ?? "text";
    if (type !== "all" && type !== "code" && !modelTypes.includes(type)) return refuseType(type);
    const text = rowsFor(key);
    const lists: Record<string, readonly FakeRow[]> = {
      all: [...text, ...otherRows],
      text,
      code: text.filter((row) => abilities(row).optimizedForCode === true),
    };
    const data = lists[type] ?? otherRows.filter((row) => row.type === type);
    return { status: 200, body: { object: "list", type, data } };
  }

  function listAliases({ path }: RecordedRequest): Reply {
    const type = query(path, "type") ?? "text";
    if (!modelTypes.includes(type)) return refuseType(type);
    return { status: 200, body: { object: "list", type, data: type === "text" ? aliases : {} } };
  }

  function traits(): Record<string, string> {
    const held: Record<string, string> = {};
    for (const row of rowsFor(undefined)) {
      const names = row?.model_spec?.traits;
      for (const name of Array.isArray(names) ? names : []) held[name] = row.id;
    }
    return held;
  }

  function rateLimits({ key }: RecordedRequest): Reply {
    if (key === keys.noFunds) return refuse(402, insufficient);
    if (key === keys.spendLimit) return refuse(402, spendLimitReached);
    if (key === keys.accessDisabled) return refuse(403, "API access is disabled for this account.");
    const permitted = key !== keys.notPermitted;
    const balances = permitted ? { USD: 50.23, DIEM: 100.023, BUNDLED_CREDITS: 25 } : { USD: 0, DIEM: 0 };
    const limits = [
      { type: "RPM", amount: 100 },
      { type: "TPM", amount: 2_000_000 },
    ];
    const data = {
      accessPermitted: permitted,
      apiTier: { id: "paid", isCharged: true },
      ...(key === keys.withoutBalances ? {} : { balances }),
      keyExpiration: key === keys.expiring ? "2099-12-31T00:00:00.000Z" : key === keys.good ? goodKeyEnds : null,
      nextEpochBegins: "2099-01-01T00:00:00.000Z",
      rateLimits: rowsFor(key).map((row) => ({ apiModelId: row?.id, rateLimits: limits })),
    };
    return { status: 200, body: { data } };
  }

  /** A chat request, with the errors counted that use up the budget of its key and model. */
  function chatWithinBudget(request: RecordedRequest): Reply {
    const body = parseBody(request);
    if (typeof body === "string") return refuse(400, body);
    const bucket = `${request.key} ${String(body.model)} ${String(body.user)}`;
    const recent = (errors.get(bucket) ?? []).filter((time) => now() - time < errorBudget.milliseconds);
    if (recent.length > errorBudget.errors) {
      const resets = (recent[0] ?? 0) + errorBudget.milliseconds;
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-resets": String(resets) };
      return { status: 429, body: { error: "Rate limit exceeded", customMessage: tooManyErrors }, headers };
    }
    const reply = converse(request.key ?? "", body);
    const spent = "status" in reply && reply.status >= 400 && reply.status < 500 && reply.status !== 429;
    errors.set(bucket, spent ? [...recent, now()] : recent);
    return reply;
  }

  function converse(key: string, body: JsonObject): Reply {
    const strange = Object.keys(body).filter((name) => !chatKeys.has(name));
    if (strange.length > 0) {
      return invalid(undefined, `Unrecognized key(s) in object: ${strange.map((name) => `'${name}'`).join(", ")}`);
    }
    const empty = Object.keys(body).find((name) => body[name] === null);
    if (empty) return invalid(empty, "Invalid input, received null");
    if (body.model === undefined) return refuse(400, "model is required");
    if (typeof body.model !== "string") return refuse(400, "model must be a string");
    if (!Array.isArray(body.messages) || body.messages.length === 0) return invalid("messages", "Required");

    // Settings may follow a model's id: "llama-3.3-70b:enable_web_search=on".
    const wanted = body.model.replace(/:[^:]*=.*$/, "");
    const id = traits()[wanted] ?? aliases[wanted] ?? wanted;
    const listed = rowsFor(key === keys.privateOnly ? undefined : key);
    const row = listed.find((candidate) => candidate?.id === id);
    if (!row) {
      const nearest = nearestIds(
        wanted,
        listed.map((candidate) => candidate?.id ?? ""),
      );
      return refuse(404, `Specified model not found: ${wanted}. Did you mean: ${nearest.join(", ")}?`);
    }
    const reply = refusalOf(key, row, body) ?? complete(chat(), body, row.id, now());
    return { ...reply, headers: { ...rateLimitHeaders(key), ...modelHeaders(row), ...reply.headers } };
  }

  function refusalOf(key: string, row: FakeRow, body: JsonObject): Reply | undefined {
    const { privacy, offline, maxCompletionTokens: cap } = row.model_spec ?? {};
    if (key === keys.privateOnly && privacy !== "private") {
      return refuse(
        403,
        `This API key is set to 'Private only', but \`${row.id}\` is an Anonymous model. Choose a Private, TEE, or E2EE model, or change the model privacy setting of this API key.`,
      );
    }
    if (offline === true) return refuse(503, "The model is temporarily offline. Please try again later.");
    const limit = body.max_completion_tokens === undefined ? "max_tokens" : "max_completion_tokens";
    const asked = body[limit];
    if (typeof asked === "number" && typeof cap === "number" && asked > cap) {
      return refuse(400, `${limit} (${asked}) exceeds the maximum allowed for model '${row.id}' (${cap})`);
    }
    if (body.tools !== undefined && abilities(row).supportsFunctionCalling === false) {
      return refuse(400, `tools is not supported by model '${row.id}'`);
    }
    const gate = abilityGate(row, body);
    if (gate) return gate;
    // A model that costs nothing is refused as well to an account that has nothing.
    if (key === keys.noFunds || key === keys.notPermitted) return refuse(402, insufficient);
    if (key === keys.spendLimit) return refuse(402, spendLimitReached);
    const refusal = key === keys.rateLimited ? "rate-limited" : chat().refusal;
    return refusal && refusals[refusal];
  }

  /** Venice's resets are Unix milliseconds. */
  function rateLimitHeaders(key: string): Record<string, string> {
    return {
      "x-ratelimit-limit-requests": "100",
      "x-ratelimit-remaining-requests": key === keys.rateLimited ? "0" : "99",
      "x-ratelimit-reset-requests": String(now() + 60_000),
      "x-ratelimit-limit-tokens": "2000000",
      "x-ratelimit-remaining-tokens": "1999000",
      "x-ratelimit-reset-tokens": String(now() + 60_000),
    };
  }
}

/** What a model lacks is refused before anything is asked of it (github.com/veniceai/skills, venice-chat, "Capability gates"). */
function abilityGate(row: FakeRow, body: JsonObject): Reply | undefined {
  const can = abilities(row);
  const parts = (body.messages as readonly { content?: unknown }[]).flatMap(({ content }) =>
    Array.isArray(content) ? (content as { type?: string; image_url?: { url?: string } }[]) : [],
  );
  const images = parts.filter(({ type }) => type === "image_url");
  if (images.length > 0 && can.supportsVision === false) return invalid("messages", "This model has no vision");
  if (images.length > 10) return invalid("messages", "Too many images");
  if (images.some(({ image_url: image }) => !/^(https?:\/\/|data:image\/)/.test(image?.url ?? ""))) {
    return invalid("messages", "Supplied image did not pass validation checks.");
  }
  if (body.response_format !== undefined && can.supportsResponseSchema === false) {
    return invalid("response_format", "response_format is not supported by this model");
  }
  const efforts = can.reasoningEffortOptions;
  const effort = body.reasoning_effort;
  if (effort !== undefined && Array.isArray(efforts) && !efforts.includes(effort)) {
    return invalid("reasoning_effort", `Expected one of ${efforts.join(", ")}`);
  }
  const slug = (body.venice_parameters as JsonObject | undefined)?.character_slug;
  return slug === "nobody" ? refuse(404, "Character not found: nobody") : undefined;
}

function withKey(route: (request: RecordedRequest) => Reply): (request: RecordedRequest) => Reply {
  return (request) => {
    if (!request.key) return askForPayment(request.path);
    const known = request.key !== keys.acme && Object.values<string>(keys).includes(request.key);
    return known ? route(request) : refuse(401, "Authentication failed");
  };
}

function adminOnly(route: () => Reply): (request: RecordedRequest) => Reply {
  return ({ key }) => (key === keys.admin ? route() : refuse(401, "Admin API key required"));
}

/** Venice's answer to a request without credentials is an offer to pay by wallet: 402, not 401. */
function askForPayment(path: string): Reply {
  const body = {
    x402Version: 2,
    error: "Authentication required",
    resource: {
      url: `https://api.venice.ai/api/v1${path}`,
      description: "Venice API",
      mimeType: "application/json",
    },
    accepts: [
      { scheme: "exact", network: "eip155:8453" },
      { scheme: "exact", network: "solana" },
    ],
    extensions: {
      "sign-in-with-x": {
        info: { domain: "api.venice.ai", statement: "Sign in to Venice AI" },
        supportedChains: [],
      },
    },
    authOptions: {
      apiKey: { header: "Authorization: Bearer YOUR_API_KEY", getKey: "https://venice.ai/settings/api" },
      x402Wallet: { header: "SIGN-IN-WITH-X", topUp: "POST /api/v1/x402/top-up" },
    },
  };
  const header = Buffer.from(JSON.stringify(body)).toString("base64");
  return { status: 402, body, headers: { "payment-required": header } };
}

function refuse(status: number, error: string): Reply {
  return { status, body: { error } };
}

function invalid(field: string | undefined, message: string): Reply {
  const details = field === undefined ? { _errors: [message] } : { _errors: [], [field]: { _errors: [message] } };
  const issues = [{ code: "custom", path: field === undefined ? [] : [field], message }];
  return { status: 400, body: { error: "Invalid request parameters", details, issues } };
}

function refuseType(type: string): Reply {
  const message = (values: readonly string[]) =>
    `Invalid enum value. Expected ${values.map((value) => `'${value}'`).join(" | ")}, received '${type}'`;
  const details = { _errors: [], type: { _errors: [message(modelTypes), message(["all", "code"])] } };
  const issues = [{ code: "invalid_union", unionErrors: [], path: ["type"], message: "Invalid input" }];
  return { status: 400, body: { error: "Invalid request parameters", details, issues } };
}

function modelHeaders(row: FakeRow): Record<string, string> {
  const headers = {
    "x-venice-model-id": row.id,
    "x-venice-balance-usd": "50.23",
    "x-venice-balance-diem": "100.023",
  };
  const deprecation = row.model_spec?.deprecation as { date: string; replacementModelId?: string } | undefined;
  if (!deprecation) return headers;
  const warning = `The model ${row.id} will be retired. Please use ${deprecation.replacementModelId ?? "another model"}.`;
  return {
    ...headers,
    "x-venice-model-deprecation-date": deprecation.date,
    "x-venice-model-deprecation-warning": warning,
  };
}

function query(path: string, name: string): string | undefined {
  return new URL(path, "http://fake.invalid").searchParams.get(name) ?? undefined;
}

function abilities(row: FakeRow): JsonObject {
  return (row?.model_spec?.capabilities as JsonObject | undefined) ?? {};
}

/** The three ids that share most pairs of letters with that one. */
function nearestIds(wanted: string, ids: readonly string[]): string[] {
  const pairs = (text: string) => new Set(Array.from({ length: text.length }, (_, at) => text.slice(at, at + 2)));
  const mine = pairs(wanted.toLowerCase());
  const shared = (id: string) => {
    const others = pairs(id.toLowerCase());
    return [...mine].filter((pair) => others.has(pair)).length / (others.size + mine.size);
  };
  return [...ids].sort((a, b) => shared(b) - shared(a)).slice(0, 3);
}

const keyList = {
  object: "list",
  data: [
    {
      id: "e28e82dc-9df2-4b47-b726-d0a222ef2ab5",
      apiKeyType: "ADMIN",
      description: "A key",
      createdAt: "2026-03-01T00:00:00.000Z",
      expiresAt: null,
      lastUsedAt: "2026-10-01T00:00:00.000Z",
      last6Chars: keys.admin.slice(-6),
      consumptionLimits: { usd: null, diem: null, vcu: null },
      limitPeriod: "EPOCH",
      modelPrivacy: "ALL",
      usage: { trailingSevenDays: { usd: "1.20", diem: "0.00", vcu: "0.00" } },
    },
  ],
};

const balance = {
  canConsume: true,
  consumptionCurrency: "USD",
  balances: { diem: 100.023, usd: 50.23, bundledCredits: 25 },
  diemEpochAllocation: 100,
};
