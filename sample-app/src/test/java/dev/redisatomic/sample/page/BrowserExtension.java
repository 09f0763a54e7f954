package dev.redisatomic.sample.page;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Hands out browser windows, and closes them after the test. */
class BrowserExtension implements ExecutionCondition, ParameterResolver {

  private static final String ABSENT =
      "The tests in a browser are NOT RUN: there is no Chromium with its driver on the PATH."
          + " To run them: apt-get install chromium chromium-driver";

  private static final Optional<File> CHROMIUM =
      find("chromium", "chromium-browser", "google-chrome");
  private static final Optional<File> DRIVER = find("chromedriver");
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (CHROMIUM.isPresent() && DRIVER.isPresent()) {
      return ConditionEvaluationResult.enabled("There is a browser: " + CHROMIUM.get());
    }
    if (SAID.compareAndSet(false, true)) {
      System.out.println(ABSENT);
    }
    return ConditionEvaluationResult.disabled(ABSENT);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Environment environment = SpringExtension.getApplicationContext(context).getEnvironment();
    Browser browser =
        new Browser(
            CHROMIUM.orElseThrow(),
            DRIVER.orElseThrow(),
            "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + "/");
    // What is in the store is closed with the test.
    context.getStore(Namespace.create(BrowserExtension.class)).put(parameter, browser);
    return browser;
  }

  private static Optional<File> find(String... names) {
    List<String> path = List.of(System.getenv("PATH").split(File.pathSeparator));
    return Arrays.stream(names)
        .flatMap(name -> path.stream().map(directory -> new File(directory, name)))
        .filter(File::canExecute)
        .findFirst();
  }
}
