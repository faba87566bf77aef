// All entities: a map with a cell for each, those with the highest scores, and a search.
import { state } from "./state.js";
import { palette } from "./theme.js";
import { count, el, put, score, time } from "./text.js";

const SILENT = 255, THRESHOLD = 100, LARGEST = 28, HIGHEST = 220;
const canvas = document.getElementById("map");
const readout = document.getElementById("map-cell");
const list = document.getElementById("worst");
const find = document.getElementById("find");
const rows = new Map();
let select = () => {}, selected = () => "", cursor = -1, asked = 0, found = null, layout = { columns: 1, width: 1, height: 1 };

export function begin(onSelect, getSelected) {
  select = onSelect;
  selected = getSelected;
  canvas.addEventListener("mousemove", e => point(at(e)));
  canvas.addEventListener("mouseleave", () => point(-1));
  canvas.addEventListener("click", e => choose(at(e)));
  canvas.addEventListener("focus", () => point(Math.max(0, cursor)));
  canvas.addEventListener("blur", () => point(-1));
  canvas.addEventListener("keydown", key);
  find.addEventListener("input", search);
  new ResizeObserver(drawMap).observe(canvas);
  drawScale();
}

/** Cells as large as the map has room for all entities, though not larger than looks well. */
function fit(n, width, height) {
  const columns = Math.max(1, Math.floor(width / LARGEST), Math.ceil(Math.sqrt(n * width / height)));
  const rows = Math.max(1, Math.ceil(n / columns));
  return { columns, width: Math.min(LARGEST, width / columns), height: Math.min(LARGEST, height / rows) };
}

/** By pixels and not by rectangles: ten thousand cells take a few milliseconds. */
export function drawMap() {
  const ratio = devicePixelRatio, width = canvas.clientWidth, n = state.map.length;
  if (!width) return;
  // A small fleet needs no large map.
  const height = Math.min(HIGHEST, Math.max(LARGEST, Math.ceil(n / Math.floor(width / LARGEST)) * LARGEST));
  canvas.style.height = height + "px";
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext("2d"), colours = palette();
  layout = fit(n, width, height);
  const image = new ImageData(canvas.width, canvas.height), pixels = new Uint32Array(image.data.buffer);
  const gap = Math.min(layout.width, layout.height) > 4 ? Math.round(ratio) : 0, grow = gap ? 0 : Math.round(ratio);
  const cell = (i, colour, more) => {
    const left = Math.round(i % layout.columns * layout.width * ratio), top = Math.round(Math.floor(i / layout.columns) * layout.height * ratio);
    const right = Math.min(canvas.width, Math.round((i % layout.columns + 1) * layout.width * ratio) - gap + more);
    const bottom = Math.min(canvas.height, Math.round((Math.floor(i / layout.columns) + 1) * layout.height * ratio) - gap + more);
    for (let y = Math.max(0, top - more); y < bottom; y++) {
      for (let x = Math.max(0, left - more); x < right; x++) {
        if (colour !== null) pixels[y * canvas.width + x] = colour;
        else if ((x + y) % 4 < 2) pixels[y * canvas.width + x] = colours.cells[SILENT];
      }
    }
  };
  let hot = [], silent = 0;
  for (let i = 0; i < n; i++) {
    const byte = state.map[i];
    if (byte === SILENT) silent++;
    else if (byte >= THRESHOLD) hot.push(i);
    cell(i, byte === SILENT ? null : colours.cells[byte], 0);
  }
  for (const i of hot) cell(i, colours.cells[THRESHOLD], grow); // last and larger: they are what one looks for
  ctx.putImageData(image, 0, 0);
  if (cursor >= 0 && cursor < n) {
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 2 * ratio;
    ctx.strokeRect(cursor % layout.columns * layout.width * ratio - ratio, Math.floor(cursor / layout.columns) * layout.height * ratio - ratio,
      layout.width * ratio + ratio, layout.height * ratio + ratio);
  }
  put(document.getElementById("fleet-note"), n ? `${n === 1 ? "1 entity" : count(n) + " entities"}, ${count(hot.length)} at 1.0 or above${silent ? `, ${count(silent)} silent` : ""}` : "no entities yet");
}

