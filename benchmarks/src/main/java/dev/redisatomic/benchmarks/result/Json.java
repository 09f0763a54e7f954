package dev.redisatomic.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files of raw results. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** Reads a file, if it is there. */
  public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    return Files.exists(file)
        ? Optional.of(MAPPER.readValue(Files.readString(file), type))
        : Optional.empty();
  }

  public static void write(Path file, Object results) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(results) + "\n");
  }
}
