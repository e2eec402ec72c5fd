import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mentionsAzureml, readSource, sourceCap, sourceOf } from "../../src/discover/index.ts";
import { readBytes } from "../../src/fs/read-bytes.ts";
import { temporaryTree } from "./temporary-tree.ts";
import { withoutPrivileges } from "./without-privileges.ts";

const from = "FROM mcr.microsoft.com/azureml/x\n";

function read(content: Uint8Array | string): ReturnType<typeof readSource> {
  const root = temporaryTree({ Dockerfile: content });
  return readSource({
    path: "Dockerfile",
    absolute: join(root, "Dockerfile"),
    kind: "dockerfile",
    named: false,
  });
}

function utf16(text: string, order: "little" | "big", mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le");
  return order === "little" ? bytes : bytes.swap16();
}

describe("text", () => {
  test.each([
    ["plain", from, from],
    ["empty", "", ""],
    ["with a byte order mark, which is kept", `\uFEFF${from}`, `\uFEFF${from}`],
    ["with any line ends", "a\r\nb\rc\n", "a\r\nb\rc\n"],
    ["beyond the basic plane", "# 🐳 é\n", "# 🐳 é\n"],
  ])("%s", (_, content, text) => {
    expect(read(content)).toEqual({ kind: "text", path: "Dockerfile", text });
  });

  test("has U+FFFD for bytes that are not UTF-8", () => {
    const bytes = Buffer.from("# caf\xe9 \xff\xc3\nFROM a\n", "latin1");
    expect(read(bytes)).toMatchObject({
      kind: "text",
      text: "# caf\uFFFD \uFFFD\uFFFD\nFROM a\n",
    });
  });
});

describe("UTF-16", () => {
  test.each(["little", "big"] as const)(
    "%s endian is recognized with and without a byte order mark",
    (order) => {
      for (const text of [from, `# Übergrößenträger\n${from}`, "FROM a"])
        for (const mark of [true, false]) {
          expect(read(utf16(text, order, mark))).toEqual({
            kind: "unread",
            path: "Dockerfile",
            why: "utf-16",
            text: (mark ? "\uFEFF" : "") + text,
          });
        }
    },
  );

  test("is recognized even if it ends within a character", () => {
    const source = read(Buffer.concat([utf16(from, "big", true), Buffer.from([0])]));
    expect(source).toMatchObject({ why: "utf-16", text: `\uFEFF${from}` });
  });

  test("and UTF-32 are searched for image names", () => {
    const wide = Buffer.alloc(4 * from.length + 4);
    wide.writeUInt32LE(0xfeff);
    for (let at = 0; at < from.length; at += 1) wide.writeUInt32LE(from.charCodeAt(at), 4 * at + 4);
    for (const bytes of [wide, Buffer.from(wide).swap32(), wide.subarray(4)]) {
      const source = read(bytes);
      expect(source).toMatchObject({ kind: "unread" });
      expect("text" in source && mentionsAzureml(source.text ?? "")).toBe(true);
    }
  });
});

describe("binary", () => {
  test.each([
    ["one NUL", `FROM azureml\0/x\n`, "FROM azureml/x\n"],
    ["a NUL inside a word", "azu\0reml", "azureml"],
    ["only NULs", "\0\0\0\0", ""],
    ["an ELF header", "\x7fELF\x02\x01\x01\0\0\0\0\0\0\xe9", "\x7fELF\x02\x01\x01\xe9"],
  ])("%s", (_, content, text) => {
    expect(read(Buffer.from(content, "latin1"))).toEqual({
      kind: "unread",
      path: "Dockerfile",
      why: "binary",
      text,
    });
  });
});

