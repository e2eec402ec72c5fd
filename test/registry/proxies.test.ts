import { expect, test } from "vitest";
import { proxyChoice, proxyProblem } from "../../src/registry/http/proxies.ts";

test.each<[string | null, string | null, string | null]>([
  [null, null, null],
  ["http://proxy:3128", null, null],
  ["proxy:3128", "http://user:p%40ss@proxy", null],
  ["http://user:100%@proxy", null, null],
  ["https://proxy/", null, null],
  ["http://", null, "HTTPS_PROXY is not the URL of an HTTP proxy"],
  ["http://user:secret@proxy:99999", null, "HTTPS_PROXY is not the URL of an HTTP proxy"],
  ["socks5://secret@proxy", null, "HTTPS_PROXY is not the URL of an HTTP proxy"],
  [null, "no proxy", "HTTP_PROXY is not the URL of an HTTP proxy"],
  [null, "http://proxy/path", "HTTP_PROXY is not the URL of an HTTP proxy"],
])("proxies %j and %j: %s", (https, http, expected) => {
  expect(proxyProblem({ https, http, no: null })).toBe(expected);
});

test.each([
  ["", "https://a.example/", "http://secure:1"],
  ["", "http://a.example/", "http://plain:2"],
  ["*", "https://a.example/", null],
  ["a.example", "https://a.example/", null],
  ["A.Example", "https://a.example/", null],
  ["example", "https://a.example/", null],
  [".example", "https://a.example/", null],
  ["*.example", "https://a.example/", null],
  ["ample", "https://a.example/", "http://secure:1"],
  ["x, a.example y", "https://a.example/", null],
  ["a.example:443", "https://a.example/", null],
  ["a.example:444", "https://a.example/", "http://secure:1"],
  ["a.example:5000", "http://a.example:5000/", null],
  ["127.0.0.1", "http://127.0.0.1:5000/", null],
  ["127.0.0.0/8", "http://127.0.0.1:5000/", null],
  ["10.0.0.0/8", "http://127.0.0.1:5000/", "http://plain:2"],
  ["10.0.0.0/99", "http://10.0.0.1/", "http://plain:2"],
  ["::1", "http://[::1]:5000/", null],
  ["[::1]", "http://[::1]:5000/", null],
  ["[::1]:5000", "http://[::1]:5000/", null],
  ["fc00::/7", "http://[fd00::1]/", null],
])("NO_PROXY=%s: %s goes through %s", (no, url, expected) => {
  const choose = proxyChoice({ https: "http://secure:1", http: "plain:2", no });
  expect(choose(new URL(url))?.uri ?? null).toBe(expected);
});

test("a proxy for one scheme is not used for the other", () => {
  const choose = proxyChoice({ https: null, http: "http://u:p@plain:2", no: null });
  expect(choose(new URL("https://a.example"))).toBeNull();
  expect(choose(new URL("http://a.example"))).toEqual({
    uri: "http://plain:2",
    authorization: `Basic ${Buffer.from("u:p").toString("base64")}`,
  });
});
