// What the page knows: the server's updates put together. Bounded, since the server's are.

const SECONDS = 900;
const INCIDENTS = 300;

export const state = fresh();

function fresh() {
  return {
    begun: false, pipeline: "", input: "", budget: "", now: Date.now(), trouble: "", fleet: null, worst: [],
    traffic: { t: [], scored: [], dead: [], lag: [] }, series: null,
    scatter: { space: -1, share: null, most: 0, x: [], y: [], score: [], entity: [] },
    incidents: new Map(), decisions: [], map: new Uint8Array(0),
  };
}

/** Takes in an update; returns which parts changed, and the incidents that are new, but for those of a first update. */
export function apply(update) {
  const changed = new Set(["summary"]);
  if (update.reset) {
    Object.assign(state, fresh(), { pipeline: update.pipeline, input: update.input, budget: update.budget });
    for (const part of ["traffic", "series", "scatter", "incidents", "decisions", "map", "worst"]) changed.add(part);
  }
  state.now = update.now;
  state.trouble = update.trouble ?? "";
  state.fleet = update.fleet;
  state.worst = update.worst;
  changed.add("worst");
  if (update.traffic) { traffic(update.traffic); changed.add("traffic"); }
  if (update.series) { state.series = series(update.series); changed.add("series"); }
  if (update.scatter) { scatter(update.scatter); changed.add("scatter"); }
  if (update.decisions) { state.decisions = update.decisions; changed.add("decisions").add("traffic"); }
  if (update.map !== undefined) { state.map = Uint8Array.from(atob(update.map), c => c.charCodeAt(0)); changed.add("map"); }
  const opened = update.incidents ? incidents(update.incidents) : [];
  if (update.incidents) changed.add("incidents").add("series");
  const known = state.begun;
  state.begun = true;
  return { changed, opened: known ? opened : [] };
}

function traffic(update) {
  const to = state.traffic;
  update.scored.forEach((scored, i) => {
    to.t.push(update.from + i);
    to.scored.push(scored);
    to.dead.push(update.dead[i]);
    to.lag.push(update.lag[i] < 0 ? null : update.lag[i]);
  });
  const over = to.t.length - SECONDS;
  if (over > 0) for (const part of Object.values(to)) part.splice(0, over);
}

function series(update) {
  return { ...update, t: update.t.map(t => (update.first + t) / 1000) };
}

function scatter(update) {
  const to = state.scatter;
  if (update.anew) to.x = [], to.y = [], to.score = [], to.entity = [];
  to.space = update.space;
  to.share = update.share ?? null;
  to.most = update.most;
  for (let i = 0; i < update.points.length; i += 4) {
    to.x.push(update.points[i]);
    to.y.push(update.points[i + 1]);
    to.score.push(update.points[i + 2]);
    to.entity.push(update.points[i + 3]);
  }
  const over = to.x.length - update.most;
  if (over > 0) for (const part of [to.x, to.y, to.score, to.entity]) part.splice(0, over);
}

function incidents(updates) {
  const opened = [];
  for (const incident of updates) {
    if (!state.incidents.has(incident.id) && incident.open) opened.push(incident);
    state.incidents.set(incident.id, incident);
  }
  if (state.incidents.size > INCIDENTS) {
    const oldest = [...state.incidents.values()].sort((a, b) => a.open - b.open || a.start - b.start);
    for (const each of oldest.slice(0, state.incidents.size - INCIDENTS)) state.incidents.delete(each.id);
  }
  return opened;
}
