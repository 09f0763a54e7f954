package dev.redisatomic.attempt;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;

/** Says why a body cannot see a write of its own, and what to do instead. */
final class OwnWriteRefusals {

  private static final String READ_FIRST = "Read the key before writing it.";

  private static final String ASK_LATER =
      "Do this before that write; or, if the result is not needed before the commit, with results ="
          + " Results.NONE, and Queued.of(…) for the result.";

  private static final String UNION =
      "opsForHyperLogLog().union(…) merges first and counts then, so it cannot work here. Count with"
          + " opsForHyperLogLog().size(…) of all the keys, and merge after that with pfMerge(…) of the"
          + " connection.";

  private OwnWriteRefusals() {}

  /** The exception for a body that does not see its own writes at all. */
  static ReadAfterWriteException switchedOff(
      ClassifiedCommand asked, Key key, RecordedWrite earlier, boolean isRead) {
    return new ReadAfterWriteException(
        afterWrite(asked, key.toString(), earlier)
            + "the write is sent only when the method returns, so Redis would answer with the old"
            + " value, and redis.atomic.read-own-writes is false. "
            + (isUnion(asked, earlier) ? UNION : isRead ? READ_FIRST : ASK_LATER));
  }

  private static String afterWrite(ClassifiedCommand asked, String key, RecordedWrite earlier) {
    return asked.command().name()
        + " of key '"
        + key
        + "' after this atomic method recorded "
        + earlier
        + ": ";
  }

  private static boolean isUnion(ClassifiedCommand read, RecordedWrite earlier) {
    return read.command().name().equals("PFCOUNT")
        && earlier.command().command().name().equals("PFMERGE");
  }

  /**
   * The exception for something that cannot be done on shadows.
   *
   * @param asked the command to answer; {@code null} for an attempt whose writes are to be verified
   * @param key what it asks for
   * @param earlier the write in question
   * @param tried which of the two it is that cannot be tried
   * @param reason why
   */
  static ReadAfterWriteException notOnShadows(
      @Nullable ClassifiedCommand asked,
      @Nullable Key key,
      RecordedWrite earlier,
      ClassifiedCommand tried,
      String reason) {
    String what = tried.command().name() + " cannot be tried on a copy, because " + reason + ". ";
    return new ReadAfterWriteException(
        asked == null
            ? earlier + " cannot be verified before the commit: " + what + "Nothing was applied."
            : afterWrite(asked, String.valueOf(key), earlier)
                + "own writes are seen on a private copy of the key, and "
                + what
                + READ_FIRST);
  }

  /** The exception for a write whose result was asked for, and which can only be recorded. */
  static ReadAfterWriteException noResult(ClassifiedCommand write, String reason) {
    return new ReadAfterWriteException(
        write
            + " has no result before the commit: it cannot be tried on a copy, because "
            + reason
            + ". If the result is not needed before the commit, call it where results are"
            + " Results.NEEDED, and use Queued.of(…) for the result. Nothing was sent.");
  }

  /** The exception for a user or a server that does not make copies. */
  static RuntimeException noShadows(Collection<Key> keys, ErrorReply error) {
    if (error.kind() == ErrorReply.Kind.REFUSED) {
      return new ReadAfterWriteException(
          "This atomic method has recorded writes to "
              + keys
              + ", and to see them needs private copies of these keys, which Redis refuses: "
              + error.message()
              + ". Copies need Redis 6.2 and, for the user, the commands COPY, UNLINK, PERSIST,"
              + " PEXPIRE, PEXPIREAT and PEXPIRETIME on the keys ~"
              + LibraryKeys.PREFIX
              + "*. Grant these, or read keys before writing them and set"
              + " redis.atomic.read-own-writes=false.");
    }
    return new InvalidDataAccessResourceUsageException(
        "Redis could not make private copies of "
            + keys
            + ", on which an atomic method sees its own writes: "
            + error.message()
            + ". Nothing was applied.",
        error.translated());
  }
}
