package dev.redisatomic.sample.lab;

import java.util.Locale;

/**
 * The result of a comparison.
 *
 * @param sentence in words
 * @param naive what became of the naive side
 * @param atomic what became of the atomic side
 */
record Verdict(String sentence, Side naive, Side atomic) {

  /**
   * One side.
   *
   * @param lost the money that is missing at the end; negative if there is too much
   * @param lostUpdates transfers whose count somebody overwrote
   * @param exact whether every invariant held
   */
  record Side(long lost, long lostUpdates, boolean exact) {

    static Side of(Result result) {
      return new Side(
          result.moneyBefore() - result.moneyAfter(), result.lostUpdates(), result.isExact());
    }
  }

  static Verdict of(Result naive, Result atomic) {
    return new Verdict(sentence(naive, atomic), Side.of(naive), Side.of(atomic));
  }

  private static String sentence(Result naive, Result atomic) {
    if (naive.done() == 0 || atomic.done() == 0) {
      return "Too little was done to tell the two apart.";
    }
    return "Naive code "
        + deed(naive)
        + ". @RedisAtomic "
        + deed(atomic)
        + (naive.isExact() ? ". Try more threads, fewer accounts or less think time." : ".");
  }

  private static String deed(Result result) {
    long lost = result.moneyBefore() - result.moneyAfter();
    if (lost < 0) {
      return format("made %,d out of nothing", -lost) + updates(result);
    }
    if (lost > 0) {
      return format("lost %,d", lost) + updates(result);
    }
    if (result.isExact()) {
      return "lost 0";
    }
    return result.lostUpdates() == 0
        ? format("lost 0, but showed wrong totals %,d times", result.wrongTotals())
        : "lost 0 by luck" + updates(result);
  }

  private static String updates(Result result) {
    return result.lostUpdates() == 0
        ? ""
        : format(" and overwrote %,d updates", result.lostUpdates());
  }

  private static String format(String text, long number) {
    return String.format(Locale.ROOT, text, number);
  }
}
