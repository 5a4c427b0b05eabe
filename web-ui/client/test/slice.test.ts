import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSlice } from '../src/timeline/slice';

/** Written by the server's TimelineBytesTest, which fails if the server would write something else. */
function example(): ArrayBuffer {
  const bytes = readFileSync(new URL('../../server/src/test/resources/dev/backstep/web/timeline/example.bin', import.meta.url));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

describe('a slice', () => {
  it('is read as the server wrote it', () => {
    const slice = readSlice(example());
    expect(slice.axis).toBe('steps');
    expect(slice.end).toBe(2 ** 40);
    expect(slice.events).toBe(5_000_000_000);
    expect([...slice.clockSteps]).toEqual([0, 100]);
    expect([...slice.clockNanos]).toEqual([0, 123_456_789_012]);
    expect([...slice.marks.step]).toEqual([1, 50, 9_007_199_254_740_991]);
    expect([...slice.marks.thread]).toEqual([0, -1, 1_000_001]);
    expect([...slice.marks.kind]).toEqual([0, 2, 9]);
    expect([...slice.marks.count]).toEqual([1, 7, 4_000_000_000 - 2 ** 31]);
    expect(slice.marks.text).toEqual(['first', 'zwölf "Tee"', '']);
    expect(slice.threads.map((lane) => lane.name)).toEqual(['main', 'Käufer-1']);
    expect([...slice.threads[0].from]).toEqual([0, 10, 20]);
    expect([...slice.threads[0].to]).toEqual([10, 20, 30]);
    expect([...slice.threads[0].state]).toEqual([0, 2, 7]);
    expect(slice.threads[1].from.length).toBe(0);
  });

  it('of another version is refused', () => {
    const bytes = example();
    new DataView(bytes).setUint32(4, 1, true);
    expect(() => readSlice(bytes)).toThrow(/another version/);
  });
});
