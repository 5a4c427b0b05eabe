/** Expressions that are evaluated at each stop; kept in this browser. */
const KEY = 'backstep.watches';

function read(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    return []; // somebody else's data under our key
  }
}

export class Watches {
  expressions = $state.raw<string[]>(read());

  add(expression: string): void {
    if (!this.expressions.includes(expression)) {
      this.keep([...this.expressions, expression]);
    }
  }

  remove(expression: string): void {
    this.keep(this.expressions.filter((one) => one !== expression));
  }

  private keep(expressions: string[]): void {
    this.expressions = expressions;
    localStorage.setItem(KEY, JSON.stringify(expressions));
  }
}
