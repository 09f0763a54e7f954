package dev.redisatomic.benchmarks.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that was measured in one run. */
public record Results(
    Facts facts,
    List<ScenarioResult> scenarios,
    List<Footprint> footprints,
    List<HotKeysResult> hotKeys) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public static Results read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), Results.class);
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  public Optional<ScenarioResult> scenario(String work, Predicate<Setting> setting) {
    return scenarios.stream()
        .filter(one -> one.work().equals(work) && setting.test(one.setting()))
        .findFirst();
  }
}
