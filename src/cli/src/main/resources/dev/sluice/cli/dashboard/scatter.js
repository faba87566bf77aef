// The latest latents in a plane, coloured by score. The frame follows the points slowly, so that the eye can too.
import { state } from "./state.js";
import { palette } from "./theme.js";
import { count, percent, put } from "./text.js";

const canvas = document.getElementById("latents");
const frame = { space: null, left: 0, right: 0, bottom: 0, top: 0 };
let described = 0;

export function begin() {
  new ResizeObserver(draw).observe(canvas);
}

/** The frame holds all but the farthest points; it grows at once, and shrinks slowly. */
function follow(points) {
  const [left, right] = reach(points.x), [bottom, top] = reach(points.y);
  const wide = Math.max(right - left, 1e-6) * 0.06, high = Math.max(top - bottom, 1e-6) * 0.06;
  const wanted = { left: left - wide, right: right + wide, bottom: bottom - high, top: top + high };
  if (frame.space !== points.space) Object.assign(frame, wanted, { space: points.space });
  for (const edge of ["left", "bottom"]) frame[edge] = wanted[edge] < frame[edge] ? wanted[edge] : frame[edge] + (wanted[edge] - frame[edge]) * 0.02;
  for (const edge of ["right", "top"]) frame[edge] = wanted[edge] > frame[edge] ? wanted[edge] : frame[edge] + (wanted[edge] - frame[edge]) * 0.02;
}

function reach(values) {
  const sorted = Float64Array.from(values).sort(), cut = Math.floor(sorted.length * 0.005);
  return [sorted[cut], sorted[sorted.length - 1 - cut]];
}

export function draw() {
  const ratio = devicePixelRatio, width = canvas.clientWidth, height = canvas.clientHeight, points = state.scatter, p = palette();
  if (!width) return;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext("2d"), n = points.x.length;
  document.getElementById("latents-empty").style.display = n ? "none" : "";
  if (!n) return;
  follow(points);
  ctx.scale(ratio, ratio);
  const chosen = state.series?.number ?? -2;
  // The same unit both ways: distances mean something here.
  const unit = Math.min(width / (frame.right - frame.left), height / (frame.top - frame.bottom));
  const middle = { x: (frame.left + frame.right) / 2, y: (frame.bottom + frame.top) / 2 };
  const x = i => Math.max(4, Math.min(width - 4, width / 2 + (points.x[i] - middle.x) * unit));
  const y = i => Math.max(4, Math.min(height - 4, height / 2 - (points.y[i] - middle.y) * unit));
  ctx.strokeStyle = p.line;
  ctx.strokeRect(0.5, 0.5, width - 1, height - 1);
  let hot = 0;
  ctx.globalAlpha = 0.65;
  for (let i = 0; i < n; i++) {
    const s = points.score[i];
    if (s >= 1) { hot++; continue; }
    ctx.fillStyle = s === null ? p.silent : p.steps[Math.max(0, Math.min(99, Math.round(50 + s * 49)))];
    ctx.fillRect(x(i) - 1.5, y(i) - 1.5, 3, 3);
  }
  ctx.globalAlpha = 0.95;
  ctx.fillStyle = p.alarm;
  for (let i = 0; i < n; i++) if (points.score[i] >= 1) diamond(ctx, x(i), y(i), 4);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = p.ink;
  ctx.lineWidth = 1.2;
  if ((state.fleet?.entities ?? 0) > 1) {
    for (let i = 0; i < n; i++) {
      if (points.entity[i] !== chosen) continue;
      ctx.beginPath();
      ctx.arc(x(i), y(i), 4.5, 0, 7);
      ctx.stroke();
    }
  }
  note(n, hot, points);
}

function note(n, hot, points) {
  put(document.getElementById("latent-note"), points.share === null ? "" : `space ${points.space}, ${percent(points.share)} of the variance`);
  if (Date.now() - described < 5000) return;
  described = Date.now();
  canvas.setAttribute("aria-label", `The latest ${count(n)} latents of space ${points.space} in the plane of their principal axes; ${count(hot)} have scores of 1.0 or above.`);
}

function diamond(ctx, x, y, r) {
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y);
  ctx.lineTo(x, y + r);
  ctx.lineTo(x - r, y);
  ctx.fill();
}
