package dev.redisatomic.test;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Multiplies servers by client modes, so that {@link EachServer} stays an annotation. */
final class RedisSetups implements ArgumentsProvider, AnnotationConsumer<EachServer> {

  private static final String MATRIX = System.getProperty("redisatomic.test.matrix", "clients");

  private List<ClientMode> modes = List.of();

  @Override
  public void accept(EachServer annotation) {
    modes = modes(annotation, MATRIX);
  }

  /**
   * The modes in which a class is run.
   *
   * @param matrix {@code clients} or {@code full}
   */
  static List<ClientMode> modes(EachServer annotation, String matrix) {
    if (annotation.modes().length > 0) {
      return List.of(annotation.modes());
    }
    return annotation.everyMode() || isFull(matrix)
        ? List.of(ClientMode.values())
        : ClientMode.onePerClient();
  }

  /** Whether every mode is to be tested, on clusters, too. */
  static boolean isFullMatrix() {
    return isFull(MATRIX);
  }

  private static boolean isFull(String matrix) {
    return switch (matrix) {
      case "clients" -> false;
      case "full" -> true;
      default ->
          throw new IllegalArgumentException(
              "redisatomic.test.matrix=" + matrix + " is neither clients nor full");
    };
  }

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return RedisServers.all().stream()
        .flatMap(server -> modes.stream().map(mode -> new RedisSetup(server, mode)))
        .map(Arguments::of);
  }
}
