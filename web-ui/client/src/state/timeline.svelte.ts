import { readSlice, type Slice } from '../timeline/slice';
import { TimelineModel } from '../timeline/model';
import { clamp, whole, type View } from '../timeline/view';
import { sentence, type Session } from './session.svelte';

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

  /** What the numbers of the timeline count: steps once the recording has been looked through, before that ticks. */
  get axis(): 'steps' | 'ticks' {
    return this.base?.slice.axis ?? 'steps';
  }

  get end(): number {
    return Math.max(this.base?.slice.end ?? 0, this.here ?? 0);
  }

  /** Where the session stands, on the axis; null while it is being opened. */
  get here(): number | null {
    const { stop } = this.session;
    return stop === null ? null : this.axis === 'ticks' ? stop.tick : stop.step;
  }

  /** Moves the session to a place of the axis. */
  go(place: number): Promise<void> {
    return this.session.seek(this.axis === 'ticks' ? { tick: place } : { step: place });
  }

  /** What there is to see before a session is open and the recording has been looked through. */
  async sketch(): Promise<void> {
    try {
      const slice = readSlice(await this.session.api.firstLook(FIRST_MARKS));
      if (this.base === null) {
        this.show(slice);
      }
    } catch (error) {
      this.failed = sentence(error);
    }
  }

  /** All of it. */
  async load(): Promise<void> {
    const { api } = this.session;
    this.failed = null;
    try {
      if (this.session.overview === null) {
        await this.session.survey();
      }
      const { events } = this.session.overview!;
      if (this.base === null || this.axis === 'ticks') {
        this.show(readSlice(await api.timeline(0, undefined, FIRST_MARKS)));
      }
      if (events > FIRST_MARKS && events <= MOST_EVENTS) {
        await new Promise(requestAnimationFrame); // the first picture is on the screen before the page is busy again
        this.show(readSlice(await api.timeline(0, undefined, MOST_EVENTS)));
      }
      this.complete = events <= MOST_EVENTS;
      performance.mark('timeline-complete');
    } catch (error) {
      this.failed = sentence(error);
    }
  }

  /** Who looked at all of it still does; a part stays the same part by time where the axis becomes another. */
  private show(slice: Slice): void {
    const before = this.base;
    const extent = whole(slice.end);
    const model = new TimelineModel(slice, extent);
    this.base = model;
    model.slice.threads.forEach(({ thread, name }) => this.session.threadNames.set(thread, name));
    if (before === null || (this.view.from <= 0 && this.view.to >= before.extent.to)) {
      this.view = extent;
    } else if (before.slice.axis !== slice.axis) {
      const { from, to } = this.view;
      this.view = clamp({ from: model.stepAt(before.nanosAt(from)), to: model.stepAt(before.nanosAt(to)) }, slice.end);
    }
  }

  look(view: View): void {
    this.view = clamp(view, this.end);
    if (!this.complete && this.base !== null && this.axis === 'steps') {
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
