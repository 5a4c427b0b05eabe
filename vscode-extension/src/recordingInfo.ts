/** The part of `backstep info --json` that we show. */
export interface RecordingInfo {
  state: string;
  ending: string;
  exitStatus: number | null;
  signal: string | number | null;
  startedAt: string;
  wallNanos: number | null;
  events: number;
  ticks: number;
  fileBytes: number;
  program: { name: string; arguments: string[]; workingDirectory: string };
  jdk: { version: string };
  user: string;
  host: string;
  warnings: (string | { text?: string })[];
  problems: (string | { text?: string })[];
}

/** Labels and values for people, in the order in which they are asked for. */
export function summaryRows(info: RecordingInfo): [string, string][] {
  const rows: [string, string][] = [
    ['Program', [info.program.name, ...info.program.arguments].join(' ')],
    ['Ended', endingOf(info)],
    ['Recorded', `${info.startedAt} by ${info.user} on ${info.host}`],
    ['Ran for', info.wallNanos === null ? 'unknown' : duration(info.wallNanos)],
    ['Holds', `${info.events.toLocaleString('en')} events, ${info.ticks.toLocaleString('en')} ticks, ${bytes(info.fileBytes)}`],
    ['JDK', info.jdk.version],
    ['Folder', info.program.workingDirectory],
  ];
  for (const [label, list] of [['Warning', info.warnings], ['Problem', info.problems]] as const) {
    list.forEach(each => rows.push([label, typeof each === 'string' ? each : each.text ?? JSON.stringify(each)]));
  }
  return rows;
}

function endingOf(info: RecordingInfo): string {
  if (info.signal !== null) {
    return `killed by signal ${info.signal}`;
  }
  return info.exitStatus !== null ? `${info.ending} with exit code ${info.exitStatus}` : info.ending || info.state;
}

export function duration(nanos: number): string {
  const seconds = nanos / 1e9;
  return seconds < 1 ? `${Math.round(nanos / 1e6)} ms` : seconds < 120 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function bytes(count: number): string {
  return count < 1024 ? `${count} bytes` : count < 1 << 20 ? `${(count / 1024).toFixed(1)} KB` : `${(count / (1 << 20)).toFixed(1)} MB`;
}
