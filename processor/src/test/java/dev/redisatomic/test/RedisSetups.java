package dev.redisatomic.test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Multiplies servers by client modes, so that {@link EachServer} stays an annotation. */
final class RedisSetups implements ArgumentsProvider, AnnotationConsumer<EachServer> {

  private List<ClientMode> modes = List.of();

  @Override
  public void accept(EachServer annotation) {
    modes = Arrays.asList(annotation.modes());
  }

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return RedisServers.all().stream()
        .flatMap(server -> modes.stream().map(mode -> new RedisSetup(server, mode)))
        .map(Arguments::of);
  }
}
