import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** Of docs/recording-format.md: the header, little-endian. */
const STATE = 12;
const LOG_OFFSET = 24;
const COMMITTED_LENGTH = 64;
const TRAILER_AND_CHECKSUM = [128, 148] as const;
const OPEN = 0;

export interface Spoilt {
  index: number;
  offset: number;
  thread: number;
  tick: number;
  /** What the log says now of what the program printed. */
  digest: string;
}

/**
 * Makes the log of a recording disagree with its program: the digest of something that it printed becomes another. The file is then as one
 * of a program that was killed, which has no checksums, so nobody can tell before it is replayed.
 *
 * @param backstep the command
 * @param print number of what was printed, from 1
 */
export function spoil(backstep: string, recording: string, print: number): Spoilt {
  const told = spawnSync(backstep, ['events', '--json', recording], { env: { ...process.env, BACKSTEP_NO_BUILD: '1' }, encoding: 'utf8' });
  const events = told.stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { index: number; offset: number; thread: number; tick: number; kind: string; native?: string });
  const prints = events.flatMap((event, at) => (event.kind === 'RETURN' && event.native === 'java/io/FileOutputStream.writeBytes' ? [at] : []));
  const event = events[prints[print - 1]];
  const end = events[prints[print - 1] + 1].offset;
  const bytes = readFileSync(recording);
  bytes[end - 2] ^= 0x55; // the digest stands last, before the end of the values
  bytes.writeInt32LE(OPEN, STATE);
  bytes.fill(0, ...TRAILER_AND_CHECKSUM);
  const logEnd = Number(bytes.readBigInt64LE(LOG_OFFSET) + bytes.readBigInt64LE(COMMITTED_LENGTH));
  writeFileSync(recording, bytes.subarray(0, logEnd));
  const again = spawnSync(backstep, ['events', '--json', recording], { env: { ...process.env, BACKSTEP_NO_BUILD: '1' }, encoding: 'utf8' });
  const now = again.stdout.split('\n').find((line) => line.startsWith(`{"index":${event.index},`))!;
  return { index: event.index, offset: event.offset, thread: event.thread, tick: event.tick, digest: /"check":"(\w+)"/.exec(now)![1] };
}
