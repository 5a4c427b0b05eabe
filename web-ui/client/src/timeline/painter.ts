import { axisSteps, stepText, timeText } from './axis';
import type { MarkLane, SpanLane, TimelineModel } from './model';
import type { Palette } from './palette';
import type { PointLane, Row } from './rows';
import { xOf, type View } from './view';

/** Scratch space for one lane, kept between frames: drawing allocates nothing that grows with the recording. */
class Columns {
  spans = new Uint8Array(0);
  counts = new Float64Array(0);
  kinds = new Uint8Array(0);

  resize(width: number): void {
    if (this.spans.length !== width) {
      this.spans = new Uint8Array(width);
      this.counts = new Float64Array(width);
      this.kinds = new Uint8Array(width);
    }
  }
}

/** Draws rows on a canvas whose coordinates are CSS pixels; columns are device pixels, so that nothing is blurred. */
export class Painter {
  private readonly columns = new Columns();

  constructor(private readonly context: CanvasRenderingContext2D) {}

  paint(rows: readonly Row[], view: View, size: { width: number; height: number; scale: number; scroll: number }, palette: Palette): void {
    const { width, height, scale, scroll } = size;
    const context = this.context;
    this.columns.resize(Math.max(1, Math.floor(width * scale)));
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.strokeStyle = palette.grid;
    context.lineWidth = 1;
    context.beginPath();
    for (const step of axisSteps(view, width, 110)) {
      const x = Math.round(xOf(step, view, width)) + 0.5;
      context.moveTo(x, 0);
      context.lineTo(x, height);
    }
    context.stroke();
    for (const row of rows) {
      const top = row.y - scroll;
      if (top + row.height < 0 || top > height) {
        continue;
      }
      context.fillStyle = palette.rowLine;
      context.fillRect(0, top + row.height - 1, width, 1);
      if (row.kind === 'thread') {
        this.spans(row.lane, view, top + 3, row.height - 7, scale, palette);
      } else if (row.kind === 'marks' || row.kind === 'events') {
        this.marks(row.lane, view, top + 2, row.height - 5, scale, palette);
      } else {
        this.points(row.lane, view, top + row.height / 2, width, palette);
      }
    }
  }

  private spans(lane: SpanLane, view: View, top: number, height: number, scale: number, palette: Palette): void {
    const columns = this.columns.spans;
    lane.columns(view, columns);
    const context = this.context;
    for (let x = 0; x < columns.length; ) {
      const value = columns[x];
      let end = x + 1;
      while (end < columns.length && columns[end] === value) {
        end++;
      }
      if (value !== 0) {
        context.fillStyle = palette.spans[value];
        context.fillRect(x / scale, top, (end - x) / scale, height);
      }
      x = end;
    }
  }

  private marks(lane: MarkLane, view: View, top: number, height: number, scale: number, palette: Palette): void {
    const { counts, kinds } = this.columns;
    lane.columns(view, counts, kinds);
    const context = this.context;
    const tick = Math.max(1, Math.round(1.5 * scale)) / scale;
    const most = Math.log2(1 + counts.reduce((a, b) => Math.max(a, b), 1));
    for (let x = 0; x < counts.length; x++) {
      if (counts[x] === 0) {
        continue;
      }
      // One alone is as tall as can be; in a crowd the height says how many.
      const bar = height * (most <= 1 ? 1 : 0.3 + (0.7 * Math.log2(1 + counts[x])) / most);
      context.fillStyle = palette.marks[kinds[x]];
      context.fillRect(x / scale, top + height - bar, counts[x] === 1 ? tick : Math.max(tick, 1 / scale), bar);
    }
  }

  private points(lane: PointLane, view: View, middle: number, width: number, palette: Palette): void {
    const context = this.context;
    context.fillStyle = palette[lane.colour];
    let last = Number.NEGATIVE_INFINITY;
    for (const step of lane.steps) {
      const x = xOf(step, view, width);
      if (x < -8 || x > width + 8 || x - last < 1) {
        continue; // outside, or on top of the last one
      }
      last = x;
      context.beginPath();
      if (lane.shape === 'diamond') {
        context.moveTo(x, middle - 5);
        context.lineTo(x + 4, middle);
        context.lineTo(x, middle + 5);
        context.lineTo(x - 4, middle);
      } else if (lane.shape === 'flag') {
        context.rect(x - 0.75, middle - 7, 1.5, 14);
        context.moveTo(x, middle - 7);
        context.lineTo(x + 8, middle - 4);
        context.lineTo(x, middle - 1);
      } else {
        context.arc(x, middle, 3, 0, 2 * Math.PI);
      }
      context.fill();
    }
  }

  /** Labels of the axis: steps above, time of the recording below. */
  axis(model: TimelineModel | undefined, view: View, width: number, scale: number, palette: Palette): void {
    const context = this.context;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, 40);
    context.font = palette.font;
    context.textBaseline = 'middle';
    const range = model === undefined ? 0 : model.nanosAt(view.to) - model.nanosAt(view.from);
    for (const step of axisSteps(view, width, 110)) {
      const x = Math.round(xOf(step, view, width)) + 0.5;
      context.fillStyle = palette.grid;
      context.fillRect(x - 0.5, 0, 1, 40);
      context.fillStyle = palette.ink;
      context.fillText(stepText(step), x + 5, 11);
      if (model !== undefined && range > 0) {
        context.fillStyle = palette.muted;
        context.fillText(timeText(model.nanosAt(step), range), x + 5, 25);
      }
    }
  }

  /** What changes with each motion and each move of the pointer, on a canvas of its own. */
  overlay(view: View, size: { width: number; height: number; scale: number }, marks: { step: number | null; hover: number | null; failure: number | null }, palette: Palette): void {
    const context = this.context;
    context.setTransform(size.scale, 0, 0, size.scale, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    if (marks.failure !== null) {
      const x = xOf(marks.failure, view, size.width);
      context.setLineDash([3, 3]);
      context.strokeStyle = palette.failure;
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x, size.height);
      context.stroke();
      context.setLineDash([]);
    }
    if (marks.hover !== null) {
      context.fillStyle = palette.muted;
      context.fillRect(marks.hover, 0, 1, size.height);
    }
    if (marks.step === null) {
      return; // the session is being opened
    }
    const x = xOf(marks.step, view, size.width);
    context.fillStyle = palette.playhead;
    context.fillRect(x - 1, 0, 2, size.height);
    context.beginPath();
    context.moveTo(x - 6, 0);
    context.lineTo(x + 6, 0);
    context.lineTo(x + 6, 6);
    context.lineTo(x, 12);
    context.lineTo(x - 6, 6);
    context.fill();
  }
}
