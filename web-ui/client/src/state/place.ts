/** The moment in the address bar: `#t=48213&thread=3`. */
export interface Place {
  step: number;
  thread: number | null;
}

export function readPlace(fragment: string): Place | null {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const step = fields.get('t');
  const thread = fields.get('thread');
  if (step === null || !/^\d{1,15}$/.test(step)) {
    return null;
  }
  return { step: Number(step), thread: thread !== null && /^\d{1,9}$/.test(thread) ? Number(thread) : null };
}

export function writePlace(place: Place): string {
  return `#t=${place.step}${place.thread === null ? '' : `&thread=${place.thread}`}`;
}
