package dev.redisatomic.execution;

import dev.redisatomic.attempt.Markers;
import dev.redisatomic.connection.AtomicConnectionFactory;
import dev.redisatomic.contention.LocalQueue;
import dev.redisatomic.contention.QueueMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** State that all calls of one executor share. */
final class SharedState {

  private final Markers markers = new Markers();
  private final Map<AtomicConnectionFactory, LocalQueue> queues = new ConcurrentHashMap<>();
  private final UnclaimedScripts unclaimedScripts = new UnclaimedScripts();
  private final UnjoinedTransactions unjoinedTransactions = new UnjoinedTransactions();
  private final QueueMode queueMode;
  private final Grouping grouping;
  private final AtomicListeners listeners;

  SharedState(QueueMode queueMode, Grouping grouping, AtomicListeners listeners) {
    this.queueMode = queueMode;
    this.grouping = grouping;
    this.listeners = listeners;
  }

  Markers markers() {
    return markers;
  }

  UnclaimedScripts unclaimedScripts() {
    return unclaimedScripts;
  }

  UnjoinedTransactions unjoinedTransactions() {
    return unjoinedTransactions;
  }

  Grouping grouping() {
    return grouping;
  }

  AtomicListeners listeners() {
    return listeners;
  }

  /** The queues for the hot keys of one server. */
  LocalQueue queue(AtomicConnectionFactory factory) {
    LocalQueue known = queues.get(factory);
    return known == null
        ? queues.computeIfAbsent(
            factory, key -> new LocalQueue(queueMode, grouping.patience(), factory::slotOf))
        : known;
  }

  int waitingThreads() {
    return queues.values().stream().mapToInt(LocalQueue::waiting).sum();
  }
}
