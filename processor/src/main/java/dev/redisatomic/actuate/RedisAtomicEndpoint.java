package dev.redisatomic.actuate;

import dev.redisatomic.config.AtomicMethodReports;
import dev.redisatomic.config.AtomicMethodReports.Report;
import dev.redisatomic.execution.AtomicExecutor;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The atomic methods, what is in force for each, and how their calls have ended. */
@Endpoint(id = "redisatomic")
public final class RedisAtomicEndpoint {

  private static final int HOTTEST = 10;

  private final AtomicMethodReports methods;
  private final CallCounts counts;
  private final AtomicExecutor executor;

  RedisAtomicEndpoint(AtomicMethodReports methods, CallCounts counts, AtomicExecutor executor) {
    this.methods = methods;
    this.counts = counts;
    this.executor = executor;
  }

  /**
   * The whole report of the endpoint.
   *
   * @param methods by name; {@code RedisAtomicOperations} is the last
   * @param hottestKeyTemplates those with the most conflicts since the application started, at most
   *     ten. A conflict counts for each template of the methods in its attempt, because Redis does
   *     not tell which of the watched keys has changed.
   * @param waitingThreads how many threads wait for others that want the same keys
   */
  public record Overview(
      List<Report> methods, List<KeyTemplate> hottestKeyTemplates, int waitingThreads) {}

  /**
   * A key template.
   *
   * @param keyTemplate as it was written
   * @param conflicts of methods that use it
   */
  public record KeyTemplate(String keyTemplate, long conflicts) {}

  /**
   * Reads everything.
   *
   * @return a snapshot
   */
  @ReadOperation
  public Overview overview() {
    return new Overview(
        methods.all(counts::of),
        counts.conflictsByTemplate().entrySet().stream()
            .map(entry -> new KeyTemplate(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(KeyTemplate::conflicts)
                    .reversed()
                    .thenComparing(KeyTemplate::keyTemplate))
            .limit(HOTTEST)
            .toList(),
        executor.waitingThreads());
  }
}
