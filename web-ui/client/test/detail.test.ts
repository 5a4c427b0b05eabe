import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import type { Session } from '../src/state/session.svelte';
import { TimelineState } from '../src/state/timeline.svelte';

const EXAMPLE = readFileSync(new URL('../../server/src/test/resources/dev/backstep/web/timeline/example.bin', import.meta.url));

vi.stubGlobal('window', globalThis);
vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0));

/** The example as a first look, which counts ticks. */
function outline(): ArrayBuffer {
  const bytes = EXAMPLE.buffer.slice(EXAMPLE.byteOffset, EXAMPLE.byteOffset + EXAMPLE.length) as ArrayBuffer;
  const header = new DataView(bytes);
  header.setUint32(24, 1, true);
  header.setFloat64(32, 1000, true);
  return bytes;
}

/** A session that keeps what it was asked for. */
function session(events: number) {
  const asked: { from: number; to: number | undefined; most: number }[] = [];
  const api = {
    firstLook: () => Promise.resolve(outline()),
    timeline: (from: number, to: number | undefined, most: number) => {
      asked.push({ from, to, most });
      return Promise.resolve(EXAMPLE.buffer.slice(EXAMPLE.byteOffset, EXAMPLE.byteOffset + EXAMPLE.length));
    },
  };
  const fake = { api, overview: { end: 10_000_000, events }, stop: null, threadNames: new Map(), fail: (error: unknown) => { throw error; } };
  return { asked, timeline: new TimelineState(fake as unknown as Session) };
}

it('has all events of a recording that the browser can hold', async () => {
  const { asked, timeline } = session(5_000_000);
  await timeline.load();
  expect(asked).toEqual([{ from: 0, to: undefined, most: 4096 }, { from: 0, to: undefined, most: 5_000_000 }]);
  timeline.look({ from: 5_000_000, to: 5_001_000 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked).toHaveLength(2);
});

it('asks the server for the part that is seen of one with more than 5 M events, and a little around it', async () => {
  const { asked, timeline } = session(5_000_001);
  await timeline.load();
  expect(asked).toEqual([{ from: 0, to: undefined, most: 4096 }]);
  timeline.look({ from: 5_000_000, to: 5_001_000 });
  expect(timeline.model).toBe(timeline.base);
  await vi.waitFor(() => expect(timeline.model).not.toBe(timeline.base), 5_000);
  expect(asked[1]).toEqual({ from: 4_999_000, to: 5_002_000, most: 20_000 });
  timeline.look({ from: 5_000_100, to: 5_000_900 }); // known already
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked).toHaveLength(2);
  timeline.look({ from: 0, to: 10_000_000 }); // the whole is the base again
  expect(timeline.model).toBe(timeline.base);
});

it('shows the log first, by ticks, and then the recording, by steps, at the same part of it', async () => {
  const { timeline } = session(5_000_000);
  await timeline.sketch();
  expect(timeline.axis).toBe('ticks');
  expect(timeline.view).toEqual({ from: 0, to: 1001 });
  await timeline.load();
  expect(timeline.axis).toBe('steps');
  expect(timeline.view).toEqual({ from: 0, to: 2 ** 40 + 1 });
});

it('keeps a first look that comes late from hiding more', async () => {
  const { timeline } = session(5_000_000);
  await timeline.load();
  await timeline.sketch();
  expect(timeline.axis).toBe('steps');
});
