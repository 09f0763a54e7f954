package dev.redisatomic;

import java.util.Locale;

/** The ending of an attempt, or of a whole call, of an atomic method. */
public enum AtomicOutcome {

  /** {@code EXEC} applied all writes. */
  COMMITTED,

  /** The body wrote nothing, or threw; what it had read belongs together. */
  UNCHANGED,

  /**
   * A watched key had changed, or another call of this JVM was queued to change it, so nothing was
   * applied. A call ends so when it gives up.
   */
  CONFLICT,

  /**
   * The attempt applied nothing, for another reason: a server that is not there, a refused command.
   */
  FAILED,

  /** Some commands failed inside {@code EXEC}, the others were applied. */
  PARTIAL,

  /** The connection was lost between sending {@code EXEC} and its reply. */
  UNKNOWN;

  /**
   * The name in tags and texts.
   *
   * @return the name in lower case, such as {@code committed}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
