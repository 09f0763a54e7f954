package dev.redisatomic.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM of the same kind and class path. It is spoken to in lines, and ends when its input
 * does, so also when this JVM dies.
 */
public final class ChildJvm implements AutoCloseable {

  private final Class<?> main;
  private final Process process;
  private final PrintWriter input;
  private final BufferedReader output;

  public ChildJvm(Class<?> main, String... arguments) {
    this.main = main;
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.command().add(main.getName());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    output = process.inputReader(StandardCharsets.UTF_8);
  }

  public void say(String line) {
    input.println(line);
  }

  /**
   * Waits for the next line.
   *
   * @throws IllegalStateException if the JVM has ended
   */
  public String hear() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException(main.getSimpleName() + " has ended; its errors are above");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    input.close();
    process
        .onExit()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
