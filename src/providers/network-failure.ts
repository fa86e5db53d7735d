/** Why a provider could not be asked, or why what came back was not its answer. `messages/` has the words for each kind. */
export type NetworkFailureKind =
  /** The host's name has no address, or no name server answered. */
  | "dns"
  /** The host answered that nothing listens at that port. */
  | "refused"
  /** No way to the host: no network, no route, or a firewall that forbids it. */
  | "unreachable"
  /** The connection was cut before the answer was whole. */
  | "reset"
  /** A time limit ran out; `phase` says which. */
  | "timeout"
  /** The certificate is self-signed, or of an authority this computer does not know. */
  | "tls-untrusted"
  /** The certificate is no longer, or not yet, valid; a wrong clock looks the same. */
  | "tls-expired"
  /** The certificate is another host's. */
  | "tls-host"
  /** Any other fault of the encryption, such as a server that does not encrypt. */
  | "tls"
  /** The proxy variable holds no address of an http or https proxy. */
  | "proxy-unusable"
  /** The proxy itself cannot be reached, or hangs up. */
  | "proxy-unreachable"
  /** The proxy wants a user name and a password (407). */
  | "proxy-authentication"
  /** The proxy refuses to connect to the host; `status` is its answer. */
  | "proxy-refused"
  /** Too many requests (429). */
  | "rate-limited"
  /** The provider, or a gateway before it, failed (500 and above). */
  | "server-error"
  /** A web page came back instead of an answer: a sign-in page of a network, a block page, a wrong base URL. */
  | "web-page"
  /** The answer is not what this API answers: broken JSON, no JSON, another shape, not HTTP. */
  | "unreadable"
  /** The list of models is empty. */
  | "empty-list"
  /** An answer in JSON with a status that means nothing here, such as a 404 for a wrong base URL. */
  | "unexpected-status"
  /** The host sends us to another origin, where no key is taken; `detail` is that origin. */
  | "redirect"
  /** The host sends us to other addresses of its own, again and again or with a request that is not to be made twice. */
  | "redirect-within"
  /** The answer is larger than any answer of this API. */
  | "too-large";

/** What took too long: until a connection stood, until the answer began, or until it was whole. */
export type TimeoutPhase = "connect" | "headers" | "body";

export interface NetworkFailure {
  readonly kind: NetworkFailureKind;
  /** The host that was asked, with its port where that is not the usual one. */
  readonly host: string;
  /** One short line: the system's error code, or the server's own words. No key is in it. Empty where there is nothing to add. */
  readonly detail: string;
  /** The address of the proxy that was used, without user name and password. */
  readonly proxy?: string | undefined;
  /** The HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** When the provider says to try again. */
  readonly retryAfterSeconds?: number | undefined;
  /** Of a timeout. */
  readonly phase?: TimeoutPhase | undefined;
  /** Of a timeout: how long it was waited. */
  readonly milliseconds?: number | undefined;
}

/** How far a request had come: no connection yet, none beyond the proxy, or connected. */
export type Progress = "connecting" | "connecting-to-proxy" | "connected";

/** What an error of Node's network modules means, as a kind and the code that tells it. Looks at codes only: messages may quote what was sent. */
export function kindOfError(error: unknown, progress: Progress): { kind: NetworkFailureKind; detail: string } {
  const code = codeOf(error);
  // Through a proxy nothing but the proxy itself is ever looked up or connected to, so its own troubles look like anybody's.
  if (progress === "connecting-to-proxy") return { kind: "proxy-unreachable", detail: code };
  return { kind: kindOfCode(code), detail: code };
}

const kindsByCode: Readonly<Record<string, NetworkFailureKind>> = {
  ENOTFOUND: "dns",
  ENODATA: "dns",
  ESERVFAIL: "dns",
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ABORT_ERR: "reset",
  ETIMEDOUT: "timeout",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls-untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "tls-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls-untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls-untrusted",
  CERT_UNTRUSTED: "tls-untrusted",
  CERT_REJECTED: "tls-untrusted",
  INVALID_CA: "tls-untrusted",
  CERT_HAS_EXPIRED: "tls-expired",
  CERT_NOT_YET_VALID: "tls-expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls-host",
  EPROTO: "tls",
};

function kindOfCode(code: string): NetworkFailureKind {
  const kind = kindsByCode[code];
  if (kind) return kind;
  if (code.startsWith("EAI_")) return "dns";
  if (code.startsWith("HPE_")) return "unreadable";
  if (/^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|CRL_|UNABLE_TO_)/.test(code)) return "tls";
  return "unreachable";
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : "";
}