describe("size", () => {
  test("up to 1 MiB is read, one byte more is not", () => {
    const max = "#".repeat(sourceCap);
    expect(sourceCap).toBe(1_048_576);
    expect(read(max)).toEqual({ kind: "text", path: "Dockerfile", text: max });
    const unread = { kind: "unread", path: "Dockerfile", why: "size", text: null };
    expect(read(`${max}#`)).toEqual(unread);
    expect(sourceOf("Dockerfile", Buffer.from(`${max}#`))).toEqual(unread);
  });

  test("of 3 GiB is rejected without reading", () => {
    const root = temporaryTree(["Dockerfile"]);
    const absolute = join(root, "Dockerfile");
    truncateSync(absolute, 3 * 2 ** 30);
    expect(readSource({ path: "d", absolute, kind: "dockerfile", named: true })).toMatchObject({
      why: "size",
    });
  });

  test("is counted while reading if the system reports none", ({ skip }) => {
    const path = "/proc/self/status";
    let read;
    try {
      read = readBytes(path, 1024 * 1024, { follow: true });
    } catch {
      skip("no /proc here");
    }
    expect(read?.kind === "bytes" && read.bytes.includes("Pid:")).toBe(true);
    expect(readBytes(path, 100, { follow: true })).toEqual({ kind: "too-large" });
  });
});

describe("a file that changed after discovery", () => {
  const state = (root: string, named: boolean): unknown => {
    const read = readSource({
      path: "a/Dockerfile",
      absolute: join(root, "a/Dockerfile"),
      kind: "dockerfile",
      named,
    });
    return read.kind === "problem" ? [read.path, read.id, read.fatal] : read.kind;
  };

  test("is a problem if it disappeared", () => {
    const root = temporaryTree(["a/Dockerfile"]);
    for (const path of ["a/Dockerfile", "a"]) {
      rmSync(join(root, path), { recursive: true });
      expect(state(root, false)).toEqual(["a/Dockerfile", "vanished-path", false]);
      expect(state(root, true)).toEqual(["a/Dockerfile", "unreadable-path", true]);
    }
    writeFileSync(join(root, "a"), "");
    expect(state(root, false)).toEqual(["a/Dockerfile", "vanished-path", false]);
  });

  test("is a problem if it became a symbolic link, unless passed explicitly", () => {
    const root = temporaryTree({ "a/": "", b: from });
    symlinkSync("../b", join(root, "a", "Dockerfile"));
    expect(state(root, false)).toEqual(["a/Dockerfile", "vanished-path", false]);
    expect(state(root, true)).toBe("text");
  });

  test("is a problem if it became a FIFO or a directory, and does not block", () => {
    const root = temporaryTree({ "a/": "" });
    for (const make of [
      () => execFileSync("mkfifo", [join(root, "a", "Dockerfile")]),
      () => {
        mkdirSync(join(root, "a", "Dockerfile"));
      },
    ]) {
      make();
      expect(state(root, false)).toEqual(["a/Dockerfile", "special-file", false]);
      expect(state(root, true)).toEqual(["a/Dockerfile", "special-file", true]);
      rmSync(join(root, "a", "Dockerfile"), { recursive: true });
    }
  });

  test("is rejected if it became too large", () => {
    const root = temporaryTree({ "a/Dockerfile": "#".repeat(sourceCap) });
    expect(state(root, false)).toBe("text");
    appendFileSync(join(root, "a", "Dockerfile"), "#");
    expect(state(root, false)).toBe("unread");
  });
});

test("a file without read permission is a fatal problem, and the message has no absolute path", async ({
  skip,
}) => {
  const root = temporaryTree(["Dockerfile"]);
  const absolute = join(root, "Dockerfile");
  chmodSync(absolute, 0);
  for (const named of [true, false])
    expect(
      await withoutPrivileges(root, skip, () =>
        readSource({ path: "Dockerfile", absolute, kind: "dockerfile", named }),
      ),
    ).toEqual({
      kind: "problem",
      id: "unreadable-path",
      path: "Dockerfile",
      message: "Cannot be read (EACCES: permission denied).",
      fatal: true,
    });
});

test("azureml is found in text and bytes, ignoring case", () => {
  for (const text of ["azureml", "FROM mcr.microsoft.com/AzureML/x", "\xffAZUREML\0"]) {
    expect(mentionsAzureml(text)).toBe(true);
    expect(mentionsAzureml(Buffer.from(text, "latin1"))).toBe(true);
    expect(mentionsAzureml(new Uint8Array(Buffer.from(`__${text}`)).subarray(2))).toBe(true);
  }
  for (const text of ["", "azure ml", "azurem", "a\0zureml", "azurem\u2113"]) {
    expect(mentionsAzureml(text)).toBe(false);
    expect(mentionsAzureml(Buffer.from(text))).toBe(false);
  }
});
