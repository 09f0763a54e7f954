package dev.redisatomic.soak;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.WatchConflictException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessException;

/** What one thread of a client does: one operation after the other, by chance. */
final class Workload {

  /** So few that the operations meet, and full so soon that reading them stays cheap. */
  private static final int LISTS = 4;

  private static final int FULL = 24;
  private static final int MAX_AMOUNT = 30;

  private final String name;
  private final Bank bank;
  private final Lists lists;
  private final List<String> accounts;
  private final AtomicInteger generation;
  private final HistoryWriter history;
  private final Random random;
  private int operations;

  /**
   * A thread's workload.
   *
   * @param generation of the lists that the process appends to; when some are full, the next ones
   */
  Workload(
      String name,
      Bank bank,
      Lists lists,
      List<String> accounts,
      AtomicInteger generation,
      HistoryWriter history,
      Random random) {
    this.name = name;
    this.bank = bank;
    this.lists = lists;
    this.accounts = accounts;
    this.generation = generation;
    this.history = history;
    this.random = random;
  }

  void next() {
    Observation seen = new Observation(name + "-" + ++operations);
    int chance = random.nextInt(100);
    if (chance < 40) {
      List<String> some = some(currentLists(), 2);
      run(seen, "append", () -> lists.append(seen, some, some.get(0)));
    } else if (chance < 48) {
      String list = some(currentLists(), 1).get(0);
      run(seen, "blind append", () -> lists.append(seen, List.of(), list));
    } else if (chance < 60) {
      run(seen, "read", () -> lists.read(seen, some(currentLists(), 3)));
    } else if (chance < 88) {
      List<String> two = some(accounts, 2);
      long amount = 1L + random.nextInt(MAX_AMOUNT);
      run(seen, "transfer", () -> bank.transfer(seen, two.get(0), two.get(1), amount));
    } else if (chance < 94) {
      run(seen, "audit", () -> bank.audit(seen, accounts));
    } else {
      run(seen, "snapshot", () -> bank.snapshot(seen, accounts));
    }
    startNewListsWhenFull(seen);
  }

  /** The nanoseconds count from the same moment in all processes of a machine. */
  private void run(Observation seen, String kind, Runnable call) {
    long begin = System.nanoTime();
    history.begin(seen.id(), kind, begin);
    Result result;
    String note = "";
    try {
      call.run();
      result = seen.success();
    } catch (RuntimeException e) {
      result = failure(e);
      note = e.toString();
    }
    history.end(
        new Operation(
            seen.id(),
            kind,
            begin,
            System.nanoTime(),
            result,
            seen.attempts(),
            seen.reads(),
            seen.writes(),
            note));
  }

  private static Result failure(RuntimeException e) {
    if (e instanceof CommitOutcomeUnknownException) {
      return Result.UNKNOWN;
    }
    if (e instanceof WatchConflictException) {
      return Result.CONFLICT;
    }
    return e instanceof DataAccessException
            && !(e instanceof PartialCommitException)
            && !(e instanceof UnreplicatedCommitException)
        ? Result.FAILED
        : Result.BROKEN;
  }

  private List<String> currentLists() {
    List<String> current = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      current.add("list:" + generation.get() + ":" + i);
    }
    return current;
  }

  private List<String> some(List<String> all, int count) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }

  private static int generationOf(String list) {
    return Integer.parseInt(list.substring("list:".length(), list.lastIndexOf(':')));
  }

  private void startNewListsWhenFull(Observation seen) {
    seen.reads()
        .forEach(
            (key, elements) -> {
              if (!Operation.isAccount(key) && elements.size() >= FULL) {
                int full = generationOf(key);
                generation.accumulateAndGet(full + 1, Math::max);
              }
            });
  }
}
