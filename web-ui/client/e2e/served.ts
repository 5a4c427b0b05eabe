import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../../', import.meta.url).pathname;
const BACKSTEP = join(ROOT, 'backstep');
const CLASSES = join(ROOT, 'web-ui/e2e/target/classes');
const SOURCES = join(ROOT, 'web-ui/e2e/src/main/java');
const ENVIRONMENT = { ...process.env, BACKSTEP_NO_BUILD: '1' };

/** A recording, served as a user would, with a port for debuggers. */
export class Served {
  private constructor(
    readonly link: string,
    readonly dapPort: number,
    readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  /** @param program a class of ../../e2e. @param expected exit code of the program. @param change what is done to the recording first */
  static async start(program: string, expected: number, change?: (backstep: string, recording: string) => void): Promise<Served> {
    const folder = mkdtempSync(join(tmpdir(), 'backstep-page-'));
    const recording = join(folder, `${program}.backstep`);
    const command = ['record', '-o', recording, '--', 'java', '-cp', CLASSES, `dev.backstep.web.e2e.${program}`];
    const recorded = spawnSync(BACKSTEP, command, { env: ENVIRONMENT, encoding: 'utf8' });
    if (recorded.status !== expected) {
      throw new Error(`${program} should end with status ${expected}, not ${recorded.status}:\n${recorded.stdout}${recorded.stderr}`);
    }
    change?.(BACKSTEP, recording);
    const server = spawn(BACKSTEP, ['serve', '--no-open', '--dap', '0', '--source', SOURCES, recording], { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'inherit'] });
    const [link, port] = await new Promise<[string, number]>((resolve, reject) => {
      let printed = '';
      server.stdout!.on('data', (data: Buffer) => {
        printed += data.toString();
        const match = /(http:\S+#token=\w+)\ndebuggers attach at 127\.0\.0\.1:(\d+)/.exec(printed);
        if (match !== null) {
          resolve([match[1], Number(match[2])]);
        }
      });
      server.on('exit', (code) => reject(new Error(`'backstep serve' ended with ${code}: ${printed}`)));
    });
    return new Served(link, port, folder, server);
  }

  get token(): string {
    return new URL(this.link).hash.replace('#token=', '');
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
