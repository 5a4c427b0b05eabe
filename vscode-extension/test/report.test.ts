import { expect, test } from 'vitest';
import { bytes, duration, summaryRows, type RecordingInfo } from '../src/recordingInfo';
import { hitsTable, historyTable, tableHtml } from '../src/report';

test('values of the program cannot become markup or script', () => {
  const table = hitsTable('A.java:3', ['<b>'], [{ position: 't=1', threadId: 0, values: ['</script><script>alert(1)</script>'] }], false);
  const html = tableHtml(table, 'abc');
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<b>');
  expect(html).toContain('t=1');
});

test('a table says when there is more', () => {
  const hit = { position: 't=1', threadId: 0, values: [] };
  expect(hitsTable('A.java:3', [], [hit], true).title).toBe('A.java:3 · 1+ hit');
  expect(hitsTable('A.java:3', [], [hit, hit], false).title).toBe('A.java:3 · 2 hits');
});

test('a history has a row for each write', () => {
  const rows = historyTable('total', [{ position: 't=9', threadId: 2, location: 'a.B.c:7', value: '5' }]).rows;
  expect(rows).toEqual([{ position: 't=9', cells: ['t=9', '2', 'a.B.c:7', '5'] }]);
});

const INFO: RecordingInfo = {
  state: 'closed', ending: 'exited', exitStatus: 1, signal: null, startedAt: '2026-11-20T16:37:32Z', wallNanos: 2_500_000_000, events: 1234, ticks: 5,
  fileBytes: 2048, program: { name: 'a.Main', arguments: ['x'], workingDirectory: '/w' }, jdk: { version: '25.0.3' }, user: 'u', host: 'h',
  warnings: ['native code ran'], problems: [],
};

test('a recording is summed up with how it ended and its warnings', () => {
  const rows = Object.fromEntries(summaryRows(INFO));
  expect(rows).toMatchObject({ Program: 'a.Main x', Ended: 'exited with exit code 1', 'Ran for': '2.5 s', Warning: 'native code ran' });
  expect(rows.Holds).toContain('1,234 events');
});

test('a killed program names its signal', () => {
  expect(Object.fromEntries(summaryRows({ ...INFO, exitStatus: null, signal: 9 })).Ended).toBe('killed by signal 9');
});

test('durations and sizes have one unit', () => {
  expect([duration(3e6), duration(2.5e9), duration(150e9)]).toEqual(['3 ms', '2.5 s', '2 min 30 s']);
  expect([bytes(100), bytes(2048), bytes(3 << 20)]).toEqual(['100 bytes', '2.0 KB', '3.0 MB']);
});
