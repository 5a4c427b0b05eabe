import { readSlice } from '../timeline/slice';
import { TimelineModel } from '../timeline/model';
import { clamp, whole, type View } from '../timeline/view';
import type { Session } from './session.svelte';

/** Marks for the first picture: about one for each pixel. */
const FIRST_MARKS = 4096;
/** Up to here the browser holds all events; above, the server gives the part that is seen. */
const MOST_EVENTS = 5_000_000;
const DETAIL_MARKS = 20_000;

/** The data of the timeline and the part of it that is seen. */
export class TimelineState {
  base = $state.raw<TimelineModel | null>(null);
  private detail = $state.raw<TimelineModel | null>(null);
  view = $state.raw<View>(whole(0));
  /** Whether the base holds every event. */
  private complete = false;
  private detailTimer = 0;
  failed = $state<string | null>(null);
  /** Height of all lanes, so that no more room is taken than they need. */
  lanesHeight = $state(0);

  constructor(private readonly session: Session) {}

  /** What is drawn: the finer data where the view lies within it. */
  get model(): TimelineModel | null {
    const detail = this.detail;
    if (detail !== null && detail.extent.from <= this.view.from && detail.extent.to >= this.view.to) {
      return detail;
    }
    return this.base;
  }

  get end(): number {
    return this.session.end;
  }

  /** A picture at once, then all of it. */
  async load(): Promise<void> {
    const { api } = this.session;
    this.failed = null;
    try {
      if (this.session.overview === null) {
        await this.session.survey();
      }
      const overview = this.session.overview!;
      const extent = whole(overview.end);
      this.base = new TimelineModel(readSlice(await api.timeline(0, undefined, FIRST_MARKS)), extent);
      this.base.threads.forEach(({ lane }) => this.session.threadNames.set(lane.thread, lane.name));
      if (this.view.to <= this.view.from + 8) {
        this.view = extent;
      }
      if (overview.events > FIRST_MARKS && overview.events <= MOST_EVENTS) {
        await new Promise(requestAnimationFrame); // the first picture is on the screen before the page is busy again
        this.base = new TimelineModel(readSlice(await api.timeline(0, undefined, MOST_EVENTS)), extent);
      }
      this.complete = overview.events <= MOST_EVENTS;
      performance.mark('timeline-complete');
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    }
  }

  look(view: View): void {
    this.view = clamp(view, this.end);
    if (!this.complete && this.base !== null) {
      clearTimeout(this.detailTimer);
      this.detailTimer = window.setTimeout(() => void this.refine(), 120);
    }
  }

  private async refine(): Promise<void> {
    const { from, to } = this.view;
    if (this.detail !== null && this.detail.extent.from <= from && this.detail.extent.to >= to && this.detail.extent.to - this.detail.extent.from < 6 * (to - from)) {
      return;
    }
    const length = to - from;
    const wanted = clamp({ from: from - length, to: to + length }, this.end);
    try {
      const bytes = await this.session.api.timeline(Math.floor(wanted.from), Math.ceil(wanted.to), DETAIL_MARKS);
      this.detail = new TimelineModel(readSlice(bytes), wanted);
    } catch (error) {
      this.session.fail(error);
    }
  }
}
