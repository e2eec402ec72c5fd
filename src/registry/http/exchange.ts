import type { Unanswered } from "../../domain/image/registry-source.ts";

/** One request, as the parts of this room hand it to each other. Never shown: it can hold credentials. */
export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How many bytes of the answer are read at the most; more is an answer that no registry gives. */
  readonly maxBytes: number;
}

export interface HttpResponse {
  readonly kind: "response";
  readonly status: number;
  /** The values of a header, by its name in lower case; empty where there is none. */
  readonly header: (name: string) => readonly string[];
  /** Empty for HEAD. */
  readonly body: Buffer;
}

export type Exchanged = HttpResponse | Unanswered;

/** Sends one request to its end, redirects and retries included, within the bounds of the run. Never throws. */
export type Send = (request: HttpRequest) => Promise<Exchanged>;
