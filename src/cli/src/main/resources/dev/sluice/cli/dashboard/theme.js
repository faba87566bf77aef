// Light and dark, as the system says or as was chosen here; and the colours that canvases are drawn with.

const dark = matchMedia("(prefers-color-scheme: dark)");
const KEY = "sluice-theme";
let colours = null;

function stored() {
  try { return localStorage.getItem(KEY) ?? "system"; } catch { return "system"; }
}

function apply(choice) {
  const name = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
  document.documentElement.dataset.theme = name;
  colours = null;
}

/** Calls back whenever colours have changed. */
export function begin(select, changed) {
  select.value = stored();
  apply(select.value);
  select.addEventListener("change", () => {
    try { localStorage.setItem(KEY, select.value); } catch { /* for this visit only */ }
    apply(select.value);
    changed();
  });
  dark.addEventListener("change", () => { apply(select.value); changed(); });
}

/** The colours by name, and `cells`: a packed colour for each of the map's bytes. */
export function palette() {
  if (colours) return colours;
  const style = getComputedStyle(document.documentElement);
  colours = {};
  for (const name of ["paper", "surface", "ink", "muted", "line", "accent", "alarm", "silent"]) colours[name] = style.getPropertyValue("--" + name).trim();
  colours.accentSoft = style.getPropertyValue("--accent-soft").trim();
  colours.alarmSoft = style.getPropertyValue("--alarm-soft").trim();
  const low = parts(style.getPropertyValue("--cell-low")), high = parts(style.getPropertyValue("--cell-high"));
  const alarm = parts(colours.alarm), silent = parts(colours.silent);
  colours.cells = new Uint32Array(256);
  colours.steps = [];
  for (let i = 0; i < 256; i++) {
    const c = i === 255 ? silent : i >= 100 ? alarm : low.map((l, k) => Math.round(l + (high[k] - l) * i / 100));
    colours.cells[i] = 0xff000000 | c[2] << 16 | c[1] << 8 | c[0];
    colours.steps.push(`rgb(${c[0]} ${c[1]} ${c[2]})`);
  }
  return colours;
}

function parts(hex) {
  const h = hex.trim().slice(1, 7);
  return [0, 2, 4].map(i => parseInt(h.slice(i, i + 2), 16));
}
