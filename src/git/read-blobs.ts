import { GitError } from "./git-error.ts";
import type { Repository } from "./repository.ts";
import { whyMissing } from "./repository.ts";

/** A blob that is wanted. */
export interface BlobRequest {
  readonly id: string;
  /** What errors name. */
  readonly path: string;
}

/** In the order of the requests. */
export type Blob<Request extends BlobRequest> =
  | { readonly kind: "blob"; readonly request: Request; readonly bytes: Buffer }
  | { readonly kind: "too-large"; readonly request: Request; readonly size: number };

/** Each is at most of the size that the caller allows; this many names are asked for at once. */
const perRound = 1000;

/**
 * Reads blobs through one process, one in memory at a time.
 * @param maxSize in bytes; of larger ones the size alone is read
 * @throws GitError that names the first one that is missing
 */
export async function* readBlobs<Request extends BlobRequest>(
  repository: Repository,
  requests: readonly Request[],
  maxSize: number,
): AsyncGenerator<Blob<Request>> {
  for (let from = 0; from < requests.length; from += perRound) {
    const round = requests.slice(from, from + perRound);
    const sizes = await sizesOf(repository, round);
    const isSmall = (index: number): boolean => (sizes[index] ?? 0) <= maxSize;
    const ids = round.filter((_, index) => isSmall(index)).map(({ id }) => id);
    const contents = repository.objects.read(ids);
    try {
      for (const [index, request] of round.entries())
        if (isSmall(index)) {
          const { value } = await contents.next();
          if (!value?.bytes) throw await missing(repository, request);
          yield { kind: "blob", request, bytes: value.bytes };
        } else yield { kind: "too-large", request, size: sizes[index] ?? 0 };
      await contents.next();
    } finally {
      await contents.return(undefined);
    }
  }
}

/** In bytes. */
async function sizesOf(
  repository: Repository,
  requests: readonly BlobRequest[],
): Promise<readonly number[]> {
  const sizes: number[] = [];
  for await (const object of repository.sizes.read(requests.map(({ id }) => id))) {
    const request = requests[sizes.length];
    if (request && object === null) throw await missing(repository, request);
    if (request && object?.type !== "blob")
      throw new GitError(`${request.path} names an object that is no file: ${request.id}`);
    sizes.push(object?.size ?? 0);
  }
  return sizes;
}

async function missing(repository: Repository, { id, path }: BlobRequest): Promise<GitError> {
  return new GitError(`${path} (object ${id}) is missing; ${await whyMissing(repository)}`);
}
