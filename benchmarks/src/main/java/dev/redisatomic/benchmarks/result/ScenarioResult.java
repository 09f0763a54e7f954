package dev.redisatomic.benchmarks.result;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One work under one setting.
 *
 * @param notRun why it was not run, or null if it was
 */
public record ScenarioResult(
    String work, Setting setting, @Nullable String notRun, List<Series> series) {

  public Optional<Series> of(String contestant) {
    return series.stream().filter(one -> one.contestant().equals(contestant)).findFirst();
  }
}
