import { isCondaPath, isCudaVersion, isUbuntuRelease } from "../../domain/image/config-values.ts";
import { isImageUser } from "../../domain/image/distribution-grammar.ts";
import type { PublishedImage } from "../../domain/image/registry-source.ts";
import {
  isVariableName,
  maxVariableLength,
  maxVariables,
} from "../../domain/image/variable-name.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { calendarDate, later, parseCalendarDate, plusDays } from "../../text/calendar-date.ts";
import { asObject, parseJsonObject } from "../../text/json-object.ts";

export type ImageConfig = Omit<PublishedImage, "digest">;

/** Docker 0.1.0. Reproducible builds set an earlier day: 0001-01-01, 1970-01-01, 1980-01-01. */
const firstRelease = calendarDate("2013-03-20");

// RFC 3339 §5.6.
const time = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads an image config (OCI image specification, "Image Configuration"); null where it is malformed.
 * @param today the day of the response: a later `created` does not count, because it would make an old image look new
 */
export function readImageConfig(body: Buffer, today: CalendarDate): ImageConfig | null {
  const document = parseJsonObject(body.toString("utf8"));
  if (!document) return null;
  const { config } = document;
  const settings = config === undefined || config === null ? {} : asObject(config);
  if (!settings) return null;
  const user = settings["User"] ?? "";
  // An invalid user must not be read as no user, which means root.
  if (typeof user !== "string" || (user !== "" && !isImageUser(user))) return null;
  const env = readEnv(settings["Env"] ?? []);
  if (env === null) return null;
  const { names, valueOf } = env;
  const cuda = valueOf("CUDA_VERSION");
  const conda = valueOf("AZUREML_CONDA_ENVIRONMENT_PATH") ?? valueOf("CONDA_PREFIX");
  return {
    created: readDay(document["created"], today),
    user: user === "" ? "root" : user,
    env: names,
    os: readRelease(asObject(settings["Labels"])),
    cuda: cuda !== null && isCudaVersion(cuda) ? cuda : null,
    condaPath: conda !== null && isCondaPath(conda) ? conda : null,
  };
}

/**
 * The release of Ubuntu, by the labels of its own images. An image that is built on one inherits them; one that sets a version of
 * its own with `org.opencontainers.image.version` states none.
 */
function readRelease(labels: Readonly<Record<string, unknown>> | null): string | null {
  if (labels?.["org.opencontainers.image.ref.name"] !== "ubuntu") return null;
  const version = labels["org.opencontainers.image.version"];
  const release = typeof version === "string" ? `ubuntu${version}` : "";
  return isUbuntuRelease(release) ? release : null;
}

interface Env {
  /** Sorted. */
  readonly names: readonly string[];
  /** Null where the variable is not set, or set to different values. */
  readonly valueOf: (name: string) => string | null;
}

/**
 * Reads `NAME=value` entries; null where any program would reject the list, and where it is too long to be that of an
 * image. Like BuildKit, an entry without `=` is a name (`parseKeyValue`). Names with blanks are left out: no Dockerfile can
 * refer to them.
 */
function readEnv(entries: unknown): Env | null {
  if (!Array.isArray(entries)) return null;
  const values = new Map<string, string | null>();
  for (const entry of entries as readonly unknown[]) {
    if (typeof entry !== "string") return null;
    const [name = ""] = entry.split("=", 1);
    if (name.length > maxVariableLength) return null;
    if (!isVariableName(name)) continue;
    const value = entry.slice(name.length + 1);
    const isAmbiguous = values.has(name) && values.get(name) !== value;
    values.set(name, isAmbiguous ? null : value);
  }
  if (values.size > maxVariables) return null;
  return { names: [...values.keys()].sort(), valueOf: (name) => values.get(name) ?? null };
}

function readDay(created: unknown, today: CalendarDate): CalendarDate | null {
  if (typeof created !== "string" || !time.test(created)) return null;
  // Date.parse would read 2023-02-30 as a day in March.
  if (parseCalendarDate(created.slice(0, 10)) === null) return null;
  const milliseconds = Date.parse(created.toUpperCase());
  if (Number.isNaN(milliseconds)) return null;
  const day = parseCalendarDate(new Date(milliseconds).toISOString().slice(0, 10));
  if (day === null || day < firstRelease) return null;
  // The clocks of the two machines may differ, by up to a day.
  const latest = plusDays(today, 1);
  return later(day, latest) === latest ? day : null;
}
