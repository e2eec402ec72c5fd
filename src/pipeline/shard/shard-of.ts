import { sha256 } from "../fingerprint-hash.ts";

/** Hexadecimal digits of the digest that count: as many as a number holds exactly. */
const digits = 12;

/**
 * The shard that a file is in, from 1 on: the same on every machine and in every release.
 * @param path from the root of the run, with `/`
 */
export function shardOf(path: string, of: number): number {
  return (Number.parseInt(sha256(path).slice(0, digits), 16) % of) + 1;
}