export function drawScale() {
  const scale = document.getElementById("scale");
  scale.width = 100;
  scale.height = 1;
  const ctx = scale.getContext("2d");
  for (let i = 0; i < 100; i++) {
    ctx.fillStyle = palette().steps[i < 90 ? Math.round(i / 0.9) - (i === 89 ? 1 : 0) : 250];
    ctx.fillRect(i, 0, 1, 1);
  }
}

function at(event) {
  const box = canvas.getBoundingClientRect();
  const column = Math.floor((event.clientX - box.left) / layout.width);
  const i = Math.floor((event.clientY - box.top) / layout.height) * layout.columns + column;
  return column < layout.columns && i < state.map.length ? i : -1;
}

function key(event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.columns, ArrowDown: layout.columns, Home: -1e9, End: 1e9 };
  if (event.key === "Enter" || event.key === " ") choose(cursor);
  else if (event.key in steps) point(Math.max(0, Math.min(state.map.length - 1, cursor + steps[event.key])));
  else return;
  event.preventDefault();
}

function point(i) {
  if (i === cursor) return;
  cursor = i;
  requestAnimationFrame(drawMap);
  if (i < 0) put(readout, "A cell is an entity, coloured by its recent score.");
  else cell(i).then(entity => { if (entity && cursor === i) put(readout, describe(entity)); });
}

function describe(entity) {
  return `${entity.name}: score ${score(entity.score)}, recently up to ${score(entity.recent)}, last record ${time(entity.t, state.now)}`;
}

/** Only the latest question counts. */
async function cell(i) {
  const mine = ++asked;
  try {
    const answer = await fetch("cell?at=" + i);
    const entities = (await answer.json()).entities;
    return mine === asked ? entities[0] : null;
  } catch {
    return null; // the server is away, and the page says so already
  }
}

function choose(i) {
  if (i >= 0) cell(i).then(entity => { if (entity) select(entity.name); });
}

async function search() {
  const text = find.value.trim();
  if (!text) {
    found = null;
    return drawWorst(true);
  }
  try {
    const answer = await fetch("entities?text=" + encodeURIComponent(text.slice(0, 200)));
    const entities = (await answer.json()).entities;
    if (find.value.trim() === text) {
      found = entities;
      drawWorst(true);
    }
  } catch { /* the server is away, and the page says so already */ }
}

/** While somebody points at the list, it keeps its order. */
export function drawWorst(anew = false) {
  const entities = found ?? state.worst;
  put(document.getElementById("worst-title"), found ? `${count(found.length)}${found.length === 50 ? " or more" : ""} found` : "Highest recent scores");
  const held = !anew && (list.matches(":hover") || list.contains(document.activeElement));
  for (const entity of entities) {
    if (!rows.has(entity.name) && !held) rows.set(entity.name, row(entity.name));
    const r = rows.get(entity.name);
    if (r) fill(r, entity);
  }
  for (const [name, r] of rows) r.button.setAttribute("aria-pressed", name === selected());
  if (held) return;
  const names = new Set(entities.map(e => e.name));
  for (const [name, r] of rows) if (!names.has(name)) { r.item.remove(); rows.delete(name); }
  entities.forEach((entity, i) => {
    const item = rows.get(entity.name).item;
    if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
  });
}

function row(name) {
  const bar = el("span"), figure = el("span", { class: "score" });
  const button = el("button", { type: "button", class: "row", onclick: () => select(name) },
    el("bdi", { class: "name", title: name }, name), el("span", { class: "bar", "aria-hidden": "true" }, bar), figure);
  return { item: el("li", {}, button), button, bar, figure };
}

function fill(r, entity) {
  r.bar.style.width = Math.min(100, entity.recent / 2 * 100) + "%";
  r.bar.className = entity.recent >= 1 ? "hot" : "";
  r.figure.className = entity.recent >= 1 ? "score hot" : "score";
  put(r.figure, score(entity.recent));
}
