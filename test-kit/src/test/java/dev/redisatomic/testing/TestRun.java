package dev.redisatomic.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class of a user inside of a test, also if it is {@code @Disabled}. */
final class TestRun implements TestExecutionListener {

  private final Map<String, TestExecutionResult> results = new TreeMap<>();

  private TestRun() {}

  static TestRun of(Class<?> testClass) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(testClass))
            .configurationParameter(
                "junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
            .build();
    TestRun run = new TestRun();
    LauncherFactory.create().execute(request, run);
    return run;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      results.put(test.getDisplayName().replaceFirst("\\(.*", ""), result);
    } else if (result.getThrowable().isPresent()) {
      throw new AssertionError(test + " failed", result.getThrowable().get());
    }
  }

  /** The names of the tests that did not fail. */
  List<String> successes() {
    return results.entrySet().stream()
        .filter(test -> test.getValue().getStatus() == TestExecutionResult.Status.SUCCESSFUL)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** With what a test failed. */
  Throwable failure(String test) {
    TestExecutionResult result = results.get(test);
    if (result == null) {
      throw new AssertionError("There is no test " + test + " in " + results.keySet());
    }
    return result
        .getThrowable()
        .orElseThrow(() -> new AssertionError(test + " has not failed: " + result));
  }
}
