// The list of incidents, what broke in the selected one, and a word to screen readers about new ones.
import { state } from "./state.js";
import { count, duration, el, percent, put, score, time, value } from "./text.js";

const SHOWN = 100, QUIET_MS = 5000;
const list = document.getElementById("incidents");
const openOnly = document.getElementById("open-only");
const rows = new Map();
let select = () => {}, selectEntity = () => {}, selected = () => "", waiting = [], timer = 0, drawn = "";

export function begin(onSelect, onSelectEntity, getSelected) {
  select = onSelect;
  selectEntity = onSelectEntity;
  selected = getSelected;
  openOnly.addEventListener("change", draw);
}

export function draw() {
  const shown = [...state.incidents.values()].filter(i => i.open || !openOnly.checked)
    .sort((a, b) => b.start - a.start || (a.id < b.id ? 1 : -1)).slice(0, SHOWN);
  const ids = new Set(shown.map(i => i.id));
  for (const [id, row] of rows) if (!ids.has(id)) { row.item.remove(); rows.delete(id); }
  shown.forEach((incident, i) => {
    if (!rows.has(incident.id)) rows.set(incident.id, make(incident.id));
    const row = rows.get(incident.id);
    fill(row, incident);
    if (list.children[i] !== row.item) list.insertBefore(row.item, list.children[i] ?? null);
  });
  const empty = document.getElementById("incidents-empty");
  empty.hidden = shown.length > 0;
  put(empty, openOnly.checked ? "No incident is open" : "No incident so far");
  drawFields();
}

function make(id) {
  const row = { badge: el("span"), name: el("bdi", { class: "name" }), peak: el("span", { class: "score hot" }), detail: el("span", { class: "detail" }) };
  row.button = el("button", { type: "button", class: "row", onclick: () => select(id) }, row.badge, row.name, row.peak, row.detail);
  row.item = el("li", {}, row.button);
  return row;
}

function fill(row, incident) {
  row.badge.className = incident.open ? "badge open" : "badge";
  put(row.badge, incident.open ? "open" : "resolved");
  put(row.name, name(incident));
  put(row.peak, score(incident.peak));
  const fields = incident.fields.slice(0, 2).map(f => f.name).join(", ");
  put(row.detail, `${time(incident.start, state.now)}, ${length(incident)}${fields ? ": " + fields : ""}`);
  row.button.setAttribute("aria-pressed", incident.id === selected());
}

function name(incident) {
  return incident.memberCount > 1 ? `${incident.entity} and ${count(incident.memberCount - 1)} more` : incident.entity;
}

function length(incident) {
  const records = incident.records === 1 ? "1 record" : count(incident.records) + " records";
  return incident.last > incident.start ? `${duration(incident.last - incident.start)}, ${records}` : records;
}

/** Built anew only where the incident has changed: what is selected in it stays selected. */
function drawFields() {
  const incident = state.incidents.get(selected());
  const now = incident ? JSON.stringify(incident) : "";
  if (now === drawn) return;
  drawn = now;
  const box = document.getElementById("fields");
  box.replaceChildren(...(incident ? detail(incident) : [el("p", { class: "empty" },
    "Select an incident to see which fields broke, with what was observed and what was expected.")]));
}

function detail(incident) {
  const facts = [
    ["Entity", el("bdi", {}, name(incident))],
    ["State", incident.open ? "open" : "resolved"],
    ["Began", time(incident.start, state.now)],
    ["Peak", `${score(incident.peak)} at ${time(incident.peakAt, state.now)}${incident.p ? `, p-value ${value(incident.p)}` : ""}`],
    ["Length", length(incident)],
    ["Record", el("bdi", {}, `${incident.topic}-${incident.partition}@${incident.offset}, model v${incident.version}`)],
  ];
  if (incident.repair.length) facts.push(["Put right", el("span", {}, incident.repair.join(", "), " makes it normal")]);
  const parts = [el("dl", { class: "facts" }, ...facts.flatMap(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])), table(incident)];
  if (incident.members.length) {
    parts.push(el("h3", {}, `Members, ${count(incident.memberCount)}`),
      el("div", { class: "members" }, ...incident.members.map(m => el("button", { type: "button", onclick: () => selectEntity(m) }, m))));
  }
  return parts;
}

function table(incident) {
  if (!incident.fields.length) return el("p", { class: "empty" }, "Its alerts name no fields.");
  const rows = incident.fields.map(f => {
    const bar = el("span", { class: "hot" });
    bar.style.width = Math.round((f.share ?? 0) * 100) + "%";
    const broken = incident.repair.includes(f.name);
    return el("tr", {},
      el("th", { scope: "row" }, el("bdi", {}, f.name), broken ? el("span", { class: "badge bad" }, "repair") : null),
      el("td", { class: "number" }, el("bdi", {}, f.observedText ?? value(f.observed))),
      el("td", { class: "number" }, el("bdi", {}, f.expectedText ?? value(f.expected))),
      el("td", { class: "number" }, percent(f.share ?? 0), el("div", { class: "bar", "aria-hidden": "true" }, bar)));
  });
  return el("div", { class: "scroll" }, el("table", {}, el("caption", { class: "unseen" }, "Fields, largest part in the score first"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Field"), ...["Observed", "Expected", "Part"].map(h => el("th", { scope: "col", class: "number" }, h)))),
    el("tbody", {}, ...rows)));
}

/** New incidents are read out together, and not more often than one can listen. */
export function announce(opened) {
  waiting.push(...opened);
  if (!waiting.length || timer) return;
  const say = () => {
    const latest = waiting.at(-1);
    put(document.getElementById("announce"), waiting.length === 1
      ? `New incident: ${name(latest)}, score ${score(latest.peak)}`
      : `${count(waiting.length)} new incidents, the latest: ${name(latest)}, score ${score(latest.peak)}`);
    waiting = [];
  };
  say();
  timer = setTimeout(() => { timer = 0; if (waiting.length) announce([]); }, QUIET_MS);
}
