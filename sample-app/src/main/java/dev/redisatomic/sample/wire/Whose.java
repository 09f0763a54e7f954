package dev.redisatomic.sample.wire;

import dev.redisatomic.RoundTrip;
import dev.redisatomic.SentCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Tells whose write is whose in what a group has sent. The library does not say; but writes are
 * sent in the order in which the bodies have run, and it says how many each of them has made.
 */
final class Whose {

  private Whose() {}

  /**
   * A command.
   *
   * @param sent what was sent
   * @param member whose write it is, from 1; 0 if it is none, or if that is not known
   */
  record Part(SentCommand sent, int member) {}

  /**
   * Goes through what a group has sent.
   *
   * @param trips the round trips of the group
   * @param writes how many writes each member has made, in the order of their bodies
   */
  static List<List<Part>> of(List<RoundTrip> trips, List<Integer> writes) {
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      owners.addAll(Collections.nCopies(writes.get(i), i + 1));
    }
    long sent = trips.stream().mapToLong(Whose::writes).sum();
    Iterator<Integer> next = (owners.size() == sent ? owners : List.<Integer>of()).iterator();
    return trips.stream().map(trip -> parts(trip, next)).toList();
  }

  private static long writes(RoundTrip trip) {
    return parts(trip, Collections.nCopies(trip.commands().size(), 1).iterator()).stream()
        .filter(part -> part.member() > 0)
        .count();
  }

  /** The writes are what is between MULTI and EXEC. */
  private static List<Part> parts(RoundTrip trip, Iterator<Integer> owners) {
    List<String> names =
        trip.commands().stream()
            .map(command -> command.words().get(0).toUpperCase(Locale.ROOT))
            .toList();
    int begin = names.indexOf("MULTI");
    int end = names.lastIndexOf("EXEC");
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean isWrite = begin >= 0 && begin < i && i < end;
      parts.add(new Part(trip.commands().get(i), isWrite && owners.hasNext() ? owners.next() : 0));
    }
    return parts;
  }
}
