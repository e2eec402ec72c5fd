const global = globalThis as { require?: unknown };
const hadRequire = "require" in global;
const { require: savedRequire } = global;
const { stackTraceLimit } = Error;

/** Sets the globals that `hcl2-parser` changes when it is loaded to what they were when this module was, right before it. */
export function restoreGlobals(): void {
  Error.stackTraceLimit = stackTraceLimit;
  if (hadRequire) global.require = savedRequire;
  else delete global.require;
}
