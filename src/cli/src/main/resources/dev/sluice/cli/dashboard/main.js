// Connects, keeps what is selected, and draws what has changed, once a frame.
import { apply, state } from "./state.js";
import * as theme from "./theme.js";
import * as summary from "./summary.js";
import * as fleet from "./fleet.js";
import * as incidents from "./incidents.js";
import * as models from "./models.js";
import * as scatter from "./scatter.js";
import { TimeChart } from "./chart.js";
import { count, put, rate, score, time, el } from "./text.js";

const STALLED_MS = 5000, DESCRIBE_MS = 5000;
const byId = id => document.getElementById(id);
let events = null, heard = 0, lost = false, paused = false, frame = 0, described = 0;
let entity = new URLSearchParams(location.hash.slice(1)).get("entity"), incident = "";
const dirty = new Set();

theme.begin(byId("theme"), () => {
  charts.forEach(c => c.restyle());
  fleet.drawScale();
  for (const part of ["map", "scatter", "worst"]) dirty.add(part);
  schedule();
});
const scoreChart = new TimeChart(byId("score-chart"), {
  lines: [{ color: "accent", band: true, width: 1 }, { color: "accent", width: 1.5 }], score: true,
  none: "Waiting for scores", pointed: () => noteScore(),
  marks: () => (state.series?.versions ?? []).map(([v, t]) => ({ t: t / 1000, text: "v" + v })),
  spans: () => ofEntity().map(i => ({ from: i.start / 1000, to: i.last / 1000, chosen: i.id === incident })),
});
const activations = () => state.decisions.filter(d => d.activates).map(d => ({ t: d.t / 1000, text: "v" + d.version }));
const rateChart = new TimeChart(byId("rate-chart"), {
  lines: [{ color: "accent", fill: "accentSoft" }, { color: "alarm" }], none: "Waiting for records", marks: activations, pointed: () => noteTraffic(rateChart) });
const lagChart = new TimeChart(byId("lag-chart"), {
  lines: [{ color: "accent", fill: "accentSoft" }], none: "Waiting for the input topic", marks: activations, pointed: () => noteTraffic(lagChart) });
const charts = [scoreChart, rateChart, lagChart];

fleet.begin(select, () => entity);
incidents.begin(selectIncident, select, () => incident);
scatter.begin();
byId("pause").addEventListener("click", () => {
  paused = !paused;
  byId("pause").setAttribute("aria-pressed", paused);
  status();
  schedule();
});
addEventListener("hashchange", () => {
  const wanted = new URLSearchParams(location.hash.slice(1)).get("entity");
  if (wanted && wanted !== entity) select(wanted);
});
setInterval(() => {
  if (events && heard && Date.now() - heard > STALLED_MS && !lost) { lost = true; status(); connect(); }
}, 1000);
connect();

function ofEntity() {
  return [...state.incidents.values()].filter(i => i.entity === entity || i.members.includes(entity));
}

/** A stream is for one entity: another one is another stream, which begins with all there is. */
function connect() {
  events?.close();
  events = new EventSource("events" + (entity === null ? "" : "?entity=" + encodeURIComponent(entity)));
  events.onmessage = message => take(JSON.parse(message.data));
  events.onerror = () => {
    lost = true;
    status();
    // A browser gives up by itself where the answer was an error, such as that of a server with too many pages.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => { if (events.readyState === EventSource.CLOSED) connect(); }, 3000);
  };
}

function take(update) {
  heard = Date.now();
  lost = false;
  const { changed, opened } = apply(update);
  changed.forEach(part => dirty.add(part));
  incidents.announce(opened);
  status();
  if (entity === null && state.worst.length) select(state.worst[0].name);
  schedule();
}

function select(name) {
  if (name === entity) return;
  entity = name;
  history.replaceState(null, "", "#" + new URLSearchParams({ entity: name }));
  if (!ofEntity().some(i => i.id === incident)) incident = latestOf()?.id ?? "";
  for (const part of ["series", "worst", "scatter", "incidents"]) dirty.add(part);
  connect();
  schedule();
}

function latestOf() {
  return ofEntity().sort((a, b) => b.start - a.start)[0];
}

function selectIncident(id) {
  incident = id;
  dirty.add("incidents").add("series");
  select(state.incidents.get(id).entity);
  schedule();
}

