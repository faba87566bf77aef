// Figures and times as people read them, and elements made of text only: names come from the data and are never markup.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const minute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

export function count(n) {
  return n === null || n === undefined ? "–" : whole.format(n);
}

export function rate(n) {
  return n < 10 ? one.format(n) : whole.format(n);
}

export function score(n) {
  return n === null || n === undefined ? "–" : n >= 100 ? whole.format(n) : n.toFixed(2);
}

/** A value in the input's unit. */
export function value(n) {
  if (n === null || n === undefined) return "–";
  const size = Math.abs(n);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return n.toExponential(2);
  return String(Number(n.toPrecision(4)));
}

export function percent(part) {
  return (part * 100 < 10 && part > 0 ? one.format(part * 100) : whole.format(part * 100)) + " %";
}

/** Time of the day, with the day where that is not today. */
export function time(ms, now) {
  const date = new Date(ms);
  return new Date(now).toDateString() === date.toDateString() ? clock.format(date) : day.format(date) + " " + minute.format(date);
}

export function duration(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return s + " s";
  if (s < 3600) return Math.round(s / 60) + " min";
  if (s < 86400) return one.format(s / 3600) + " h";
  return one.format(s / 86400) + " days";
}

/** Labels of a time axis, as fine as its steps. */
export function axisTimes(splits, step) {
  let before = "";
  return splits.map(s => {
    const date = new Date(s * 1000);
    const today = day.format(date);
    const text = step >= 86400 ? today : step >= 60 ? minute.format(date) : clock.format(date);
    const shown = before && before !== today && step < 86400 ? text + "\n" + today : text;
    before = today;
    return shown;
  });
}

/** An element: attributes, then children, of which texts stay texts. */
export function el(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, v] of Object.entries(attributes)) {
    if (key === "onclick") e.addEventListener("click", v);
    else if (v !== null && v !== undefined && v !== false) e.setAttribute(key, v === true ? "" : v);
  }
  e.append(...children.filter(c => c !== null));
  return e;
}

/** Writes a text where it differs: nothing is laid out anew, or read out again, without need. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
