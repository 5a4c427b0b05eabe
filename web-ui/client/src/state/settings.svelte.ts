/** What this browser remembers of how the page looks. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'backstep.settings';

interface Stored {
  theme: Theme;
  timelineHeight: number;
  bottomHeight: number;
  leftWidth: number;
  rightWidth: number;
}

const USUAL: Stored = { theme: 'auto', timelineHeight: 0, bottomHeight: 0, leftWidth: 0, rightWidth: 0 };

function read(): Stored {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Stored>) };
  } catch {
    return USUAL; // somebody else's data under our key
  }
}

const dark = matchMedia('(prefers-color-scheme: dark)');

export class Settings {
  /** Sizes of panes in pixels; 0 for what fits the window. */
  values = $state<Stored>(read());
  private systemDark = $state(dark.matches);

  constructor() {
    dark.addEventListener('change', () => (this.systemDark = dark.matches));
  }

  get theme(): 'light' | 'dark' {
    return this.values.theme === 'auto' ? (this.systemDark ? 'dark' : 'light') : this.values.theme;
  }

  toggleTheme(): void {
    this.set({ theme: this.theme === 'dark' ? 'light' : 'dark' });
  }

  set(values: Partial<Stored>): void {
    Object.assign(this.values, values);
    localStorage.setItem(KEY, JSON.stringify(this.values));
  }
}
