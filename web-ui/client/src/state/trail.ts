/** Positions that the viewer came to, to go back and forward between them like between pages. */
export class Trail {
  private readonly steps: number[] = [];
  private at = -1;
  private readonly most = 200;

  /** Remembers a position. What lay ahead is forgotten, unless it is where `back` or `forward` led. */
  visit(step: number): void {
    if (this.steps[this.at] === step) {
      return;
    }
    this.steps.length = this.at + 1;
    this.steps.push(step);
    if (this.steps.length > this.most) {
      this.steps.shift();
    }
    this.at = this.steps.length - 1;
  }

  back(): number | null {
    return this.at > 0 ? this.steps[--this.at] : null;
  }

  forward(): number | null {
    return this.at < this.steps.length - 1 ? this.steps[++this.at] : null;
  }
}
