package dev.redisatomic.testing;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.SentCommand;
import dev.redisatomic.wire.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about a call of an atomic method. Those about keys, commands and round trips are about
 * its last attempt, the one that decided; a failure shows the whole call.
 *
 * <p>Keys and arguments are given as text or as {@code byte[]}. Those that are not text are
 * compared as they are shown, with {@code \xNN} for a byte; arguments of more than {@value
 * SentCommand#MAX_LENGTH} bytes by their beginning and their length. What the library sends for its
 * own private keys, such as trials of writes on copies, does not count as sent; it counts as round
 * trips.
 */
public final class AtomicCallAssert extends AbstractAssert<AtomicCallAssert, RecordedCall> {

  /** The beginning of the library's own keys. */
  private static final String OWN_KEY = "redis-atomic-";

  AtomicCallAssert(RecordedCall actual) {
    super(actual, AtomicCallAssert.class);
  }

  /**
   * Verifies that its writes were applied.
   *
   * @return this
   */
  public AtomicCallAssert committed() {
    return ended(AtomicOutcome.COMMITTED);
  }

  /**
   * Verifies that there was nothing to write, or that its body threw.
   *
   * @return this
   */
  public AtomicCallAssert wroteNothing() {
    return ended(AtomicOutcome.UNCHANGED);
  }

  /**
   * Verifies that it gave up after conflicts.
   *
   * @return this
   */
  public AtomicCallAssert gaveUp() {
    return ended(AtomicOutcome.CONFLICT);
  }

  /**
   * Verifies that it failed for another reason than a conflict; nothing was applied.
   *
   * @return this
   */
  public AtomicCallAssert failed() {
    return ended(AtomicOutcome.FAILED);
  }

  /**
   * Verifies that the reply to its {@code EXEC} was lost, and its outcome could not be found out.
   *
   * @return this
   */
  public AtomicCallAssert outcomeUnknown() {
    return ended(AtomicOutcome.UNKNOWN);
  }

  /**
   * Verifies that some of its writes failed inside {@code EXEC}, and the others were applied.
   *
   * @return this
   */
  public AtomicCallAssert partlyApplied() {
    return ended(AtomicOutcome.PARTIAL);
  }

  /**
   * Verifies how it ended.
   *
   * @param outcome the outcome
   * @return this
   */
  public AtomicCallAssert ended(AtomicOutcome outcome) {
    AtomicOutcome found = actual.event().outcome();
    return require(
        found == outcome,
        "to end with " + outcome.label() + ", but it ended with " + found.label());
  }

  /**
   * Verifies what its caller was thrown.
   *
   * @param type the class of the exception, or one above it
   * @return this
   */
  public AtomicCallAssert threw(Class<? extends Throwable> type) {
    Throwable thrown = actual.event().thrown();
    return require(
        type.isInstance(thrown),
        "to throw "
            + type.getName()
            + ", but it threw "
            + (thrown == null ? "nothing" : actual.shown(thrown)));
  }

  /**
   * Verifies how often the body ran.
   *
   * @param number 1 if there was no reason to run it again
   * @return this
   */
  public AtomicCallAssert inAttempts(int number) {
    return count(number, actual.event().attempts().size(), "attempt");
  }

  /**
   * Verifies how many attempts found that a watched key had changed.
   *
   * @param number 0 or more
   * @return this
   */
  public AtomicCallAssert withConflicts(int number) {
    return count(number, actual.event().conflicts(), "conflict");
  }

  /**
   * Verifies in how many writes to the socket it sent its commands.
   *
   * @param number 0 or more
   * @return this
   */
  public AtomicCallAssert inRoundTrips(int number) {
    return count(number, last().roundTrips().size(), "round trip");
  }

  /**
   * Verifies that keys were watched, among others.
   *
   * @param keys each a text or a {@code byte[]}
   * @return this
   */
  public AtomicCallAssert watched(Object... keys) {
    List<String> watched = last().watchedKeys();
    List<String> missing = texts(keys);
    missing.removeAll(watched);
    return require(missing.isEmpty(), "to watch " + missing + ", but it watched " + watched);
  }

  /**
   * Verifies that these keys were watched, and no others.
   *
   * @param keys each a text or a {@code byte[]}
   * @return this
   */
  public AtomicCallAssert watchedOnly(Object... keys) {
    watched(keys);
    List<String> others = new ArrayList<>(last().watchedKeys());
    others.removeAll(texts(keys));
    return require(others.isEmpty(), "to watch nothing else, but it watched " + others);
  }

  /**
   * Verifies that a command was sent, once or more.
   *
   * @param command its name
   * @param arguments the first of its arguments, or none, each a text or a {@code byte[]}
   * @return this
   */
  public AtomicCallAssert sent(String command, Object... arguments) {
    return require(
        sendings(command, arguments) > 0,
        "to send " + text(command, arguments) + ", but it did not");
  }

  /**
   * Verifies that a command was sent exactly once.
   *
   * @param command its name
   * @param arguments the first of its arguments, or none, each a text or a {@code byte[]}
   * @return this
   */
  public AtomicCallAssert sentOnce(String command, Object... arguments) {
    return sentTimes(1, command, arguments);
  }

  /**
   * Verifies how often a command was sent.
   *
   * @param number 0 or more
   * @param command its name
   * @param arguments the first of its arguments, or none, each a text or a {@code byte[]}
   * @return this
   */
  public AtomicCallAssert sentTimes(int number, String command, Object... arguments) {
    int found = sendings(command, arguments);
    return require(
        found == number,
        "to send "
            + text(command, arguments)
            + " "
            + SeenAttempts.times(number)
            + ", but it did so "
            + SeenAttempts.times(found));
  }

  /**
   * Verifies that a command was not sent.
   *
   * @param command its name
   * @param arguments the first of its arguments, or none, each a text or a {@code byte[]}
   * @return this
   */
  public AtomicCallAssert neverSent(String command, Object... arguments) {
    return sentTimes(0, command, arguments);
  }

  private AttemptEvent last() {
    List<AttemptEvent> attempts = actual.event().attempts();
    require(!attempts.isEmpty(), "to come to an attempt, but it did not");
    return attempts.get(attempts.size() - 1);
  }

  private int sendings(String command, Object[] arguments) {
    List<String> words = texts(arguments);
    words.add(0, command.toUpperCase(Locale.ROOT));
    return (int)
        last().roundTrips().stream()
            .flatMap(roundTrip -> roundTrip.commands().stream())
            .map(SentCommand::words)
            .filter(sent -> sent.stream().noneMatch(word -> word.startsWith(OWN_KEY)))
            .filter(sent -> sent.size() >= words.size())
            .filter(sent -> sent.subList(0, words.size()).equals(words))
            .count();
  }

  private static String text(String command, Object[] arguments) {
    return String.join(" ", command, String.join(" ", texts(arguments))).strip();
  }

  private static List<String> texts(Object[] words) {
    List<String> texts = new ArrayList<>();
    for (Object word : words) {
      byte[] bytes =
          word instanceof byte[] given ? given : word.toString().getBytes(StandardCharsets.UTF_8);
      texts.add(Printable.text(bytes));
    }
    return texts;
  }

  private AtomicCallAssert count(int expected, int found, String what) {
    return require(
        found == expected,
        "to take " + CallText.counted(expected, what) + ", but it took " + found);
  }

  private AtomicCallAssert require(boolean holds, String expectation) {
    if (!holds) {
      failWithMessage("Expected %s %s.%n%s", actual.event().call().method(), expectation, actual);
    }
    return this;
  }
}
