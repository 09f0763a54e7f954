/**
 * The transfers per second of one side, reading by reading. A side that goes on always has a rate,
 * be it 0; one that has ended has none.
 */
export class Rate {
  #calls = 0;
  #last = null;
  #ended = false;

  /**
   * Takes the next reading.
   *
   * @param millis since the reading before
   * @return the rate since then, or null once the side has ended
   */
  next({ calls, ended }, millis) {
    if (this.#ended) {
      return null;
    }
    // The interval in which a side ends is only partly its own.
    if (!ended || this.#last === null) {
      this.#last = Math.round(((calls - this.#calls) * 1000) / millis);
    }
    this.#calls = calls;
    this.#ended = ended;
    return this.#last;
  }
}
