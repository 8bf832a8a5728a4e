/** A length of time. A bare number has no unit; here the caller names the unit, as in `duration.seconds`. */
export class Duration {
  private constructor(readonly milliseconds: number) {}

  static milliseconds(count: number): Duration {
    return new Duration(count);
  }

  static seconds(count: number): Duration {
    return new Duration(count * 1000);
  }

  static minutes(count: number): Duration {
    return Duration.seconds(count * 60);
  }

  /**
   * Reads `30s`, `15m`, `12h` or `30d`.
   * @returns null for anything else
   */
  static parse(text: string): Duration | null {
    const match = /^(\d{1,9})([smhd])$/.exec(text);
    if (match === null) return null;
    const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as 's' | 'm' | 'h' | 'd'];
    return Duration.seconds(Number(match[1]) * secondsPerUnit);
  }

  get seconds(): number {
    return this.milliseconds / 1000;
  }

  after(timestamp: Date): Date {
    return new Date(timestamp.getTime() + this.milliseconds);
  }

  before(timestamp: Date): Date {
    return new Date(timestamp.getTime() - this.milliseconds);
  }
}
