/** Reads what the server's TimelineBytes writes, by views into the bytes: nothing is copied. */

export interface ThreadLane {
  thread: number;
  name: string;
  from: Float64Array;
  to: Float64Array;
  state: Uint8Array;
}

export interface Marks {
  step: Float64Array;
  thread: Int32Array;
  count: Uint32Array;
  kind: Uint8Array;
  /** One for each mark if they were asked for, else none. */
  text: string[];
}

export interface Slice {
  threads: ThreadLane[];
  marks: Marks;
  clockSteps: Float64Array;
  clockNanos: Float64Array;
  /** What is called a step in a first look at a recording that was never replayed counts ticks. */
  axis: 'steps' | 'ticks';
  /** Of the whole recording, on this axis. */
  end: number;
  /** Of the whole recording. */
  events: number;
}

const MAGIC = 0x4c545342;
const VERSION = 2;

class Reader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: ArrayBuffer) {
    this.view = new DataView(bytes);
  }

  u32(): number {
    const value = this.view.getUint32(this.at, true);
    this.at += 4;
    return value;
  }

  private take(length: number): number {
    const start = this.at;
    this.at = (start + length + 7) & ~7;
    return start;
  }

  doubles(number: number): Float64Array {
    return new Float64Array(this.bytes, this.take(8 * number), number);
  }

  ints(number: number): Int32Array {
    return new Int32Array(this.bytes, this.take(4 * number), number);
  }

  unsigned(number: number): Uint32Array {
    return new Uint32Array(this.bytes, this.take(4 * number), number);
  }

  octets(number: number): Uint8Array {
    return new Uint8Array(this.bytes, this.take(number), number);
  }

  text(length: number): string {
    return new TextDecoder().decode(this.octets(length));
  }
}

export function readSlice(bytes: ArrayBuffer): Slice {
  const reader = new Reader(bytes);
  if (reader.u32() !== MAGIC || reader.u32() !== VERSION) {
    throw new Error('the timeline is of another version than this page: reload it');
  }
  const lanes = reader.u32();
  const marks = reader.u32();
  const clock = reader.u32();
  const texts = reader.u32();
  const axis = reader.u32() === 0 ? 'steps' : 'ticks';
  reader.u32();
  const [end, events] = reader.doubles(2);
  const clockSteps = reader.doubles(clock);
  const clockNanos = reader.doubles(clock);
  const slice: Slice = {
    threads: [],
    marks: { step: reader.doubles(marks), thread: reader.ints(marks), count: reader.unsigned(marks), kind: reader.octets(marks), text: [] },
    clockSteps,
    clockNanos,
    axis,
    end,
    events,
  };
  if (texts > 0) {
    slice.marks.text = JSON.parse(reader.text(texts)) as string[];
  }
  for (let i = 0; i < lanes; i++) {
    const thread = reader.u32() | 0;
    const spans = reader.u32();
    const name = reader.u32();
    reader.u32();
    const from = reader.doubles(spans);
    const to = reader.doubles(spans);
    const state = reader.octets(spans);
    slice.threads.push({ thread, from, to, state, name: reader.text(name) });
  }
  return slice;
}
