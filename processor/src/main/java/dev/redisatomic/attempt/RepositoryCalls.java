package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.connection.RecordedWrite;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Recognises calls of Spring Data's repositories that cannot be part of an atomic method. */
final class RepositoryCalls {

  private static final String INDEX_WRITER = "org.springframework.data.redis.core.IndexWriter";

  private static final String DELETE_ALL =
      "deleteAll() of a repository is not available inside an atomic method: it looks for its"
          + " indexes with KEYS, which no WATCH can guard, and leaves the entities themselves. Delete"
          + " the entities with deleteAll(entities) or deleteAllById(ids), or call deleteAll()"
          + " outside. Nothing of it was recorded.";

  private RepositoryCalls() {}

  /** Refuses {@code deleteAll()}, whose second command this is, and takes back its first one. */
  static void refuseDeleteAll(Command keys, WriteLog log) {
    if (!keys.name().equals("KEYS") || !isCalledByIndexWriter()) {
      return;
    }
    if (log.size() > 0) {
      RecordedWrite last = log.writes().get(log.size() - 1);
      Command command = last.command().command();
      if (command.name().equals("DEL")
          && Words.text(keys.word(1)).equals(Words.text(command.word(1)) + ":*")) {
        log.remove(last);
      }
    }
    throw new InvalidDataAccessApiUsageException(DELETE_ALL);
  }

  private static boolean isCalledByIndexWriter() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getClassName().equals(INDEX_WRITER)
                            && frame.getMethodName().equals("removeAllIndexes")));
  }
}
