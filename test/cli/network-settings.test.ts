import { describe, expect, test } from "vitest";
import { proxiesOf } from "../../src/cli/network-settings.ts";

describe("proxies from environment variables", () => {
  test("the lower-case spelling counts where both are set", () => {
    const env = {
      https_proxy: "http://lower:1",
      HTTPS_PROXY: "http://upper:1",
      http_proxy: "http://lower:2",
      HTTP_PROXY: "http://upper:2",
      no_proxy: "lower.example",
      NO_PROXY: "upper.example",
    };
    expect(proxiesOf(env)).toEqual({
      https: "http://lower:1",
      http: "http://lower:2",
      no: "lower.example",
    });
  });

  test("the upper-case spelling counts alone", () => {
    const env = {
      HTTPS_PROXY: "http://upper:1",
      HTTP_PROXY: "http://upper:2",
      NO_PROXY: "upper.example",
    };
    expect(proxiesOf(env)).toEqual({
      https: "http://upper:1",
      http: "http://upper:2",
      no: "upper.example",
    });
  });

  test("an empty lower-case variable turns the proxy off", () => {
    expect(proxiesOf({ https_proxy: "", HTTPS_PROXY: "http://upper:1" }).https).toBeNull();
    expect(proxiesOf({})).toEqual({ https: null, http: null, no: null });
  });

  test("an invalid proxy is an error that does not show it", () => {
    expect(() => proxiesOf({ HTTPS_PROXY: "socks5://user:secret@proxy" })).toThrow(
      "HTTPS_PROXY is not the URL of an HTTP proxy: set it to http://HOST:PORT, or unset it",
    );
  });
});
