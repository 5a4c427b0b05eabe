import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../../', import.meta.url).pathname;
const BACKSTEP = join(ROOT, 'backstep');
const CLASSES = join(ROOT, 'web-ui/e2e/target/classes');
const SOURCES = join(ROOT, 'web-ui/e2e/src/main/java');
const ENVIRONMENT = { ...process.env, BACKSTEP_NO_BUILD: '1' };

/** A recording of the till, served as a user would. */
export class Served {
  private constructor(
    readonly link: string,
    readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(): Promise<Served> {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-page-'));
    const recording = join(folder, 'Till.backstep');
    const recorded = spawnSync(BACKSTEP, ['record', '-o', recording, '--', 'java', '-cp', CLASSES, 'dev.backstep.web.e2e.Till'], { env: ENVIRONMENT, encoding: 'utf8' });
    if (recorded.status !== 1) {
      throw new Error(`the till should end with status 1, not ${recorded.status}:\n${recorded.stdout}${recorded.stderr}`);
    }
    const server = spawn(BACKSTEP, ['serve', '--no-open', '--source', SOURCES, recording], { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'inherit'] });
    const link = await new Promise<string>((resolve, reject) => {
      let printed = '';
      server.stdout!.on('data', (data: Buffer) => {
        printed += data.toString();
        const match = /http:\S+#token=\w+/.exec(printed);
        if (match !== null) {
          resolve(match[0]);
        }
      });
      server.on('exit', (code) => reject(new Error(`'backstep serve' ended with ${code}: ${printed}`)));
    });
    return new Served(link, folder, server);
  }

  /** Processes below the server: the JVMs of its sessions. */
  children(): string[] {
    return spawnSync('pgrep', ['-P', String(this.server.pid)], { encoding: 'utf8' }).stdout.split('\n').filter((line) => line !== '');
  }

  /** As Ctrl-C does. Once is enough. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => this.server.on('exit', resolve));
    this.server.kill('SIGINT');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
