import { describe, expect, test } from "vitest";
import { kindOfError } from "../../../src/providers/network-failure.ts";

const errorOf = (code: string) => Object.assign(new Error(`secret words of ${code}`), { code });

describe("what went wrong, by the code of the error", () => {
  test.each([
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["ECONNREFUSED", "refused"],
    ["EHOSTUNREACH", "unreachable"],
    ["ENETUNREACH", "unreachable"],
    ["EACCES", "unreachable"],
    ["ECONNRESET", "reset"],
    ["EPIPE", "reset"],
    ["ETIMEDOUT", "timeout"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-untrusted"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls-untrusted"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls-untrusted"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-untrusted"],
    ["CERT_HAS_EXPIRED", "tls-expired"],
    ["CERT_NOT_YET_VALID", "tls-expired"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-host"],
    ["EPROTO", "tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls"],
    ["CERT_REVOKED", "tls"],
    ["HPE_INVALID_CONSTANT", "unreadable"],
    ["SOMETHING_NEW", "unreachable"],
  ])("%s: %s", (code, kind) => {
    expect(kindOfError(errorOf(code), "connected")).toEqual({ kind, detail: code });
  });

  test("before a proxy has answered it is the proxy's trouble", () => {
    expect(kindOfError(errorOf("ENOTFOUND"), "connecting-to-proxy")).toEqual({
      kind: "proxy-unreachable",
      detail: "ENOTFOUND",
    });
  });

  test("an error without a code is told by its cause's, and never by its words", () => {
    expect(kindOfError(new Error("words", { cause: errorOf("ECONNREFUSED") }), "connecting").kind).toBe("refused");
    expect(kindOfError(new Error("Bearer vapi_123"), "connecting").detail).toBe("");
    expect(kindOfError("vapi_123", "connecting").detail).toBe("");
  });
});
