// The figures at the top.
import { state } from "./state.js";
import { count, duration, el, percent, put, rate, score } from "./text.js";

const tiles = new Map();

function tile(name, value, unit, note, alarm = false) {
  let t = tiles.get(name);
  if (!t) {
    t = { value: el("span"), unit: el("span", { class: "unit" }), note: el("dd", { class: "note" }) };
    t.box = el("div", { class: "tile" }, el("dt", {}, name), el("dd", { class: "value" }, t.value, t.unit), t.note);
    tiles.set(name, t);
    document.getElementById("tiles").append(t.box);
  }
  put(t.value, value);
  put(t.unit, unit ? " " + unit : "");
  put(t.note, note);
  t.box.dataset.alarm = alarm;
}

export function draw() {
  const f = state.fleet;
  const behind = f.rate > 0 && f.lag > f.rate;
  tile("Throughput", rate(f.rate), "records/s", `${count(f.scored)} scores seen`);
  tile("Lag", f.lag < 0 ? "–" : count(f.lag), "records",
    f.lag < 0 ? "not known yet" : f.champion === 0 && f.scored === 0 ? "waiting for the first model"
      : behind ? `about ${duration(f.lag / f.rate * 1000)} of work` : "keeping up", f.scored > 0 && f.lag > 60 * Math.max(f.rate, 100));
  tile("Entities", count(f.entities), "", f.departed ? `${count(f.departed)} long silent ones left out`
    : state.worst.length ? `highest recent score ${score(state.worst[0].recent)}` : "none yet");
  tile("Open incidents", count(f.open), "", f.opened ? `${count(f.opened)} opened while watched` : "none opened while watched", f.open > 0);
  tile("Alert budget used", f.allowed > 0 ? percent(f.opened / f.allowed) : f.opened ? "–" : "0 %", "",
    `${count(f.opened)} opened, ${allowed(f.allowed)} allowed`, f.allowed > 0 && f.opened > Math.max(3, f.allowed));
  tile("Dead letters", count(f.dead), "", f.unreadable ? `${count(f.unreadable)} outputs unreadable` : f.dead ? "reasons below" : f.scored ? "every record could be scored" : "none so far");
  tile("Model", f.champion ? "v" + f.champion : "–", "", f.champion ? `${state.decisions.length === 1 ? "1 decision" : state.decisions.length + " decisions"}` : "waiting for the first model");
}

function allowed(n) {
  return n >= 10 ? count(n) : n >= 0.1 ? n.toFixed(1) : n > 0 ? "under 0.1" : "0";
}
