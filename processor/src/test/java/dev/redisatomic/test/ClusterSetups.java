package dev.redisatomic.test;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Multiplies the cluster by client modes, so that {@link EachClusterMode} stays an annotation. */
final class ClusterSetups implements ArgumentsProvider, AnnotationConsumer<EachClusterMode> {

  private List<ClientMode> modes = List.of();

  @Override
  public void accept(EachClusterMode annotation) {
    if (annotation.modes().length > 0) {
      modes = List.of(annotation.modes());
    } else {
      modes =
          annotation.everyMode() || RedisSetups.isFullMatrix()
              ? List.of(ClientMode.values())
              : ClientMode.onePerClient();
    }
  }

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    return modes.stream()
        .map(mode -> new ClusterSetup(SharedCluster.get(), mode))
        .map(Arguments::of);
  }
}
