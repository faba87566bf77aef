// Lines over time by uPlot, with what Sluice adds: the threshold, incidents, and where models changed.
import { palette } from "./theme.js";
import { axisTimes } from "./text.js";

const SCORES = [0, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * A chart in an element. `lines` are `{color, fill, band}` by the palette's names; `marks()` gives `{t, text}` in seconds;
 * `spans()` gives `{from, to, chosen}`; `pointed()` is told that another point is pointed at, which is `at()`.
 */
export class TimeChart {
  constructor(element, { lines, score = false, marks = () => [], spans = () => [], pointed = () => {}, none }) {
    Object.assign(this, { element, lines, score, marks, spans, pointed, plot: null, data: null });
    this.empty = document.createElement("p");
    this.empty.className = "none";
    this.empty.textContent = none;
    element.append(this.empty);
    new ResizeObserver(() => this.resize()).observe(element);
  }

  /** `[t, ...]`, t in seconds. */
  show(data) {
    this.data = data;
    const there = data[0].length > 1;
    this.empty.hidden = there;
    this.empty.style.display = there ? "none" : "";
    if (!there) return this.forget();
    if (this.plot) this.plot.setData(data);
    else this.plot = new uPlot(this.options(), data, this.element);
  }

  /** What is pointed at: a point's number, or null. */
  at() {
    return this.plot?.cursor.idx ?? null;
  }

  /** In other colours. */
  restyle() {
    this.forget();
    if (this.data) this.show(this.data);
  }

  forget() {
    this.plot?.destroy();
    this.plot = null;
  }

  resize() {
    if (this.plot) this.plot.setSize({ width: this.element.clientWidth, height: this.element.clientHeight });
  }

  options() {
    const p = palette();
    const font = "11px system-ui, 'DejaVu Sans', sans-serif";
    const axis = { stroke: p.muted, grid: { stroke: p.line, width: 1 }, ticks: { show: false }, font };
    const y = this.score
      ? { distr: 4, asinh: 1, range: (u, low, high) => [0, Math.max(1.6, high * 1.15)] }
      : { range: (u, low, high) => [0, high > 0 ? high * 1.1 : 1] };
    const yAxis = this.score
      ? { ...axis, size: 44, splits: u => SCORES.filter(s => s <= u.scales.y.max), values: (u, all) => all.map(String) }
      : { ...axis, size: 44, space: 26, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7], values: (u, all) => all.map(short) };
    return {
      width: this.element.clientWidth, height: this.element.clientHeight, padding: [8, 8, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { show: false } }, legend: { show: false },
      scales: { x: { time: true }, y },
      axes: [{ ...axis, size: 28, space: 80, values: (u, all, i, space, step) => axisTimes(all, step) }, yAxis],
      series: [{}, ...this.lines.map(line => ({
        stroke: p[line.color], width: line.width ?? 1.5, fill: line.fill ? p[line.fill] : undefined,
        points: { show: false }, spanGaps: false,
      }))],
      bands: this.lines.some(l => l.band) ? [{ series: [2, 1], fill: p.accentSoft }] : undefined,
      hooks: { drawClear: [u => this.under(u)], draw: [u => this.over(u)], setCursor: [() => this.pointed()] },
    };
  }

  under(u) {
    const p = palette(), { left, top, width, height } = u.bbox;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, top, width, height);
    u.ctx.clip();
    for (const span of this.spans()) {
      const from = u.valToPos(span.from, "x", true);
      const to = Math.max(u.valToPos(span.to, "x", true), from + 2 * devicePixelRatio);
      u.ctx.fillStyle = p.alarmSoft;
      u.ctx.fillRect(from, top, to - from, height);
      u.ctx.fillStyle = p.alarm;
      u.ctx.fillRect(from, top, to - from, (span.chosen ? 5 : 2) * devicePixelRatio);
      if (span.chosen) {
        u.ctx.strokeStyle = p.alarm;
        u.ctx.lineWidth = devicePixelRatio;
        u.ctx.strokeRect(from, top, to - from, height);
      }
    }
    u.ctx.restore();
  }

  over(u) {
    const p = palette(), { left, top, width, height } = u.bbox, ratio = devicePixelRatio;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, top, width, height);
    u.ctx.clip();
    u.ctx.lineWidth = 1.5 * ratio;
    if (this.score) {
      const y = u.valToPos(1, "y", true);
      u.ctx.strokeStyle = p.alarm;
      u.ctx.setLineDash([6 * ratio, 4 * ratio]);
      line(u.ctx, left, y, left + width, y);
    }
    u.ctx.strokeStyle = p.muted;
    u.ctx.fillStyle = p.muted;
    u.ctx.font = `${11 * ratio}px system-ui, 'DejaVu Sans', sans-serif`;
    u.ctx.textAlign = "left";
    u.ctx.textBaseline = "alphabetic";
    u.ctx.setLineDash([2 * ratio, 3 * ratio]);
    for (const mark of this.marks()) {
      const x = u.valToPos(mark.t, "x", true);
      if (x < left || x > left + width) continue;
      line(u.ctx, x, top, x, top + height);
      u.ctx.fillText(mark.text, x + 4 * ratio, top + 12 * ratio);
    }
    u.ctx.restore();
  }
}

function line(ctx, x1, y1, x2, y2) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function short(n) {
  return n >= 1e6 ? n / 1e6 + "M" : n >= 1e4 ? n / 1e3 + "k" : String(n);
}
