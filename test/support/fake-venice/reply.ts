import type { IncomingHttpHeaders } from "node:http";

export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** What followed "Bearer ", as it was sent. */
  readonly key: string | undefined;
  readonly body: string;
  /** Which connection it came by, counted from 1. */
  readonly connection: number;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** What a route answers: one document, or a stream of server-sent events. */
export type Reply =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly frames: readonly string[];
      /** Whether the connection is cut after the last frame, instead of being ended. */
      readonly cut: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Answers by "GET /path", the path being the one below the base URL and without its query. */
export type Routes = Readonly<Record<string, ((request: RecordedRequest) => Reply) | undefined>>;

/** The request's body as an object, or Venice's words for why it is none. */
export function parseBody(request: RecordedRequest): JsonObject | string {
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    return "'Content-Type' must be 'application/json'";
  }
  try {
    const body: unknown = JSON.parse(request.body);
    return typeof body === "object" && body !== null ? (body as JsonObject) : "Invalid JSON request";
  } catch {
    return "Invalid JSON request";
  }
}
