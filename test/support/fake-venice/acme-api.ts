import { type ChatScript, complete } from "./chat.ts";
import { keys } from "./keys.ts";
import { type JsonObject, parseBody, type RecordedRequest, type Reply, type Routes } from "./reply.ts";

/** The API of the made-up provider of `test/fixtures/providers/acme.json5`: OpenAI's shapes, and paths of its own. */
export function acmeRoutes(
  rows: readonly { readonly id: string }[],
  chat: () => ChatScript,
  now: () => number,
): Routes {
  return {
    "GET /me": withKey(() => ({ status: 200, body: { object: "account", name: "Wile E. Coyote" } })),
    "GET /v2/models": withKey(() => ({ status: 200, body: { object: "list", data: rows } })),
    "POST /chat/completions": withKey((request) => {
      const body = parseBody(request);
      if (typeof body === "string") return refuse(400, body, "invalid_request");
      const known = new Set(
        "model messages max_completion_tokens stream stream_options temperature seed response_format reasoning_effort tools".split(
          " ",
        ),
      );
      const strange = Object.keys(body).find((name) => !known.has(name));
      if (strange) return refuse(400, `Unknown field: ${strange}`, "invalid_request");
      if (!rows.some((row) => row.id === body.model)) return refuse(404, "No such model", "model_not_found");
      return complete(chat(), body, String(body.model), now());
    }),
  };
}

function withKey(route: (request: RecordedRequest) => Reply): (request: RecordedRequest) => Reply {
  return (request) =>
    request.key === keys.acme ? route(request) : refuse(401, "Incorrect API key provided", "invalid_api_key");
}

function refuse(status: number, message: string, code: string): Reply {
  const error: JsonObject = { message, type: "invalid_request_error", param: null, code };
  return { status, body: { error } };
}
