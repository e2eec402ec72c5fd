// Calls that must not compile: an @ts-expect-error without an error below it is an error itself.
import type { Settings } from "inferlint";
import * as inferlint from "inferlint";

const { lint, lintText, loadSettings } = inferlint;
const asOf = "2026-11-23";

// @ts-expect-error: the day is required, since the library has no clock
void lintText({ path: "Dockerfile", text: "" });
// @ts-expect-error: settings are opaque
void lint({ paths: ["."], settings: {}, asOf });
// @ts-expect-error: a path, or false for no configuration
void loadSettings({ config: true });
// @ts-expect-error: settings have no public content
void ((settings: Settings) => settings.rules);
// @ts-expect-error: reports are read-only
void lintText({ path: "Dockerfile", text: "", asOf }).then((report) => report.findings.pop());
// @ts-expect-error: an error class is a type only, because `instanceof` would be false for some errors
void inferlint.ConfigError;
