import { connect, type Socket } from 'node:net';

interface Message {
  seq: number;
  type: 'request' | 'response' | 'event';
  event?: string;
  request_seq?: number;
  success?: boolean;
  message?: string;
  body?: Record<string, unknown>;
}

/** A client of the Debug Adapter Protocol, as an editor has one. */
export class Debugger {
  private bytes = Buffer.alloc(0);
  private sent = 0;
  private readonly waiting = new Map<number, (message: Message) => void>();
  private readonly events: { name: string; body: Record<string, unknown> }[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('data', (data) => this.take(data));
  }

  /** Joins the session that is served there. */
  static async attach(port: number, token: string): Promise<Debugger> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const client = new Debugger(socket);
    await client.ask('initialize', { adapterID: 'backstep', linesStartAt1: true, columnsStartAt1: true, pathFormat: 'path' });
    try {
      // Attaching is answered when the client has said that it is configured.
      await Promise.all([client.ask('attach', { token }), client.ask('configurationDone', {})]);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** @throws Error with the server's sentence if it refuses */
  async ask(command: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
    const seq = ++this.sent;
    const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
    const answer = new Promise<Message>((resolve) => this.waiting.set(seq, resolve));
    this.socket.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const message = await answer;
    if (message.success !== true) {
      throw new Error(`${command}: ${message.message} ${JSON.stringify(message.body)}`);
    }
    return message.body ?? {};
  }

  /** Where the session stands, as the last event told it. Threads count as in this protocol. */
  place(): { step: number; threadId: number } | undefined {
    return this.events.filter(({ name }) => name === 'backstep/position').at(-1)?.body as { step: number; threadId: number } | undefined;
  }

  stops(): number {
    return this.events.filter(({ name }) => name === 'stopped').length;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(data: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, data]);
    for (;;) {
      const head = this.bytes.indexOf('\r\n\r\n');
      const length = head < 0 ? null : /Content-Length: (\d+)/i.exec(this.bytes.toString('ascii', 0, head));
      if (length === null || this.bytes.length < head + 4 + Number(length[1])) {
        return;
      }
      const end = head + 4 + Number(length[1]);
      const message = JSON.parse(this.bytes.toString('utf8', head + 4, end)) as Message;
      this.bytes = this.bytes.subarray(end);
      if (message.type === 'response') {
        this.waiting.get(message.request_seq!)?.(message);
      } else if (message.type === 'event') {
        this.events.push({ name: message.event!, body: message.body ?? {} });
      }
    }
  }
}
