package dev.redisatomic.testserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs to be taken for servers: scripts. */
final class Programs {

  private Programs() {}

  /** Says that it is of this version, and does nothing else. */
  static Path saying(String output, Path directory, String name) throws IOException {
    return script("echo '" + output + "'", directory, name);
  }

  static Path script(String commands, Path directory, String name) throws IOException {
    Path file = Files.createDirectories(directory).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("Cannot be made executable: " + file);
    }
    return file;
  }
}
