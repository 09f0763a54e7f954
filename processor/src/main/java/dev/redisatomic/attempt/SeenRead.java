package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.driver.ErrorReply;
import org.jspecify.annotations.Nullable;

/**
 * A guarded read of a body.
 *
 * @param read what it has asked
 * @param reply what it was answered, an error among other things
 */
record SeenRead(ClassifiedCommand read, @Nullable Object reply) {

  /** Whether two replies say the same; of errors, whether they are of one kind. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof ErrorReply first && b instanceof ErrorReply second) {
      return first.code().equals(second.code());
    }
    return HandedOut.same(a, b);
  }
}
