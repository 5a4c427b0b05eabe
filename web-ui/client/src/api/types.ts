/** What the server speaks in; described in its openapi.json. Ids are texts: they are 64 bits long. */

export type Direction = 'forward' | 'backward';
export type StepKind = 'in' | 'over' | 'out';

export interface CodeLocation {
  className: string;
  method: string;
  line: number;
}

export interface Stop {
  step: number;
  tick: number;
  event: number;
  thread: number;
  location: CodeLocation | null;
  reason: string;
  text: string;
  breakpoints: number[];
  diverted: boolean;
}

export interface RecordingFacts {
  name: string;
  program: string;
  commandLine: string[];
  workingDirectory: string;
  jdk: string;
  host: string;
  user: string;
  startedAtMillis: number;
}

export interface SessionFacts {
  id: string;
  viewers: number;
  stop: Stop;
  recording: RecordingFacts;
}

export interface Overview {
  end: number;
  ticks: number;
  events: number;
  durationNanos: number;
  ending: string;
  failure: number | null;
  divergence: Divergence | null;
}

/** Where the replay left the recording. */
export interface Divergence {
  thread: number;
  threadName: string;
  tick: number;
  event: number;
  expected: string;
  actual: string;
  stack: string[];
}

export type ThreadState = 'RUNNING' | 'RUNNABLE' | 'BLOCKED' | 'WAITING' | 'PARKED' | 'SLEEPING' | 'IN_NATIVE' | 'ENDED';

export interface ThreadView {
  id: number;
  name: string;
  state: ThreadState;
  waitsFor: string;
  daemon: boolean;
  virtual: boolean;
}

export interface SourceRef {
  id: number;
  name: string;
  key: string;
  origin: 'PROJECT' | 'SOURCES_JAR' | 'JDK' | 'DECOMPILED';
}

export interface Frame {
  id: string;
  location: CodeLocation;
  signature: string;
  source: SourceRef | null;
  application: boolean;
}

export interface Scope {
  name: string;
  id: string;
  parts: number;
  expensive: boolean;
}

export interface Variable {
  name: string;
  type: string;
  value: string;
  id: string;
  container: string;
  namedParts: number;
  indexedParts: number;
  expression: string;
  kind: string;
  changed: boolean;
}

export interface ExceptionView {
  className: string;
  message: string;
  stackTrace: string;
  caught: boolean;
  value: string;
}

export interface Lock {
  name: string;
  owner: number | null;
  waiting: number[];
  cycle: boolean;
}

export interface ConsoleLine {
  index: number;
  step: number;
  thread: number;
  error: boolean;
  text: string;
}

export interface Thrown {
  index: number;
  step: number;
  thread: number;
  className: string;
  message: string;
  location: CodeLocation;
  caught: boolean;
}

export interface Write {
  step: number;
  thread: number;
  location: CodeLocation;
  value: string;
}

export interface Hit {
  step: number;
  thread: number;
  values: string[];
}

export interface Checkpoint {
  id: number;
  step: number;
  label: string;
  reason: string;
  pages: number;
  bytes: number;
  live: boolean;
}

export interface Note {
  id: number;
  step: number;
  thread: number;
  title: string;
  text: string;
  place: string;
  createdAtMillis: number;
}

type BreakpointBase = {
  id: number;
  ours: boolean;
  condition: string;
  hits: string;
  log: string;
  actualLine: number;
  problem: string;
};

export type Breakpoint = BreakpointBase &
  (
    | { kind: 'line'; source: string; className: string | null; line: number }
    | { kind: 'method'; className: string; method: string }
    | { kind: 'exception'; classNames: string[]; caught: boolean; uncaught: boolean }
    | { kind: 'field'; className: string; field: string; onRead: boolean; onWrite: boolean }
  );

export type SeekTarget =
  | { step: number }
  | { tick: number }
  | { event: number }
  | { timeNanos: number }
  | { consoleLine: number }
  | { exception: number }
  | { checkpoint: number }
  | { edge: 'start' | 'end' };

export type LiveMessage =
  | { type: 'viewers'; number: number }
  | { type: 'moving'; direction: string }
  | { type: 'stopped'; stop: Stop }
  | { type: 'progress'; task: string; fraction: number }
  | { type: 'message'; text: string }
  | { type: 'breakpoints' }
  | { type: 'checkpoints' }
  | { type: 'notes' }
  | { type: 'ended'; reason: string };
