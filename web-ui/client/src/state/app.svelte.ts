import { getContext, setContext } from 'svelte';
import { Api } from '../api/client';
import type { SourceRef } from '../api/types';
import { takeToken } from '../api/token';
import { Breakpoints } from './breakpoints.svelte';
import { Histories } from './histories.svelte';
import { Notes } from './notes.svelte';
import { Prints } from './prints.svelte';
import { Session, sentence } from './session.svelte';
import { Settings } from './settings.svelte';
import { Sources } from './sources.svelte';
import { TimelineState } from './timeline.svelte';
import { Watches } from './watches.svelte';

export type BottomTab = 'console' | 'exceptions' | 'prints' | 'history' | 'checkpoints' | 'notes' | 'breakpoints';
export type Dialog = 'help' | 'search' | 'bookmark' | null;

/** All state of the page, by concern. Components take what they need from here. */
export class App {
  readonly settings = new Settings();
  readonly session = new Session(new Api(takeToken()));
  readonly timeline = new TimelineState(this.session);
  readonly breakpoints = new Breakpoints(this.session);
  readonly notes = new Notes(this.session);
  readonly sources = new Sources(this.session);
  readonly prints = new Prints(this.session);
  readonly histories = new Histories(this.session);
  readonly watches = new Watches();
  bottomTab = $state<BottomTab>('console');
  dialog = $state<Dialog>(null);
  /** A source that the user opened although no frame is in it. */
  shownSource = $state.raw<SourceRef | null>(null);
  failure = $state<string | null>(null);

  async start(): Promise<void> {
    void this.timeline.sketch();
    try {
      await this.session.open();
      await this.timeline.load();
    } catch (error) {
      this.failure = sentence(error);
      this.session.fail(error);
    }
  }
}

const KEY = Symbol('app');

export function provideApp(app: App): void {
  setContext(KEY, app);
}

export function useApp(): App {
  return getContext<App>(KEY);
}
