package dev.redisatomic.benchmarks.measure;

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
public record ChildJvm(Process process, PrintWriter input, BufferedReader output)
    implements AutoCloseable {

  public static ChildJvm start(Class<?> main, Object... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), main.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    List.of(arguments).forEach(argument -> builder.command().add(argument.toString()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      Process process = builder.start();
      return new ChildJvm(
          process,
          new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true),
          process.inputReader(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void say(String line) {
    input.println(line);
  }

  /** Waits for the next line. */
  public String hear() {
    try {
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("A JVM has ended; its errors are above");
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
