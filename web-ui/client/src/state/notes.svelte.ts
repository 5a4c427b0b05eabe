import type { Note } from '../api/types';
import type { Session } from './session.svelte';

/** Bookmarks and notes of the recording. */
export class Notes {
  all = $state.raw<Note[]>([]);

  constructor(private readonly session: Session) {}

  async load(): Promise<void> {
    await this.session.guard(async () => {
      this.all = await this.session.api.notes();
    });
  }

  /** Marks the present moment. */
  async addHere(title: string, text: string): Promise<void> {
    const { stop, thread } = this.session;
    if (stop === null) {
      return;
    }
    const place = stop.location === null ? '' : `${stop.location.className}.${stop.location.method}:${stop.location.line}`;
    await this.session.guard(async () => {
      await this.session.api.addNote({ step: stop.step, thread: thread ?? stop.thread, title, text, place });
      await this.load();
    });
  }

  async change(id: number, title: string, text: string): Promise<void> {
    await this.session.guard(async () => {
      await this.session.api.changeNote(id, title, text);
      await this.load();
    });
  }

  async remove(id: number): Promise<void> {
    await this.session.guard(async () => {
      await this.session.api.removeNote(id);
      await this.load();
    });
  }

  async download(): Promise<void> {
    await this.session.guard(async () => {
      const blob = new Blob([await this.session.api.notesAsMarkdown()], { type: 'text/markdown' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${this.session.recording?.name ?? 'recording'}-notes.md`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
}
