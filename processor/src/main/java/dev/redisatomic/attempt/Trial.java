package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One round trip in which writes are tried on shadows, and a command is answered from them: old
 * shadows are unparked, new ones made, the writes and the command run, and all shadows parked.
 */
final class Trial {

  private final List<Shadow> old = new ArrayList<>();
  private final List<Shadow> fresh = new ArrayList<>();
  private final List<Shadow> all = new ArrayList<>();
  private final List<RecordedWrite> writes;
  private final @Nullable ClassifiedCommand asked;
  private final ExpiryQuestion expiry;
  private final Map<Key, Key> names = new LinkedHashMap<>();

  private final Map<RecordedWrite, @Nullable Object> done = new LinkedHashMap<>();
  private final Map<RecordedWrite, ErrorReply> failed = new LinkedHashMap<>();
  private @Nullable ErrorReply refusal;
  private @Nullable Object answer;
  private boolean lost;

  /**
   * A round trip that has not been made.
   *
   * @param shadows the shadows concerned
   * @param writes what has not been tried, in order
   * @param asked the command to answer; {@code null} if the writes alone matter
   * @param expiry how to ask when a shadow expires
   */
  Trial(
      List<Shadow> shadows,
      List<RecordedWrite> writes,
      @Nullable ClassifiedCommand asked,
      ExpiryQuestion expiry) {
    this.writes = writes;
    this.asked = asked;
    this.expiry = expiry;
    for (Shadow shadow : shadows) {
      all.add(shadow);
      names.put(shadow.key(), shadow.name());
      if (!shadow.isMade()) {
        fresh.add(shadow);
      } else if (shadow.isThere()) {
        old.add(shadow);
      }
    }
  }

  /** The way it asks when a shadow expires. */
  ExpiryQuestion expiry() {
    return expiry;
  }

  List<Command> commands() {
    UnaryOperator<Key> renamed = key -> names.getOrDefault(key, key);
    List<Command> commands = new ArrayList<>();
    old.forEach(shadow -> commands.add(shadow.unpark()));
    fresh.forEach(shadow -> commands.add(shadow.copy()));
    writes.forEach(write -> commands.add(write.command().withKeys(renamed)));
    if (asked != null) {
      commands.add(asked.withKeys(renamed));
    }
    all.forEach(shadow -> commands.addAll(expiry.about(shadow)));
    all.forEach(shadow -> commands.add(shadow.park()));
    return commands;
  }

  /** Takes the replies to {@link #commands}, none of which says "not now". */
  void read(List<@Nullable Object> replies) {
    Iterator<@Nullable Object> next = replies.iterator();
    for (int i = 0; i < old.size(); i++) {
      lost = !isOne(needed(next.next())) || lost;
    }
    for (int i = 0; i < fresh.size(); i++) {
      needed(next.next());
    }
    for (RecordedWrite write : writes) {
      Object reply = next.next();
      if (reply instanceof ErrorReply error) {
        failed.put(write, (ErrorReply) shown(error, write.command()));
      } else {
        done.put(write, reply);
      }
    }
    if (asked != null) {
      answer = shown(next.next(), asked);
    }
    for (Shadow shadow : all) {
      shadow.parked(expiry.deadline(next, this::needed));
    }
    for (int i = 0; i < all.size(); i++) {
      needed(next.next());
    }
  }

  private static boolean isOne(@Nullable Object reply) {
    return reply instanceof Long count && count == 1;
  }

  /** A reply to what the library itself has added; an error makes all of it worthless. */
  private @Nullable Object needed(@Nullable Object reply) {
    if (reply instanceof ErrorReply error && refusal == null) {
      refusal = error;
    }
    return reply;
  }

  private @Nullable Object shown(@Nullable Object reply, ClassifiedCommand command) {
    return QuotedValues.hide(ShadowNames.replaced(reply, command.command().name(), all), command);
  }

  /** The reason why there can be no shadows, or {@code null}. */
  @Nullable ErrorReply refusal() {
    return refusal;
  }

  /** Whether a shadow had gone, so that nothing that was answered means anything. */
  boolean isLost() {
    return lost;
  }

  /** The writes that did not fail on the shadows, each with the reply that it got there. */
  Map<RecordedWrite, @Nullable Object> done() {
    return done;
  }

  /** The writes that failed on the shadows, each with its error. */
  Map<RecordedWrite, ErrorReply> failed() {
    return failed;
  }

  /** The reply to the command that was to be answered. */
  @Nullable Object answer() {
    return answer;
  }

  /** The application's keys of which shadows were made in this round trip. */
  Set<Key> copied() {
    Set<Key> keys = new LinkedHashSet<>();
    fresh.forEach(shadow -> keys.add(shadow.key()));
    return keys;
  }

  /** The number of commands that look at keys of the application. */
  int looks() {
    boolean mixed = asked != null && !names.keySet().containsAll(asked.allKeys());
    return fresh.size() + (mixed ? 1 : 0);
  }

  /** The application's keys of all shadows concerned. */
  Set<Key> keys() {
    return names.keySet();
  }

  /** The writes that were tried. */
  List<RecordedWrite> writes() {
    return writes;
  }
}
