package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Classes of names that the class path of the tests does not have. */
final class CompiledSources {

  private final Path directory;
  private final List<String> files = new ArrayList<>();

  private CompiledSources(Path directory) {
    this.directory = directory;
  }

  static CompiledSources in(Path directory) {
    return new CompiledSources(directory);
  }

  CompiledSources add(String type, String source) throws IOException {
    Path file = directory.resolve(type.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    files.add(Files.writeString(file, source).toString());
    return this;
  }

  Class<?> load(String type) throws IOException, ClassNotFoundException, URISyntaxException {
    URL annotations = RedisAtomic.class.getProtectionDomain().getCodeSource().getLocation();
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-parameters", "-d", directory.toString(), "-cp"));
    arguments.add(Path.of(annotations.toURI()).toString());
    arguments.addAll(files);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).as("the compiler's verdict").isZero();
    return new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, RedisAtomic.class.getClassLoader())
        .loadClass(type);
  }
}
