// What was decided about model versions, with the judge's figures.
import { state } from "./state.js";
import { count, el, put, time, value } from "./text.js";

const WORDS = {
  PROMOTED: "promoted", ROLLED_BACK: "rolled back to", REJECTED: "rejected", PINNED: "pinned", UNPINNED: "unpinned",
  IMPORTED: "imported", REGIME_REPORTED: "regime changed", REGIME_ACCEPTED: "regime accepted",
};

export function draw() {
  const box = document.getElementById("models"), champion = state.fleet?.champion ?? 0;
  document.getElementById("models-empty").hidden = state.decisions.length > 0;
  put(document.getElementById("models-note"), champion ? `version ${champion} is active` : "");
  const open = new Set([...box.querySelectorAll("details[open]")].map(d => d.dataset.key));
  const first = !box.children.length;
  const active = state.decisions.find(d => d.activates && d.version === champion);
  box.replaceChildren(...state.decisions.map((d, i) => decision(d, d === active, first ? i === 0 : open.has(key(d)))));
}

function key(d) {
  return `${d.t} ${d.version} ${d.decision}`;
}

function decision(d, active, open) {
  const word = WORDS[d.decision] ?? d.decision;
  const kind = active ? "badge active" : d.decision === "REJECTED" ? "badge bad" : "badge";
  return el("details", { open, "data-key": key(d) },
    el("summary", {}, el("strong", {}, "v" + d.version), el("span", { class: kind }, active ? word + ", active" : word),
      el("span", { class: "muted" }, `${time(d.t, state.now)} by `, el("bdi", {}, d.by))),
    el("p", { class: "reason" }, d.reason), d.checks.length ? checks(d.checks) : null);
}

function checks(all) {
  const passed = all.filter(c => c.passed).length;
  return el("div", { class: "scroll" }, el("table", {}, el("caption", {}, `The judge: ${count(passed)} of ${count(all.length)} checks passed`),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Check"), ...["Champion", "Challenger", "Limit"].map(h => el("th", { scope: "col", class: "number" }, h)))),
    el("tbody", {}, ...all.map(c => el("tr", { title: c.note },
      el("th", { scope: "row" }, el("span", { class: c.passed ? "badge good" : "badge bad" }, c.passed ? "✓" : "✗"), el("span", { class: "unseen" }, c.passed ? "passed" : "failed"), " ", c.name),
      el("td", { class: "number" }, value(c.champion)), el("td", { class: "number" }, value(c.challenger)),
      el("td", { class: "number" }, c.limit === null ? "–" : (c.atLeast ? "≥ " : "≤ ") + value(c.limit)))))));
}
