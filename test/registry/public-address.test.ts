import { expect, test } from "vitest";
import {
  isPublicAddress,
  lookupPublic,
  mayBePublic,
  notPublicCode,
} from "../../src/registry/http/public-address.ts";
import { lookupIn } from "../support/registry-client.ts";

test.each([
  ["8.8.8.8", true],
  ["20.60.1.1", true],
  ["172.15.255.255", true],
  ["172.32.0.1", true],
  ["2606:4700::6810:84e5", true],
  ["2a01:111:f100::1", true],
  ["0.0.0.0", false],
  ["0.1.2.3", false],
  ["10.0.0.1", false],
  ["100.64.0.1", false],
  ["127.0.0.1", false],
  ["127.255.255.254", false],
  ["168.63.129.16", false],
  ["169.254.169.254", false],
  ["172.16.0.1", false],
  ["172.31.255.255", false],
  ["192.0.0.1", false],
  ["192.0.2.1", false],
  ["192.168.1.1", false],
  ["198.18.0.1", false],
  ["198.19.255.255", false],
  ["198.51.100.1", false],
  ["203.0.113.1", false],
  ["224.0.0.1", false],
  ["240.0.0.1", false],
  ["255.255.255.255", false],
  ["::", false],
  ["::1", false],
  ["::7f00:1", false],
  ["::ffff:8.8.8.8", false],
  ["::ffff:7f00:1", false],
  ["64:ff9b::808:808", false],
  ["64:ff9b:1::1", false],
  ["100::1", false],
  ["2001::1", false],
  ["2001:db8::1", false],
  ["2002:7f00:1::1", false],
  ["3fff::1", false],
  ["5f00::1", false],
  ["fc00::1", false],
  ["fd12:3456::1", false],
  ["fe80::1", false],
  ["fe80::1%eth0", false],
  ["fec0::1", false],
  ["ff02::1", false],
  ["example", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test.each([
  ["eastus.data.mcr.microsoft.com", true],
  ["localhost.example", true],
  ["8.8.8.8", true],
  ["[2606:4700::1]", true],
  ["localhost", false],
  ["localhost.", false],
  ["registry.localhost", false],
  ["169.254.169.254", false],
  ["[::1]", false],
  ["[::ffff:a9fe:a9fe]", false],
  ["", false],
])("a host called %j may be public: %s", (hostname, expected) => {
  expect(mayBePublic(hostname)).toBe(expected);
});

// In the form of a URL: what looks like a name can be an address.
test.each(["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "①⑥⑨.254.169.254"])(
  "%s in a URL is an address that is not public",
  (host) => {
    expect(mayBePublic(new URL(`https://${host}/`).hostname)).toBe(false);
  },
);

const lookup = lookupPublic(
  lookupIn({
    "good.example": ["8.8.8.8", "2606:4700::1"],
    "bad.example": ["127.0.0.1"],
    "mixed.example": ["8.8.8.8", "10.0.0.1"],
  }),
);

function look(name: string, all: boolean): Promise<unknown> {
  return new Promise((resolve) => {
    lookup(name, { all }, (error, found, family) => {
      resolve(error ? error.code : [found, family]);
    });
  });
}

test.each([
  [
    "good.example",
    true,
    [
      [
        { address: "8.8.8.8", family: 4 },
        { address: "2606:4700::1", family: 6 },
      ],
      undefined,
    ],
  ],
  ["good.example", false, ["8.8.8.8", 4]],
  ["bad.example", true, notPublicCode],
  ["bad.example", false, notPublicCode],
  ["mixed.example", true, notPublicCode],
  ["mixed.example", false, notPublicCode],
  ["missing.example", true, "ENOTFOUND"],
] as const)("looking up %s (all: %s) gives %j", async (name, all, expected) => {
  expect(await look(name, all)).toEqual(expected);
});
