// Which findings of the examples a refresh adds or removes: the product runs on them with the data of before and after.
import { fileURLToPath } from "node:url";
import { importSource } from "../../source.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const examples = "fixtures/examples";

/**
 * @param asOf the day to check as of
 * @returns lines for findings that only one of the two has, by path, place, rule and level
 */
export async function verdictLines(before, after, asOf) {
  const [was, is] = [await findings(before, asOf), await findings(after, asOf)];
  return [
    ...[...is].filter(([key]) => !was.has(key)).map(([, line]) => `new: ${line}`),
    ...[...was].filter(([key]) => !is.has(key)).map(([, line]) => `no longer: ${line}`),
  ];
}

async function findings(data, asOf) {
  const { lint } = await importSource('export { lint } from "./src/index.ts";', [withData(data)]);
  const report = await lint({ paths: [examples], cwd: root, asOf });
  return new Map(report.findings.map((finding) => [keyOf(finding), lineOf(finding)]));
}

const keyOf = ({ path, region, ruleId, level }) => JSON.stringify([path, region, ruleId, level]);
const lineOf = ({ path, region, ruleId, level, message }) =>
  `\`${path}:${region.startLine}\` ${level} ${ruleId}: ${message}`;

/** A plugin of esbuild that puts other data in the place of src/catalogue/data/. */
const withData = (data) => ({
  name: "data",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]catalogue[\\/]data[\\/][\w-]+\.json$/ }, ({ path }) => {
      const name = /([\w-]+)\.json$/.exec(path)[1];
      return { contents: JSON.stringify(data[name] ?? {}), loader: "json" };
    });
  },
});
