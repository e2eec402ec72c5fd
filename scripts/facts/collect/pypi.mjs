// PyPI: for which versions of Python the frameworks of the catalogue have wheels.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { EnvHttpProxyAgent, fetch } from "undici";
import { byCodeUnit } from "../order.mjs";
import { wheelIn, wheelTable } from "./wheels.mjs";

const packages = [
  "lightgbm",
  "mlflow",
  "onnxruntime",
  "scikit-learn",
  "tensorflow",
  "torch",
  "vllm",
  "xgboost",
];
const json = "application/vnd.pypi.simple.v1+json";
/** Milliseconds for one answer, and bytes of one. */
const [timeout, maxBytes] = [60_000, 128 * 1024 * 1024];

/**
 * Asks the index that pip is configured for; whichever that is, the source is PyPI. `{ unreachable }` where it does not answer, or
 * answers otherwise than PyPI: what is recorded is better than a part.
 */
export async function collect(_folder, _name, { pypi }) {
  const index = pypi ?? configuredIndex();
  const wheels = {};
  let newest = "";
  for (const name of packages) {
    const { files, fault } = await filesOf(index, name);
    if (fault) return { unreachable: fault };
    wheels[name] = files.map(wheelIn).filter((wheel) => wheel !== null);
    const days = files.map((file) => String(file["upload-time"] ?? "").slice(0, 10));
    newest = [newest, ...days].sort(byCodeUnit).at(-1);
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(newest)) return { unreachable: "the index states no upload times" };
  // The day of the newest file: asking again changes nothing before the next one is there.
  return { source: { name: "PyPI", asOf: newest }, wheels: wheelTable(wheels) };
}

/** As pip looks it up: the environment, then its configuration. */
function configuredIndex() {
  const { stdout } = spawnSync("pip", ["config", "get", "global.index-url"], { encoding: "utf8" });
  return process.env.PIP_INDEX_URL || stdout?.trim() || "https://pypi.org/simple/";
}

async function filesOf(index, name) {
  try {
    const url = new URL(`${name}/`, index.endsWith("/") ? index : `${index}/`);
    const { username, password } = url;
    [url.username, url.password] = ["", ""];
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
    const response = await fetch(url, {
      dispatcher: new EnvHttpProxyAgent(),
      headers: {
        accept: json,
        ...(username ? { authorization: `Basic ${login.toString("base64")}` } : {}),
      },
      signal: AbortSignal.timeout(timeout),
    });
    if (response.status !== 200)
      return { fault: `the index answered ${response.status} for ${name}` };
    const { files } = JSON.parse(await textOf(response));
    const isList =
      Array.isArray(files) && files.every((file) => typeof file?.filename === "string");
    return isList ? { files } : { fault: `the index lists no files of ${name}` };
  } catch (error) {
    // The message may name the host of a private index.
    const reason = error.cause?.code ?? error.name;
    return { fault: `the index could not be asked for ${name} (${reason})` };
  }
}

async function textOf(response) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