function status() {
  const now = lost ? "lost" : paused ? "paused" : state.begun ? "live" : "connecting";
  byId("status").dataset.state = now;
  put(byId("status-text"), { lost: "connection lost, trying again", paused: "paused", live: "live", connecting: "connecting" }[now]);
  byId("trouble").hidden = !state.trouble;
  put(byId("trouble"), state.trouble);
}

function schedule() {
  if (!frame && !paused) frame = requestAnimationFrame(draw);
}

function draw() {
  frame = 0;
  if (!state.begun) return;
  put(byId("pipeline"), state.pipeline);
  document.title = `${state.fleet.open ? `(${state.fleet.open}) ` : ""}${state.pipeline} – Sluice`;
  summary.draw();
  if (dirty.has("worst")) fleet.drawWorst();
  if (dirty.has("map")) fleet.drawMap();
  if (dirty.has("series")) drawSeries();
  if (dirty.has("scatter")) scatter.draw();
  if (dirty.has("incidents")) incidents.draw();
  if (dirty.has("decisions")) models.draw();
  if (dirty.has("traffic")) drawTraffic();
  if (Date.now() - described > DESCRIBE_MS) describe();
  dirty.clear();
  if (!performance.getEntriesByName("first-picture").length) performance.mark("first-picture");
}

function drawSeries() {
  const s = state.series;
  put(byId("score-entity"), entity ?? "");
  if (!s || s.entity !== entity) {
    put(byId("score-now"), "");
    scoreChart.show([[], [], []]);
    return;
  }
  scoreChart.show([s.t, s.lowest, s.highest]);
  noteScore();
}

/** What is pointed at, or else the latest. */
function noteScore() {
  const s = state.series, at = scoreChart.at();
  if (!s) return;
  put(byId("score-now"), at === null || at >= s.t.length
    ? `score ${score(s.score)} at ${time(s.last, state.now)}, model v${s.version}, ${count(s.records)} records`
    : `${time(s.t[at] * 1000, state.now)}: ${s.lowest[at] === s.highest[at] ? "" : score(s.lowest[at]) + " to "}${score(s.highest[at])}`);
}

function drawTraffic() {
  const t = state.traffic, f = state.fleet;
  // A line along zero would only be in the way.
  const dead = t.dead.map((d, i) => d || t.dead[i - 1] || t.dead[i + 1] ? d : null);
  rateChart.show([t.t, t.scored, dead]);
  lagChart.show([t.t, t.lag]);
  noteTraffic(rateChart.at() === null ? lagChart : rateChart);
  const reasons = byId("reasons");
  reasons.hidden = !f.reasons.length;
  put(reasons.querySelector("summary"), `${count(f.dead)} dead letters, the latest reasons`);
  const texts = f.reasons.map(([text, at]) => `${time(at, state.now)}  ${text}`);
  const box = reasons.querySelector("ul");
  if (texts.join() !== [...box.children].map(c => c.textContent).join()) box.replaceChildren(...texts.map(text => el("li", {}, text)));
}

function noteTraffic(chart) {
  const t = state.traffic, at = chart.at();
  put(byId("traffic-note"), at === null || at >= t.t.length
    ? `by this server's clock, the last ${Math.max(1, Math.round(t.t.length / 60))} min`
    : `${time(t.t[at] * 1000, state.now)}: ${count(t.scored[at])} scored, ${count(t.dead[at])} dead, lag ${count(t.lag[at])}`);
}

/** Charts in words, for those who do not see them. */
function describe() {
  described = Date.now();
  const s = state.series, f = state.fleet;
  if (s && s.t.length) {
    const peak = Math.max(...s.highest), at = s.t[s.highest.indexOf(peak)] * 1000;
    byId("score-chart").setAttribute("aria-label", `Scores of ${s.entity} from ${time(s.t[0] * 1000, state.now)} to ${time(s.last, state.now)}: now ${score(s.score)}, highest ${score(peak)} at ${time(at, state.now)}, ${ofEntity().length} incidents.`);
  }
  byId("rate-chart").setAttribute("aria-label", `Records scored a second: now ${rate(f.rate)}, highest ${count(Math.max(0, ...state.traffic.scored))} in the last ${Math.round(state.traffic.t.length / 60)} minutes.`);
  byId("lag-chart").setAttribute("aria-label", f.lag < 0 ? "Lag: not known yet." : `Lag: now ${count(f.lag)} records, highest ${count(Math.max(0, ...state.traffic.lag))}.`);
}
