import type { Level } from "../../domain/rule/finding.ts";
import { levels } from "../../domain/rule/finding.ts";
import type { RuleWithLevel } from "../../domain/rule/run.ts";
import { counted } from "../../text/list.ts";
import type { Remedies, RemedyGroup } from "../remedies.ts";
import type { FindingCounts } from "../reporter.ts";
import { rulePageUri } from "../rule-page.ts";
import { sortedRuleCounts, sum } from "../summary.ts";
import type { FolderCounts, Folders } from "./folders.ts";
import type { Content, Markup } from "./markup.ts";
import { markup } from "./markup.ts";

/** More rows belong into a spreadsheet. */
const maxRows = 100;
/** On a phone, a path takes two lines. */
const maxPlaces = 4;

/** How many findings each rule has. Null without findings. */
export function ruleSection(
  counts: FindingCounts,
  rules: readonly RuleWithLevel[],
  homepage: string,
): Markup | null {
  const rows = sortedRuleCounts(counts);
  if (rows.length === 0) return null;
  const known = new Map(rules.map(({ rule, level }) => [rule.id, { level, about: rule.summary }]));
  const most = Math.max(...rows.map(([, count]) => count));
  return markup`<section aria-labelledby="rules">
    <h2 id="rules">By rule</h2>
    <table>
      <caption>
        Findings of each rule, the most frequent first
      </caption>
      <thead>
        <tr>
          <th scope="col" class="wide">Rule</th>
          <th scope="col">Level</th>
          <th scope="col" class="number">Findings</th>
          <th scope="col" class="bars">Share</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, maxRows).map(([id, count]) => {
          const { level, about } = known.get(id) ?? { level: "error" as Level, about: "" };
          return markup`<tr>
            <th scope="row"><a href="${rulePageUri(id, homepage)}">${id}</a><span class="about">${about}</span></th>
            <td><span class="level ${level}">${level}</span></td>
            <td class="number">${count}</td>
            <td class="bars">${share([[level, count]], most)}</td>
          </tr>
          `;
        })}
      </tbody>
    </table>
    ${moreText(rows.length, "rule")}
  </section>
  `;
}

/** How many findings each folder or repository has. Null for fewer than two. */
export function folderSection(folders: Folders): Markup | null {
  const rows = folders.all();
  if (rows.length < 2) return null;
  const { kind } = folders;
  const name = kind === "folder" ? "Folder" : "Repository";
  const most = Math.max(...rows.map(sum));
  return markup`<section aria-labelledby="folders">
    <h2 id="folders">By ${kind}</h2>
    <table>
      <caption>
        Findings of each ${kind}, those with the most errors first
      </caption>
      <thead>
        <tr>
          <th scope="col" class="wide">${name}</th>
          <th scope="col" class="number">Errors</th>
          <th scope="col" class="number">Warnings</th>
          <th scope="col" class="number">Notes</th>
          <th scope="col" class="bars">Share</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, maxRows).map(
          (row) =>
            markup`<tr>
              <th scope="row"><a href="#f${row.number}">${row.name}</a></th>
              ${levels.map((level) => markup`<td class="number">${row.byLevel[level]}</td>`)}
              <td class="bars">${sharesOf(row, most)}</td>
            </tr>
            `,
        )}
      </tbody>
    </table>
    ${moreText(rows.length, kind, kind === "folder" ? "folders" : "repositories")}
  </section>
  `;
}

function sharesOf({ byLevel }: FolderCounts, most: number): Markup {
  return share(
    levels.map((level) => [level, byLevel[level]]),
    most,
  );
}

/** A bar whose length shows a number; the number stands beside it. */
function share(parts: readonly (readonly [level: Level, count: number])[], most: number): Markup {
  let x = 0;
  const bars = parts.map(([level, count]) => {
    const width = Math.round((1_000 * count) / most) / 10;
    const bar = markup`<rect class="${level}" x="${x}%" y="0" width="${width}%" height="8" />`;
    x = Math.round(10 * (x + width)) / 10;
    return width === 0 ? null : bar;
  });
  return markup`<svg class="share" width="100%" height="8" aria-hidden="true" focusable="false">${bars}</svg>`;
}

/** Each remedy with its places. Null without remedies. */
export function remedySection(remedies: Remedies): Markup | null {
  const rows = remedies.all();
  if (rows.length === 0) return null;
  return markup`<section aria-labelledby="todo">
    <h2 id="todo">What to do</h2>
    <table>
      <caption>
        Remedies, those of the most severe findings first
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">Places</th>
          <th scope="col">Remedy, and where</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, maxRows).map(
          (row) =>
            markup`<tr>
              <td class="number">${row.places}</td>
              <td>${row.text}<span class="about">${whereText(row)}</span></td>
            </tr>
            `,
        )}
      </tbody>
    </table>
    ${moreText(rows.length + remedies.cut, "remedy", "remedies")}
  </section>
  `;
}

function whereText({ first, places }: RemedyGroup): Content {
  const shown = first.slice(0, maxPlaces);
  const more = places - shown.length;
  return [
    ...shown.map((place, index) => markup`${index === 0 ? "" : ", "}<code>${place}</code>`),
    ...(more > 0 ? [` and ${more} more`] : []),
  ];
}

function moreText(count: number, singular: string, plural?: string): Content {
  const more = count - maxRows;
  return more > 0
    ? markup`<p class="more">${counted(more, `more ${singular}`, plural === undefined ? undefined : `more ${plural}`)}: see the findings</p>
      `
    : null;
}
