package dev.redisatomic.sample.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** Atomic methods as they were compiled: the build copies the sources into the jar. */
final class SourceCode {

  private SourceCode() {}

  /**
   * A public atomic method, annotation included.
   *
   * @param type a class of this application whose source the build copies
   * @param method the method's name
   * @throws IllegalStateException if the source has no such method
   */
  static String method(Class<?> type, String method) {
    Pattern pattern =
        Pattern.compile(
            "^  @RedisAtomic\\n  public \\w+ " + Pattern.quote(method) + "\\(.*?^  }$",
            Pattern.DOTALL | Pattern.MULTILINE);
    Matcher source = pattern.matcher(read(type));
    if (!source.find()) {
      throw new IllegalStateException("No atomic method " + method + " in the source of " + type);
    }
    return source.group().replaceAll("(?m)^  ", "");
  }

  static String read(Class<?> type) {
    String path = "sources/" + type.getName().replace('.', '/') + ".java";
    try {
      return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The build copies no " + path, e);
    }
  }
}
